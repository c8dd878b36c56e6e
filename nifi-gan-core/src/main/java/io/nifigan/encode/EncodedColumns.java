// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Encoded rows in memory, stored by rows: a training step draws rows from all over the table and needs fewer memory
 * accesses where all codes of a row are adjacent.
 */
public final class EncodedColumns extends EncodedTable {
    /** Log2 of the number of rows in one array. */
    private static final int LOG_ROWS_PER_PIECE = 12;

    private final Layout layout;
    private final int rows;
    /**
     * The codes, in arrays of rows: for each row and block the member, if the block has members, and the two ends of
     * the interval, as bits of floats, if it is continuous.
     */
    private final int[][] codes;

    private final int stride;
    /** The offset of each block's codes within a row. */
    private final int[] offsets;

    EncodedColumns(final Layout layout, final int rows) {
        super(layout, rows);
        this.layout = layout;
        this.rows = rows;
        final int blocks = layout.blocks().size();
        this.offsets = new int[blocks];
        int sum = 0;
        for (int b = 0; b < blocks; b++) {
            final Block block = layout.blocks().get(b);
            offsets[b] = sum;
            sum += (block.members() > 0 ? 1 : 0) + (block.continuous() ? 2 : 0);
        }
        this.stride = sum;
        this.codes = new int[(rows + (1 << LOG_ROWS_PER_PIECE) - 1) >> LOG_ROWS_PER_PIECE][];
        for (int p = 0; p < codes.length; p++) {
            codes[p] = new int[stride * Math.min(1 << LOG_ROWS_PER_PIECE, rows - (p << LOG_ROWS_PER_PIECE))];
        }
    }

    private int start(final int row) {
        return (row & (1 << LOG_ROWS_PER_PIECE) - 1) * stride;
    }

    /** The index of a block's lower end; the upper end follows. */
    private int ends(final int block, final int row) {
        return start(row) + offsets[block] + (layout.blocks().get(block).members() > 0 ? 1 : 0);
    }

    /** Sets the one-hot member of a row's block; does nothing for a block without members. */
    public void choose(final int block, final int row, final int member) {
        if (layout.blocks().get(block).members() > 0) {
            codes[row >> LOG_ROWS_PER_PIECE][start(row) + offsets[block]] = member;
        }
    }

    /** Sets the interval of standard normal numbers that stands for the continuous number of a row's block. */
    public void place(final int block, final int row, final double low, final double high) {
        final int at = ends(block, row);
        codes[row >> LOG_ROWS_PER_PIECE][at] = Float.floatToIntBits((float) low);
        codes[row >> LOG_ROWS_PER_PIECE][at + 1] = Float.floatToIntBits((float) high);
    }

    int member(final int block, final int row) {
        return codes[row >> LOG_ROWS_PER_PIECE][start(row) + offsets[block]];
    }

    float lower(final int block, final int row) {
        return Float.intBitsToFloat(codes[row >> LOG_ROWS_PER_PIECE][ends(block, row)]);
    }

    float upper(final int block, final int row) {
        return Float.intBitsToFloat(codes[row >> LOG_ROWS_PER_PIECE][ends(block, row) + 1]);
    }

    @Override
    public double[] memberShares(final int block) {
        final int members = layout.blocks().get(block).members();
        if (members == 0) {
            return null;
        }
        final double[] shares = new double[members];
        for (int r = 0; r < rows; r++) {
            shares[member(block, r)] += 1. / rows;
        }
        return shares;
    }

    @Override
    public void update(final MessageDigest digest) {
        layout.blocks().forEach(block -> update(digest, block));
        for (final int[] piece : codes) {
            final ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * piece.length);
            bytes.asIntBuffer().put(piece);
            digest.update(bytes.array());
        }
    }

    @Override
    public void write(final int row, final float[] jitter, final int from, final float[] target, final int offset) {
        Arrays.fill(target, offset, offset + layout.rowSize(), 0f);
        final int[] piece = codes[row >> LOG_ROWS_PER_PIECE];
        int at = start(row);
        for (int b = 0; b < offsets.length; b++) {
            final Block block = layout.blocks().get(b);
            final int start = offset + block.rowOffset();
            int member = block.others();
            if (block.members() > 0) {
                member = piece[at++];
                target[start + member] = 1;
            }
            if (block.positioned()) {
                if (block.continuous() && member == block.others()) {
                    final float share = jitter == null ? .5f : jitter[from + b];
                    final float lower = Float.intBitsToFloat(piece[at]);
                    target[start + block.members()] = lower + share * (Float.intBitsToFloat(piece[at + 1]) - lower);
                } else {
                    target[start + block.members()] = block.positions()[member];
                }
            }
            at += block.continuous() ? 2 : 0;
        }
    }
}
