// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.RowBins;
import java.util.Arrays;

/**
 * The target shares of one column among the rows that meet a condition on another column, or on the same. They are
 * known from the training rows for cells of the two columns in which every row meets the condition; the weights of
 * generated rows tell those of the others, the open cells.
 *
 * @param column the column of {@link RowBins}
 * @param given the column of the condition
 * @param known {@code [groups of column]}: of the rows that meet the condition, the share in a group and in a known
 *     cell
 * @param open the share in open cells
 * @param isOpen {@code [groups of given x groups of column]}: which cells are open
 */
public record SubgroupTable(int column, int given, double[] known, double open, boolean[] isOpen) {
    public SubgroupTable {
        double sum = open;
        for (final double share : known) {
            sum += share;
        }
        if (Math.abs(sum - 1) > 1e-6 || !(open >= 0) || known.length == 0 || isOpen.length % known.length != 0) {
            throw new IllegalArgumentException(
                    "A subgroup's table of %d groups and %d cells whose shares sum to %s is not valid"
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
