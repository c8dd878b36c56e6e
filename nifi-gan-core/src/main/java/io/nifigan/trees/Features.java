// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The features of {@link GradientTrees}: the columns of a table in up to 255 bins each. The bins of a number are its
 * distinct values, or lie between quantiles if there are more. The bins of a category are its values, or the most
 * frequent ones if there are more. A numeric column with missing values becomes two features, with the missing values
 * above and below all others, so that a split may send them to either side.
 */
public final class Features {
    private static final int MAX_BINS = 255;

    private final RowBins bins;
    /** {@code [features]}: whether missing numbers are above all others. */
    private final boolean[] above;

    private Features(final List<ColumnBins> bins, final boolean[] above) {
        this.bins = new RowBins(bins);
        this.above = above;
    }

    /**
     * Fits the bins.
     *
     * @param training the rows to fit the bins to
     * @param columns indices of the columns to use
     */
    public static Features fit(final Table training, final int[] columns) {
        final List<ColumnBins> bins = new ArrayList<>();
        final boolean[] above = new boolean[2 * columns.length];
        for (final int column : columns) {
            if (training.column(column).kind().isNumeric()) {
                final double[] sorted = training.sortedNumbers(column);
                final ColumnBins numbers = ColumnBins.ofNumbers(column, edges(sorted));
                if (sorted.length < training.rows()) {
                    // The feature with missing values above comes first: if a node's training rows have none missing,
                    // later rows that do go right.
                    above[bins.size()] = true;
                    bins.add(numbers);
                }
                bins.add(numbers);
            } else {
                bins.add(ColumnBins.ofTexts(column, frequent(training.codes(column), training.dictionary(column))));
            }
        }
        return new Features(bins, above);
    }

    /**
     * The edges of a number's bins. A value belongs to the first bin whose upper edge is not less than it, as in
     * scikit-learn; {@link ColumnBins} needs an edge above the value, hence {@link Math#nextUp}.
     */
    private static double[] edges(final double[] sorted) {
        final double[] distinct = Arrays.stream(sorted).distinct().toArray();
        final double[] edges = new double[Math.max(0, Math.min(distinct.length, MAX_BINS) - 1)];
        for (int i = 0; i < edges.length; i++) {
            if (distinct.length <= MAX_BINS) {
                edges[i] = distinct[i] / 2 + distinct[i + 1] / 2;
            } else {
                final long rank = (long) (i + 1) * sorted.length;
                final int below = (int) (rank / MAX_BINS);
                edges[i] = rank % MAX_BINS == 0 ? sorted[below - 1] / 2 + sorted[below] / 2 : sorted[below];
            }
        }
        // No value is above the largest double.
        return Arrays.stream(edges)
                .distinct()
                .map(Math::nextUp)
                .filter(Double::isFinite)
                .toArray();
    }

    private static List<String> frequent(final int[] codes, final List<String> dictionary) {
        final int[] counts = new int[dictionary.size()];
        for (final int code : codes) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -counts[i]))
                .limit(ColumnBins.MAX_BINS - 2L)
                .map(dictionary::get)
                .toList();
    }

    /** The index of the table's column of a feature. */
    public int column(final int feature) {
        return bins.columns().get(feature).column();
    }

    /** {@code [features]}: the number of bins. */
    int[] bins() {
        return bins.columns().stream()
                .mapToInt(column -> column.bins() - (column.categorical() ? 1 : 0))
                .toArray();
    }

    /** {@code [features]}: whether the bins have no order. */
    boolean[] unordered() {
        final boolean[] unordered = new boolean[bins.columns().size()];
        for (int f = 0; f < unordered.length; f++) {
            unordered[f] = bins.columns().get(f).categorical();
        }
        return unordered;
    }

    /** The bins of rows as unsigned bytes: {@code [features][rows]}. An unknown category counts as missing. */
    public byte[][] codes(final Table table) {
        final byte[][] codes = bins.codes(table);
        for (int f = 0; f < codes.length; f++) {
            final ColumnBins column = bins.columns().get(f);
            final int last = column.bins() - 1;
            for (int r = 0; r < codes[f].length; r++) {
                final int bin = codes[f][r] & 0xFF;
                if (column.categorical()) {
                    codes[f][r] = (byte) (bin == last ? 0 : bin);
                } else if (above[f]) {
                    codes[f][r] = (byte) (bin == 0 ? last : bin - 1);
                }
            }
        }
        return codes;
    }
}
