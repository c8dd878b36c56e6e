// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Rows as codes, from which rows of the discriminator's input are made in no time: for each block the chosen member
 * and, for a continuous number, the ends of the stretch of the number line that its value stands for. In memory or,
 * where there are too many, on disk.
 */
public abstract class EncodedTable {
    private final Layout layout;
    private final int rows;

    EncodedTable(final Layout layout, final int rows) {
        this.layout = layout;
        this.rows = rows;
    }

    public final int rows() {
        return rows;
    }

    public final Layout layout() {
        return layout;
    }

    /**
     * {@code [members]}: the share of rows in which each member of a block is chosen; null where the block has none.
     */
    public abstract double[] memberShares(int block);

    /** Feeds all codes and their layout to a digest, by which the same rows are known again. */
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
     * @param row which
     * @param jitter {@code [blocks]}, uniform numbers that say where in its stretch each value lies; null for the
     *     middles
     * @param from where the jitter of the row begins
     * @param target where the row is written
     * @param offset where it begins there
     */
    public abstract void write(int row, float[] jitter, int from, float[] target, int offset);
}
