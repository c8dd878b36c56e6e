// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Rows as codes in memory, held by rows: a step of the training draws its rows from all over the table, and waits for
 * the memory less often where all codes of a row lie side by side.
 */
public final class EncodedColumns extends EncodedTable {
    /** Rows of one array; 2 to this power. */
    private static final int PIECE = 12;

    private final Layout layout;
    private final int rows;
    /**
     * In pieces of rows; for each row and block the member, if it has members, and the two ends, as bits of floats, if
     * it is continuous.
     */
    private final int[][] codes;

    private final int stride;
    /** For each block, where its codes begin within a row's. */
    private final int[] places;

    EncodedColumns(final Layout layout, final int rows) {
        super(layout, rows);
        this.layout = layout;
        this.rows = rows;
        final int blocks = layout.blocks().size();
        this.places = new int[blocks];
        int sum = 0;
        for (int b = 0; b < blocks; b++) {
            final Block block = layout.blocks().get(b);
            places[b] = sum;
            sum += (block.members() > 0 ? 1 : 0) + (block.continuous() ? 2 : 0);
        }
        this.stride = sum;
        this.codes = new int[(rows + (1 << PIECE) - 1) >> PIECE][];
        for (int p = 0; p < codes.length; p++) {
            codes[p] = new int[stride * Math.min(1 << PIECE, rows - (p << PIECE))];
        }
    }

    private int start(final int row) {
        return (row & (1 << PIECE) - 1) * stride;
    }

    /** Where a block's lower end lies; the upper one follows. */
    private int ends(final int block, final int row) {
        return start(row) + places[block] + (layout.blocks().get(block).members() > 0 ? 1 : 0);
    }

    /** Sets the one-hot member of a row's block; a block without members has nothing to choose. */
    public void choose(final int block, final int row, final int member) {
        if (layout.blocks().get(block).members() > 0) {
            codes[row >> PIECE][start(row) + places[block]] = member;
        }
    }

    /** Sets where the continuous number of a row's block lies, as the ends of a stretch of standard normal numbers. */
    public void place(final int block, final int row, final double low, final double high) {
        final int at = ends(block, row);
        codes[row >> PIECE][at] = Float.floatToIntBits((float) low);
        codes[row >> PIECE][at + 1] = Float.floatToIntBits((float) high);
    }

    int member(final int block, final int row) {
        return codes[row >> PIECE][start(row) + places[block]];
    }

    float lower(final int block, final int row) {
        return Float.intBitsToFloat(codes[row >> PIECE][ends(block, row)]);
    }

    float upper(final int block, final int row) {
        return Float.intBitsToFloat(codes[row >> PIECE][ends(block, row) + 1]);
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
        final int[] piece = codes[row >> PIECE];
        int at = start(row);
        for (int b = 0; b < places.length; b++) {
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
