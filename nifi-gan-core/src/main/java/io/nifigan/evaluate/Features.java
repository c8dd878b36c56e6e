// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.HashMap;
import java.util.stream.IntStream;

/**
 * Puts columns into the bins that boosted trees split, up to 255 a column: a number's are its values where it has no more, else between
 * quantiles; a category's are its values, the most frequent where there are more. A column of numbers with missing values appears twice, with
 * the missing ones above all others and below all others, so that a split may send them to either side.
 */
final class Features {
    private static final int MOST_BINS = 255;

    private final int[] columns;
    private final double[][] edges;
    private final Map<Integer, Integer>[] categories;
    private final boolean[] above;
    private final int[] bins;
    private final boolean[] unordered;

    @SuppressWarnings("unchecked")
    private Features(final int size) {
        this.columns = new int[size];
        this.edges = new double[size][];
        this.categories = new Map[size];
        this.above = new boolean[size];
        this.bins = new int[size];
        this.unordered = new boolean[size];
    }

    /**
     * @param training rows to fit the bins to
     * @param columns  the columns that take part
     */
    static Features fit(final Table training, final int[] columns) {
        final boolean[] twice = new boolean[columns.length];
        int size = columns.length;
        for (int i = 0; i < columns.length; i++) {
            twice[i] = training.column(columns[i]).kind().isNumeric() && Arrays.stream(training.numbers(columns[i])).anyMatch(Double::isNaN);
            size += twice[i] ? 1 : 0;
        }
        final Features features = new Features(size);
        int at = 0;
        for (int i = 0; i < columns.length; i++) {
            features.columns[at] = columns[i];
            if (training.column(columns[i]).kind().isNumeric()) {
                features.edges[at] = edges(training.sortedNumbers(columns[i]));
                features.bins[at] = features.edges[at].length + 2;
                if (twice[i]) {
                    features.columns[at + 1] = columns[i];
                    features.edges[at + 1] = features.edges[at];
                    features.bins[at + 1] = features.bins[at];
                    // First above: where a node's rows miss none, those asked about that do go right.
                    features.above[at] = true;
                    at++;
                }
            } else {
                features.categories[at] = categories(training.codes(columns[i]), training.dictionary(columns[i]).size());
                features.bins[at] = features.categories[at].size() + 1;
                features.unordered[at] = true;
            }
            at++;
        }
        return features;
    }

    private static double[] edges(final double[] sorted) {
        final double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length <= MOST_BINS) {
            final double[] edges = new double[Math.max(0, distinct.length - 1)];
            Arrays.setAll(edges, i -> distinct[i] / 2 + distinct[i + 1] / 2);
            return edges;
        }
        final double[] edges = new double[MOST_BINS - 1];
        for (int i = 0; i < edges.length; i++) {
            final long rank = (long) (i + 1) * sorted.length;
            final int below = (int) (rank / MOST_BINS);
            edges[i] = rank % MOST_BINS == 0 ? sorted[below - 1] / 2 + sorted[below] / 2 : sorted[below];
        }
        return Arrays.stream(edges).distinct().toArray();
    }

    private static Map<Integer, Integer> categories(final int[] codes, final int levels) {
        final int[] counts = new int[levels];
        for (final int code : codes) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        final int[] frequent = IntStream.range(0, levels).filter(i -> counts[i] > 0).boxed().sorted(Comparator.comparingInt(i -> -counts[i])).limit(MOST_BINS)
                .mapToInt(Integer::intValue).toArray();
        final Map<Integer, Integer> bins = new HashMap<>();
        for (int i = 0; i < frequent.length; i++) {
            bins.put(frequent[i], i + 1);
        }
        return bins;
    }

    /** The table's column that a column of bins is of. */
    int column(final int feature) {
        return columns[feature];
    }

    /** {@code [features]}: how many bins each has. */
    int[] bins() {
        return bins;
    }

    /** {@code [features]}: whether the bins have no order. */
    boolean[] unordered() {
        return unordered;
    }

    /** The bins of rows as unsigned bytes: {@code [features][rows]}; a category that was not fitted is as a missing one. */
    byte[][] codes(final Table table) {
        final byte[][] codes = new byte[columns.length][table.rows()];
        for (int f = 0; f < columns.length; f++) {
            if (unordered[f]) {
                texts(table.codes(columns[f]), table.dictionary(columns[f]).size(), categories[f], codes[f]);
            } else {
                numbers(table.numbers(columns[f]), edges[f], above[f], codes[f]);
            }
        }
        return codes;
    }

    private static void texts(final int[] values, final int levels, final Map<Integer, Integer> known, final byte[] codes) {
        final byte[] binOf = new byte[levels];
        known.forEach((level, bin) -> binOf[level] = (byte) (int) bin);
        for (int r = 0; r < codes.length; r++) {
            codes[r] = values[r] < 0 ? 0 : binOf[values[r]];
        }
    }

    private static void numbers(final double[] values, final double[] edges, final boolean missingAbove, final byte[] codes) {
        for (int r = 0; r < codes.length; r++) {
            if (Double.isNaN(values[r])) {
                codes[r] = (byte) (missingAbove ? edges.length + 1 : 0);
            } else {
                final int found = Arrays.binarySearch(edges, values[r]);
                // The bin whose upper edge is the first that is no less than the value.
                codes[r] = (byte) ((found >= 0 ? found : -found - 1) + (missingAbove ? 0 : 1));
            }
        }
    }
}
