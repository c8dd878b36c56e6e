// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.ScratchFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Encoded rows in a memory-mapped file, stored by rows so that one disk access reads a whole row. The codes are those
 * of {@link EncodedColumns}: a member takes 1 to 4 bytes, each end of a number's interval 4.
 */
public final class EncodedFile extends EncodedTable implements AutoCloseable {
    private static final int MAX_PIECE = 1 << 30;

    private final ScratchFile file;
    private final int[] memberSizes;
    private final int recordSize;
    private final int rowsPerPiece;
    private final List<AtomicLongArray> counts = new ArrayList<>();
    private ByteBuffer[] pieces = new ByteBuffer[0];

    /**
     * Creates a file for a number of rows, all of which must be {@linkplain #put written} before it is {@linkplain #map
     * mapped}.
     *
     * @throws io.nifigan.table.SpillException where there is too little disk space
     */
    public EncodedFile(final Layout layout, final int rows, final Path directory) {
        super(layout, rows);
        this.memberSizes = new int[layout.blocks().size()];
        int bytes = 0;
        for (int b = 0; b < memberSizes.length; b++) {
            final Block block = layout.blocks().get(b);
            memberSizes[b] = block.members() == 0
                    ? 0
                    : block.members() <= 1 << Byte.SIZE
                            ? 1
                            : block.members() <= 1 << Short.SIZE ? Short.BYTES : Integer.BYTES;
            bytes += memberSizes[b] + (block.continuous() ? 2 * Float.BYTES : 0);
            counts.add(new AtomicLongArray(block.members()));
        }
        this.recordSize = bytes;
        this.rowsPerPiece = MAX_PIECE / Math.max(1, recordSize);
        this.file = new ScratchFile(directory);
        try {
            file.require((long) recordSize * rows);
        } catch (final RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Writes rows of an encoded table. Several threads may write rows that do not overlap.
     *
     * @param chosen {@code [rows]}, the indices of the table's rows to write
     * @param first the index in the file of the first written row
     */
    public void put(final EncodedColumns table, final int[] chosen, final int first) {
        final ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(chosen.length, recordSize))
                .order(ByteOrder.LITTLE_ENDIAN);
        final int[][] found = new int[memberSizes.length][];
        Arrays.setAll(found, b -> new int[layout().blocks().get(b).members()]);
        for (final int row : chosen) {
            for (int b = 0; b < memberSizes.length; b++) {
                if (memberSizes[b] > 0) {
                    final int member = table.member(b, row);
                    found[b][member]++;
                    switch (memberSizes[b]) {
                        case 1 -> bytes.put((byte) member);
                        case Short.BYTES -> bytes.putShort((short) member);
                        default -> bytes.putInt(member);
                    }
                }
                if (layout().blocks().get(b).continuous()) {
                    bytes.putFloat(table.lower(b, row)).putFloat(table.upper(b, row));
                }
            }
        }
        for (int b = 0; b < found.length; b++) {
            for (int m = 0; m < found[b].length; m++) {
                counts.get(b).addAndGet(m, found[b][m]);
            }
        }
        file.write((long) first * recordSize, bytes.flip());
    }

    /** Maps the file into memory; called after all rows are written and before any is read. */
    public void map() {
        pieces = file.map((long) rows() * recordSize, rowsPerPiece * recordSize).toArray(ByteBuffer[]::new);
    }

    @Override
    public double[] memberShares(final int block) {
        final AtomicLongArray of = counts.get(block);
        if (of.length() == 0) {
            return null;
        }
        final double[] shares = new double[of.length()];
        Arrays.setAll(shares, m -> (double) of.get(m) / rows());
        return shares;
    }

    @Override
    public void update(final MessageDigest digest) {
        layout().blocks().forEach(block -> update(digest, block));
        for (final ByteBuffer piece : pieces) {
            digest.update(piece.duplicate());
        }
    }

    @Override
    public void write(final int row, final float[] jitter, final int from, final float[] target, final int offset) {
        Arrays.fill(target, offset, offset + layout().rowSize(), 0f);
        final ByteBuffer piece = pieces[row / rowsPerPiece];
        int at = row % rowsPerPiece * recordSize;
        for (int b = 0; b < memberSizes.length; b++) {
            final Block block = layout().blocks().get(b);
            final int start = offset + block.rowOffset();
            int member = block.others();
            if (memberSizes[b] > 0) {
                member = member(piece, at, memberSizes[b]);
                at += memberSizes[b];
                target[start + member] = 1;
            }
            if (block.positioned()) {
                if (block.continuous() && member == block.others()) {
                    final float share = jitter == null ? .5f : jitter[from + b];
                    final float lower = piece.getFloat(at);
                    target[start + block.members()] = lower + share * (piece.getFloat(at + Float.BYTES) - lower);
                } else {
                    target[start + block.members()] = block.positions()[member];
                }
            }
            at += block.continuous() ? 2 * Float.BYTES : 0;
        }
    }

    private static int member(final ByteBuffer piece, final int at, final int size) {
        return size == 1 ? piece.get(at) & 0xFF : size == Short.BYTES ? piece.getShort(at) & 0xFFFF : piece.getInt(at);
    }

    /** Frees the disk space; rows must not be read any more. */
    @Override
    public void close() {
        pieces = new ByteBuffer[0];
        file.close();
    }
}
