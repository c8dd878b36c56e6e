// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;

/**
 * The cells of rows in a table of one column or two. Built once a table: every row of every pair of columns is looked
 * up.
 *
 * @param first {@code [rows]}: bins of the first column
 * @param firstGroups {@code [bins]}: the group of each
 * @param second {@code [rows]}: bins of the second column; null for the bins of the first alone
 * @param secondGroups {@code [bins]}: the group of each
 * @param width the number of groups of the second column
 */
record CellOfRow(byte[] first, int[] firstGroups, byte[] second, int[] secondGroups, int width) {
    /**
     * @param codes {@code [columns][rows]}
     * @param second -1 for a table of the first column alone
     */
    static CellOfRow of(final RowBins bins, final byte[][] codes, final int first, final int second) {
        if (second < 0) {
            return new CellOfRow(codes[first], null, null, null, 1);
        }
        final ColumnBins other = bins.columns().get(second);
        return new CellOfRow(
                codes[first], bins.columns().get(first).groups(), codes[second], other.groups(), other.groupCount());
    }

    /** The cell of a row. */
    int at(final int row) {
        final int bin = first[row] & 0xFF;
        return second == null ? bin : firstGroups[bin] * width + secondGroups[second[row] & 0xFF];
    }
}
