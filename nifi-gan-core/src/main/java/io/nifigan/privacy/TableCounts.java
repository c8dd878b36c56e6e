// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/** Contingency tables of rows that are held as cells. */
final class TableCounts {
    private TableCounts() {}

    /**
     * Counts a table.
     *
     * @param cells for each column the cell of each row, at level 0
     * @return the counts; the last column varies fastest
     */
    static int[] of(final int[][] cells, final int rows, final MarginalQuery query, final Grouping grouping) {
        final int[] counts = new int[grouping.cells(query)];
        final int width = query.columns().length;
        final int[][] codes = new int[width][];
        final int[][] steps = new int[width][];
        int stride = 1;
        for (int i = width - 1; i >= 0; i--) {
            final int column = query.columns()[i];
            codes[i] = cells[column];
            steps[i] = grouping.maps()[query.levels()[i]][column].clone();
            for (int j = 0; j < steps[i].length; j++) {
                steps[i][j] *= stride;
            }
            stride *= grouping.size(query.levels()[i], column);
        }
        for (int r = 0; r < rows; r++) {
            int at = 0;
            for (int i = 0; i < width; i++) {
                at += steps[i][codes[i][r]];
            }
            counts[at]++;
        }
        return counts;
    }
}
