// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Table;

/**
 * A column of a table as bin indices, 0 for missing. Numbers have 10 bins of equal width over the table's own range,
 * other values have a bin each.
 *
 * @param bins {@code [rows]}
 * @param count number of bins, including that of missing values
 */
record BinnedColumn(int[] bins, int count) {
    private static final int BINS = 10;

    static BinnedColumn of(final Table table, final int column) {
        if (table.column(column).kind().isNumeric()) {
            return new BinnedColumn(numbers(table.numbers(column)), BINS + 1);
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
    private static int[] numbers(final double[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (final double value : values) {
            if (!Double.isNaN(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
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
                int bin = (int) Math.clamp(BINS * ((values[r] - min) / (max - min)), 0, BINS - 1);
                while (bin > 0 && values[r] < edges[bin]) {
                    bin--;
                }
                while (bin < BINS - 1 && values[r] >= edges[bin + 1]) {
                    bin++;
                }
                bins[r] = bin + 1;
            }
        }
        return bins;
    }
}
