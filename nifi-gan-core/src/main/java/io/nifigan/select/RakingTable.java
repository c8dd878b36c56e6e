// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.RowBins;

/**
 * A table of rows by the bins of one column, or by the groups of bins of two, that generated rows are to meet. Cells
 * with few training rows share slots, so that nothing is said of a handful of people.
 *
 * @param first a column of {@link RowBins}
 * @param second another one, -1 for a table of single bins
 * @param slots {@code [cells]}: the slot of each cell, {@value #NEVER} for one that no row is to lie in; cells go by
 *     the first column's bin or group, then the second's
 * @param targets {@code [slots]}: the share of rows that each is to have
 * @param logits {@code [slots]}: what each adds to the logarithm of a row's weight
 */
public record RakingTable(int first, int second, int[] slots, float[] targets, float[] logits) {
    /** More than any weight needs. */
    static final float MAX_LOGIT = 4;
    /**
     * In place of a slot: no training row lies in the cell, though many would if its columns had nothing to do with
     * each other.
     */
    public static final int NEVER = -1;
    /** As many as a char can tell apart; columns of 256 bins have 256 groups at most, and fewer groups than bins. */
    private static final int MAX_SLOTS = 1 << Character.SIZE;

    public RakingTable {
        if (first < 0
                || second < -1
                || first == second
                || targets.length == 0
                || targets.length != logits.length
                || targets.length > MAX_SLOTS) {
            throw new IllegalArgumentException("A table to rake to has the columns %d and %d, %d targets and %d logits"
                    .formatted(first, second, targets.length, logits.length));
        }
        for (final int slot : slots) {
            if (slot < NEVER || slot >= targets.length) {
                throw new IllegalArgumentException(
                        "A table to rake to has the slot %d of %d".formatted(slot, targets.length));
            }
        }
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] >= 0 && targets[i] <= 1) || !(Math.abs(logits[i]) <= MAX_LOGIT)) {
                throw new IllegalArgumentException("Slot %d of a table to rake to has the share %s and the logit %s"
                        .formatted(i, targets[i], logits[i]));
            }
        }
    }

    RakingTable withLogits(final float[] found) {
        return new RakingTable(first, second, slots, targets, found);
    }
}
