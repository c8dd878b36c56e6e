// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.RowBins;
import java.util.Arrays;

/**
 * What one column is to look like among the rows that meet a condition on another (or the same): the training rows tell
 * it for those cells of the two columns that all meet the condition, generated rows for the others.
 *
 * @param column the column of {@link RowBins}
 * @param given the column that the condition is on
 * @param known {@code [groups of column]}: of the rows that meet the condition, the share that lies in a group and in a
 *     cell that is known
 * @param open the share that lies in other cells
 * @param isOpen {@code [groups of given x groups of column]}: which cells these are
 */
public record SubgroupTable(int column, int given, double[] known, double open, boolean[] isOpen) {
    public SubgroupTable {
        double sum = open;
        for (final double share : known) {
            sum += share;
        }
        if (Math.abs(sum - 1) > 1e-6 || !(open >= 0) || known.length == 0 || isOpen.length % known.length != 0) {
            throw new IllegalArgumentException("A subgroup's table of %d groups and %d cells with shares that sum to %s"
                    .formatted(known.length, isOpen.length, sum));
        }
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof SubgroupTable that
                && column == that.column
                && given == that.given
                && open == that.open
                && Arrays.equals(known, that.known)
                && Arrays.equals(isOpen, that.isOpen);
    }

    @Override
    public int hashCode() {
        return 31 * column + given;
    }

    @Override
    public String toString() {
        return "Column %d given %d, %s open".formatted(column, given, open);
    }
}
