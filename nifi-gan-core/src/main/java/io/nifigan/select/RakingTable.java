// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.RowBins;

/**
 * A table of target shares that kept rows meet: of the bins of one column, or of the groups of bins of two. Cells with
 * few training rows share a slot, so that no target tells of a handful of people.
 *
 * @param first a column of {@link RowBins}
 * @param second another column, -1 for a table of the first column's bins
 * @param slots {@code [cells]}: the slot of each cell, {@value #NEVER} for a structural zero; cells are in the order of
 *     the first column's bin or group, then of the second's
 * @param targets {@code [slots]}: the share of rows that each slot should have
 * @param logits {@code [slots]}: what each slot adds to the logarithm of a row's weight
 */
public record RakingTable(int first, int second, int[] slots, float[] targets, float[] logits) {
    /** The largest logit: no slot may multiply a weight by more than about 50. */
    static final float MAX_LOGIT = 4;
    /** Marks a structural zero: no training row lies in the cell, though many would if its columns were independent. */
    public static final int NEVER = -1;
    /** The most slots: the values of a char. Two columns of 256 groups each cannot have more. */
    private static final int MAX_SLOTS = 1 << Character.SIZE;

    public RakingTable {
        if (first < 0
                || second < -1
                || first == second
                || targets.length == 0
                || targets.length != logits.length
                || targets.length > MAX_SLOTS) {
            throw new IllegalArgumentException(
                    "A raking table of columns %d and %d with %d targets and %d logits is not valid"
                            .formatted(first, second, targets.length, logits.length));
        }
        for (final int slot : slots) {
            if (slot < NEVER || slot >= targets.length) {
                throw new IllegalArgumentException(
                        "A raking table has the slot %d of %d".formatted(slot, targets.length));
            }
        }
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] >= 0 && targets[i] <= 1) || !(Math.abs(logits[i]) <= MAX_LOGIT)) {
                throw new IllegalArgumentException("Slot %d of a raking table has the share %s and the logit %s"
                        .formatted(i, targets[i], logits[i]));
            }
        }
    }

    RakingTable withLogits(final float[] found) {
        return new RakingTable(first, second, slots, targets, found);
    }
}
