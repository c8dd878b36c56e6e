// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows on disk, in blocks of up to {@value #BLOCK} that are held by columns. Written by one thread; then any number may
 * read.
 */
final class SpilledRows implements AutoCloseable {
    static final int BLOCK = 8_192;

    private final List<Field> fields;
    private final ScratchFile file;
    /** For each block where each column begins, and where the last ends. */
    private final List<long[]> places = new ArrayList<>();

    private final List<Integer> starts = new ArrayList<>();
    private int rows;

    SpilledRows(final List<Field> fields, final SpillSettings settings) {
        this.fields = List.copyOf(fields);
        this.file = new ScratchFile(settings.directory());
    }

    /** Appends all rows that some columns hold. */
    void append(final List<ColumnBuffer> buffers) {
        final int held = buffers.getFirst().size();
        for (int from = 0; from < held; from += BLOCK) {
            final int to = Math.min(held, from + BLOCK);
            final long[] place = new long[fields.size() + 1];
            for (int c = 0; c < fields.size(); c++) {
                final ByteBuffer bytes = BlockFormat.write(buffers.get(c), from, to);
                place[c + 1] = bytes.remaining();
                place[c] = file.append(bytes);
                place[c + 1] += place[c];
            }
            places.add(place);
            starts.add(rows);
            if (rows > Integer.MAX_VALUE - (to - from)) {
                throw new SpillException(
                        "The table has more than 2,147,483,647 rows, which is the most that can be learnt: "
                                + "take some of them");
            }
            rows += to - from;
        }
    }

    int rows() {
        return rows;
    }

    int blocks() {
        return places.size();
    }

    /** The first row of a block; for one past the last, the number of rows. */
    int start(final int block) {
        return block == starts.size() ? rows : starts.get(block);
    }

    int size(final int block) {
        return start(block + 1) - start(block);
    }

    ColumnBuffer read(final int block, final int column) {
        final long[] place = places.get(block);
        final ByteBuffer bytes = BlockFormat.allocate(Math.toIntExact(place[column + 1] - place[column]));
        file.read(place[column], bytes);
        return BlockFormat.read(fields.get(column), bytes);
    }

    @Override
    public void close() {
        file.close();
    }
}
