// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Rows as codes in memory, held by blocks. */
public final class EncodedColumns extends EncodedTable {
    private final Layout layout;
    private final int rows;
    private final int[][] members;
    private final float[][] lower;
    private final float[][] upper;
    private final int[] unusual;

    EncodedColumns(final Layout layout, final int rows) {
        super(layout, rows);
        this.layout = layout;
        this.rows = rows;
        final int blocks = layout.blocks().size();
        this.members = new int[blocks][];
        this.lower = new float[blocks][];
        this.upper = new float[blocks][];
        this.unusual = new int[rows];
        for (int b = 0; b < blocks; b++) {
            final Block block = layout.blocks().get(b);
            members[b] = block.members() > 0 ? new int[rows] : null;
            lower[b] = block.continuous() ? new float[rows] : null;
            upper[b] = block.continuous() ? new float[rows] : null;
        }
    }

    void choose(final int block, final int row, final int member) {
        if (members[block] != null) {
            members[block][row] = member;
        }
    }

    void place(final int block, final int row, final double low, final double high) {
        lower[block][row] = (float) low;
        upper[block][row] = (float) high;
    }

    void countUnusual(final int row) {
        unusual[row]++;
    }

    /** {@code [rows]}: values of each row that the encoder could not place. */
    public int[] unusual() {
        return unusual;
    }

    int member(final int block, final int row) {
        return members[block][row];
    }

    float lower(final int block, final int row) {
        return lower[block][row];
    }

    float upper(final int block, final int row) {
        return upper[block][row];
    }

    @Override
    public double[] memberShares(final int block) {
        if (members[block] == null) {
            return null;
        }
        final double[] shares = new double[layout.blocks().get(block).members()];
        for (final int member : members[block]) {
            shares[member] += 1. / rows;
        }
        return shares;
    }

    @Override
    public void update(final MessageDigest digest) {
        for (int b = 0; b < members.length; b++) {
            update(digest, layout.blocks().get(b));
            final ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * rows);
            if (members[b] != null) {
                bytes.asIntBuffer().put(members[b]);
                digest.update(bytes.array());
            }
            for (final float[] ends : new float[][] {lower[b], upper[b]}) {
                if (ends != null) {
                    bytes.asFloatBuffer().put(ends);
                    digest.update(bytes.array());
                }
            }
        }
    }

    @Override
    public void write(final int row, final float[] jitter, final int from, final float[] target, final int offset) {
        Arrays.fill(target, offset, offset + layout.rowSize(), 0f);
        for (int b = 0; b < members.length; b++) {
            final Block block = layout.blocks().get(b);
            final int start = offset + block.rowOffset();
            int member = block.others();
            if (members[b] != null) {
                member = members[b][row];
                target[start + member] = 1;
            }
            if (block.positioned()) {
                final boolean other = block.continuous() && member == block.others();
                if (other) {
                    final float share = jitter == null ? .5f : jitter[from + b];
                    target[start + block.members()] = lower[b][row] + share * (upper[b][row] - lower[b][row]);
                } else {
                    target[start + block.members()] = block.positions()[member];
                }
            }
        }
    }
}
