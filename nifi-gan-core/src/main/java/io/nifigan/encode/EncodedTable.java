// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Rows as codes, from which rows of the discriminator's input are made in no time: for each block the chosen member and, for a
 * continuous number, the ends of the stretch of the number line that its value stands for.
 */
public final class EncodedTable {
    private final Layout layout;
    private final int rows;
    private final int[][] members;
    private final float[][] lower;
    private final float[][] upper;
    private final int[] unusual;

    EncodedTable(final Layout layout, final int rows) {
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

    public int rows() {
        return rows;
    }

    /** {@code [rows]}: values of each row that the encoder could not place. */
    public int[] unusual() {
        return unusual;
    }

    /** {@code [members]}: the share of rows in which each member of a block is chosen; null where the block has none. */
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

    /** Feeds all codes and their layout to a digest, by which the same rows are known again. */
    public void update(final MessageDigest digest) {
        for (int b = 0; b < members.length; b++) {
            final Block block = layout.blocks().get(b);
            digest.update("%d %d %d %d %s %s\n".formatted(block.rawOffset(), block.rowOffset(), block.members(), block.others(), block.continuous(),
                    Arrays.toString(block.positions())).getBytes(StandardCharsets.US_ASCII));
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

    public Layout layout() {
        return layout;
    }

    /**
     * Writes a row of the discriminator's input.
     *
     * @param row    which
     * @param jitter {@code [blocks]}, uniform numbers that say where in its stretch each value lies; null for the middles
     * @param from   where the jitter of the row begins
     * @param target where the row is written
     * @param offset where it begins there
     */
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
