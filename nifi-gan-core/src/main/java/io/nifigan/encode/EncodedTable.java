// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Encoded rows, from which rows of the discriminator's input are computed quickly: for each block the chosen member
 * and, for a continuous number, the interval of standard normal numbers that its value stands for. Rows are in memory
 * or, where there are too many, on disk.
 */
public abstract class EncodedTable {
    private final Layout layout;
    private final int rows;

    EncodedTable(final Layout layout, final int rows) {
        this.layout = layout;
        this.rows = rows;
    }

    /** The number of rows. */
    public final int rows() {
        return rows;
    }

    /** The layout of the rows. */
    public final Layout layout() {
        return layout;
    }

    /** The share of rows with each member of a block, {@code [members]}; null where the block has no members. */
    public abstract double[] memberShares(int block);

    /** Adds all codes and their layout to a digest that identifies the rows. */
    public abstract void update(MessageDigest digest);

    static void update(final MessageDigest digest, final Block block) {
        digest.update("%d %d %d %d %s %s\n"
                .formatted(
                        block.rawOffset(),
                        block.rowOffset(),
                        block.members(),
                        block.others(),
                        block.continuous(),
                        Arrays.toString(block.positions()))
                .getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Writes a row of the discriminator's input.
     *
     * @param row the index of the row
     * @param jitter uniform numbers, one a block, that choose a point in each value's interval; null for the middle of
     *     the interval
     * @param from the index of the row's first number in {@code jitter}
     * @param target the array to write to
     * @param offset the index in {@code target} of the row's first number
     */
    public abstract void write(int row, float[] jitter, int from, float[] target, int offset);
}
