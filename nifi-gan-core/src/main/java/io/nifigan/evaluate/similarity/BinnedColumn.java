// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Table;

/**
 * A column of a table as bin indices, 0 for missing. Numbers have 10 bins of equal width over the table's own range
 * ({@link ColumnScale}), values far from all others the outer ones. Other values have a bin each.
 *
 * @param bins {@code [rows]}
 * @param count number of bins, including that of missing values
 */
record BinnedColumn(int[] bins, int count) {
    private static final int BINS = 10;

    /** @param scale the column's scale in this table, null where it is not numeric */
    static BinnedColumn of(final Table table, final int column, final ColumnScale scale) {
        if (table.column(column).kind().isNumeric()) {
            return new BinnedColumn(numbers(table.numbers(column), scale), BINS + 1);
        }
        final int[] bins = table.codes(column).clone();
        for (int r = 0; r < bins.length; r++) {
            bins[r]++;
        }
        return new BinnedColumn(bins, table.dictionary(column).size() + 1);
    }

    /**
     * Bins as NumPy's histogram_bin_edges and digitize give them: an edge belongs to the bin above, and a column with a
     * single value has it in the middle of its range.
     */
    private static int[] numbers(final double[] values, final ColumnScale scale) {
        double min = scale.min();
        double max = scale.max();
        if (min == max) {
            min -= .5;
            max += .5;
        }
        final double[] edges = new double[BINS];
        final double step = (max - min) / BINS;
        for (int i = 1; i < BINS; i++) {
            edges[i] = i * step + min;
        }
        final int[] bins = new int[values.length];
        for (int r = 0; r < values.length; r++) {
            if (!Double.isNaN(values[r])) {
                final double value = scale.of(values[r]);
                int bin = (int) Math.clamp(BINS * ((value - min) / (max - min)), 0, BINS - 1);
                while (bin > 0 && value < edges[bin]) {
                    bin--;
                }
                while (bin < BINS - 1 && value >= edges[bin + 1]) {
                    bin++;
                }
                bins[r] = bin + 1;
            }
        }
        return bins;
    }
}
