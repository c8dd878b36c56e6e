// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;

/**
 * How many rows fall into each cell of a table of one column or two, which is all that raking asks of them.
 *
 * @param bins of the rows
 * @param codes {@code [columns][rows]}: the bins of each row, 1 row or more
 */
record CountedTables(RowBins bins, byte[][] codes) {
    /** Pairs are chosen by so many rows of each side. */
    static final int CHOICE_ROWS = 20_000;

    int rows() {
        return codes[0].length;
    }

    /**
     * {@code [cells]}: the rows in each cell.
     *
     * @param first a column of the bins
     * @param second another, whose groups are crossed with those of the first; -1 for the bins of the first alone
     */
    int[] counts(final int first, final int second) {
        return counts(first, second, rows());
    }

    /** The like of a part of the rows, by which pairs are chosen where there are too many. */
    int[] someCounts(final int first, final int second) {
        return counts(first, second, Math.min(CHOICE_ROWS, rows()));
    }

    private int[] counts(final int first, final int second, final int rows) {
        final int[] counts = new int[cells(bins, first, second)];
        final CellOfRow cell = CellOfRow.of(bins, codes, first, second);
        for (int r = 0; r < rows; r++) {
            counts[cell.at(r)]++;
        }
        return counts;
    }

    /** How many cells the table of a column, or of two, has. */
    static int cells(final RowBins bins, final int first, final int second) {
        final ColumnBins a = bins.columns().get(first);
        return second < 0
                ? a.bins()
                : a.groupCount() * bins.columns().get(second).groupCount();
    }
}
