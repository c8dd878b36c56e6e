// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows on disk, in blocks of up to {@value #BLOCK} rows, each stored by columns. One thread writes; afterwards any
 * number may read.
 */
final class SpilledRows implements AutoCloseable {
    static final int BLOCK = 8_192;

    private final List<Field> fields;
    private final ScratchFile file;
    /** For each block the position of each column's first byte, and at last the end. */
    private final List<long[]> positions = new ArrayList<>();

    private final List<Integer> starts = new ArrayList<>();
    private int rows;

    SpilledRows(final List<Field> fields, final SpillSettings settings) {
        this.fields = List.copyOf(fields);
        this.file = new ScratchFile(settings.directory());
    }

    /** Appends all rows of the buffers, one buffer a column. */
    void append(final List<ColumnBuffer> buffers) {
        final int held = buffers.getFirst().size();
        for (int from = 0; from < held; from += BLOCK) {
            final int to = Math.min(held, from + BLOCK);
            final long[] position = new long[fields.size() + 1];
            for (int c = 0; c < fields.size(); c++) {
                final ByteBuffer bytes = BlockFormat.write(buffers.get(c), from, to);
                position[c + 1] = bytes.remaining();
                position[c] = file.append(bytes);
                position[c + 1] += position[c];
            }
            positions.add(position);
            starts.add(rows);
            if (rows > Integer.MAX_VALUE - (to - from)) {
                throw new SpillException("The table has more than 2,147,483,647 rows, which is the maximum: "
                        + "train on a part of them");
            }
            rows += to - from;
        }
    }

    int rows() {
        return rows;
    }

    int blocks() {
        return positions.size();
    }

    /** The index of a block's first row; for one past the last block, the number of rows. */
    int start(final int block) {
        return block == starts.size() ? rows : starts.get(block);
    }

    int size(final int block) {
        return start(block + 1) - start(block);
    }

    ColumnBuffer read(final int block, final int column) {
        final long[] position = positions.get(block);
        final ByteBuffer bytes = BlockFormat.allocate(Math.toIntExact(position[column + 1] - position[column]));
        file.read(position[column], bytes);
        return BlockFormat.read(fields.get(column), bytes);
    }

    @Override
    public void close() {
        file.close();
    }
}
