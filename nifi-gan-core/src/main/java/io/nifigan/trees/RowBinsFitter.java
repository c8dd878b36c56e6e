// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.formula.Expression;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The fitter of {@link RowBins} to training rows. A number's bins hold about 1 % of the rows each, and fewer towards
 * both ends, since correlations and ranges depend on them. A value that is that frequent has a bin of its own. An edge
 * is never a value; it lies in the middle between two.
 */
public final class RowBinsFitter {
    private static final BinningOptions OPTIONS = BinningOptions.DEFAULT;

    private RowBinsFitter() {}

    /**
     * Fits the bins.
     *
     * @param training the training rows
     * @param isUsed whether to bin a column; columns with a single value are never binned
     */
    public static RowBins fit(final Table training, final IntPredicate isUsed) {
        final List<ColumnBins> columns = new ArrayList<>();
        for (int c = 0; c < training.columns().size(); c++) {
            if (isUsed.test(c)) {
                final ColumnBins bins = training.column(c).kind().isNumeric()
                        ? numbers(training.numbers(c), c)
                        : texts(training.codes(c), training.dictionary(c), c);
                if (bins != null) {
                    columns.add(bins);
                }
            }
        }
        return new RowBins(columns);
    }

    /** The same, with the bins of the day that three columns tell. */
    public static RowBins fitWithFeatures(final Table training, final IntPredicate isUsed) {
        return fitWithFeatures(training, isUsed, List.of());
    }

    /**
     * The same, with the bins of the day that three columns tell, and of distances.
     *
     * @param distances expressions that are 0 where a relation between columns holds
     */
    public static RowBins fitWithFeatures(
            final Table training, final IntPredicate isUsed, final List<Expression> distances) {
        final List<ColumnBins> columns = new ArrayList<>(fit(training, isUsed).columns());
        columns.addAll(TimeFeatures.of(training, List.copyOf(columns)));
        for (final Expression distance : distances) {
            final ComputedFeature feature = ComputedFeature.of(distance);
            final ColumnBins bins = numbers(feature.values(training), feature.columns()[0], true);
            if (bins != null) {
                columns.add(bins.of(feature));
            }
        }
        return new RowBins(columns);
    }

    static ColumnBins numbers(final double[] values, final int column) {
        return numbers(values, column, false);
    }

    /** @param isDistance whether 0 divides the numbers */
    private static ColumnBins numbers(final double[] values, final int column, final boolean isDistance) {
        final double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        final int missing = values.length - sorted.length;
        final List<Double> edges = new ArrayList<>();
        final List<Integer> counts = new ArrayList<>();
        int openRows = 0;
        for (int i = 0; i < sorted.length; ) {
            int end = i + 1;
            while (end < sorted.length && sorted[end] == sorted[i]) {
                end++;
            }
            final double size = size(i, sorted.length, OPTIONS.fineSlope(), OPTIONS.finestShare(), OPTIONS.fineShare());
            // What is below 0 breaks an order, or lies on the other side of what a value follows from.
            final boolean turns = isDistance && i > 0 && sorted[i - 1] < 0 && sorted[i] >= 0;
            if (openRows > 0
                    && (openRows >= size || end - i >= size || turns && openRows >= OPTIONS.minRows())
                    && edges.size() < ColumnBins.MAX_BINS - 3) {
                edges.add(middle(sorted[i - 1], sorted[i]));
                counts.add(openRows);
                openRows = 0;
            }
            openRows += end - i;
            i = end;
        }
        counts.add(openRows);
        if (counts.size() == 1 && (missing == 0 || openRows == 0)) {
            return null;
        }
        return new ColumnBins(
                column,
                edges.stream().mapToDouble(Double::doubleValue).toArray(),
                null,
                numberGroups(missing, counts, values.length));
    }

    /** The number of rows that a bin should hold, given the number of rows below it. */
    private static double size(
            final int below, final int rows, final double slope, final double min, final double max) {
        return Math.max(OPTIONS.minRows(), Math.clamp(slope * Math.min(below, rows - below), min * rows, max * rows));
    }

    private static double middle(final double low, final double high) {
        final double middle = low / 2 + high / 2;
        return middle > low ? middle : high;
    }

    private static int[] numberGroups(final int missing, final List<Integer> counts, final int rows) {
        final int[] groups = new int[counts.size() + 1];
        int group = missing > 0 ? 1 : 0;
        int openRows = 0;
        int below = missing;
        boolean previousIsOwn = false;
        for (int i = 0; i < counts.size(); i++) {
            final boolean own = counts.get(i) >= OPTIONS.ownGroup() * rows;
            if (openRows > 0
                    && (own
                            || previousIsOwn
                            || openRows
                                    >= size(
                                            below,
                                            rows,
                                            OPTIONS.groupSlope(),
                                            OPTIONS.smallestGroup(),
                                            OPTIONS.groupShare()))) {
                group++;
                openRows = 0;
            }
            groups[i + 1] = group;
            openRows += counts.get(i);
            below += counts.get(i);
            previousIsOwn = own;
        }
        return groups;
    }

    private static ColumnBins texts(final int[] codes, final List<String> dictionary, final int column) {
        final int[] counts = new int[dictionary.size()];
        int missing = 0;
        for (final int code : codes) {
            if (code < 0) {
                missing++;
            } else {
                counts[code]++;
            }
        }
        final int[] frequent = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> counts[i])
                        .reversed()
                        .thenComparing(dictionary::get))
                .limit(ColumnBins.MAX_BINS - 2L)
                .mapToInt(Integer::intValue)
                .toArray();
        if (frequent.length + (missing > 0 ? 1 : 0) < 2) {
            return null;
        }
        // Group 0 holds missing values, if there are any, and all values that are too rare for a group.
        final int[] groups = new int[frequent.length + 2];
        for (int i = 0; i < frequent.length; i++) {
            groups[i + 1] = i < OPTIONS.maxTextGroups() && counts[frequent[i]] >= OPTIONS.minRows() ? i + 1 : 0;
        }
        if (missing >= OPTIONS.minRows()) {
            groups[groups.length - 1] = Arrays.stream(groups).max().orElse(0) + 1;
            for (int i = 1; i < groups.length - 1; i++) {
                groups[i] = groups[i] == 0 ? groups[groups.length - 1] : groups[i];
            }
        }
        return new ColumnBins(
                column, null, Arrays.stream(frequent).mapToObj(dictionary::get).toList(), groups);
    }
}
