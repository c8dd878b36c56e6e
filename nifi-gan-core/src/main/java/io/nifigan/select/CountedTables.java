// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;

/**
 * Counts rows in the cells of tables of one column or two.
 *
 * @param bins of the rows
 * @param codes {@code [columns][rows]}: the bins of each row, 1 row or more
 */
record CountedTables(RowBins bins, byte[][] codes) {
    /** The most rows, real and generated each, by which pairs are chosen. */
    static final int MAX_SCREENED_ROWS = 20_000;

    /** The number of rows. */
    int rows() {
        return codes[0].length;
    }

    /**
     * Counts the rows in each cell.
     *
     * @param first a column of the bins
     * @param second another, whose groups are crossed with those of the first; -1 for the bins of the first alone
     * @return {@code [cells]}
     */
    int[] counts(final int first, final int second) {
        return counts(first, second, rows());
    }

    /** The same of the first {@value #MAX_SCREENED_ROWS} rows. */
    int[] screenedCounts(final int first, final int second) {
        return counts(first, second, Math.min(MAX_SCREENED_ROWS, rows()));
    }

    private int[] counts(final int first, final int second, final int rows) {
        final int[] counts = new int[cells(bins, first, second)];
        final CellOfRow cell = CellOfRow.of(bins, codes, first, second);
        for (int r = 0; r < rows; r++) {
            counts[cell.at(r)]++;
        }
        return counts;
    }

    /** The number of cells in the table of one column or two. */
    static int cells(final RowBins bins, final int first, final int second) {
        final ColumnBins a = bins.columns().get(first);
        return second < 0
                ? a.bins()
                : a.groupCount() * bins.columns().get(second).groupCount();
    }
}
