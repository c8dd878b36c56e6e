// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

/**
 * Tables counted from rows.
 *
 * @param bins  of the rows
 * @param codes {@code [columns][rows]}: the bins of each row, 1 row or more
 */
record CountedTables(RowBins bins, byte[][] codes) implements RealTables {
    /** Pairs are chosen by so many rows. */
    private static final int CHOICE_ROWS = 20_000;

    @Override
    public int rows() {
        return codes[0].length;
    }

    @Override
    public int[] counts(final int first, final int second) {
        return counts(first, second, rows());
    }

    @Override
    public int[] someCounts(final int first, final int second) {
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
        return second < 0 ? a.bins() : a.groupCount() * bins.columns().get(second).groupCount();
    }
}
