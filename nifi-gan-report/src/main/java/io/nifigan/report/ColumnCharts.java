// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Distribution;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.PairMeasure;
import io.nifigan.table.ColumnKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A builder of charts of single columns and of column pairs. */
final class ColumnCharts {
    /** More columns would be illegible and make the page too large. */
    static final int MAX_IN_MATRIX = 60;

    private static final int MAX_CATEGORIES = 10;
    /** Maximum length of the bar of all other values, as a multiple of the longest single bar. */
    private static final double CROWDING = 2.5;
    /** Minimum difference that the darkest colour stands for; smaller differences do not matter. */
    private static final double MIN_DARKEST = .05;

    private ColumnCharts() {}

    /** The chart of a column, which must have a distribution. */
    static Chart distribution(final ColumnMeasure column) {
        final Distribution shares = column.distribution();
        if (shares.edges() != null) {
            return new Chart.Histogram(
                    shares.edges(),
                    Bars.labels(column),
                    Numbers.brief(shares.real()),
                    Numbers.brief(shares.synthetic()),
                    format(column.kind()));
        }
        final int bars = shares.real().size();
        final int shown = shown(shares);
        if (shown == bars || crowdedOut(shares) > 0) {
            return new Chart.Categories(
                    shares.labels().subList(0, shown),
                    Numbers.brief(shares.real().subList(0, shown)),
                    Numbers.brief(shares.synthetic().subList(0, shown)));
        }
        final String others = shares.rest() ? "all others" : "%d others".formatted(bars - shown);
        return new Chart.Categories(
                with(shares.labels().subList(0, shown), others),
                folded(shares.real(), shown),
                folded(shares.synthetic(), shown));
    }

    /** The number of values with a bar of their own. */
    private static int shown(final Distribution shares) {
        final int bars = shares.real().size();
        return bars > MAX_CATEGORIES ? MAX_CATEGORIES - 1 : crowdedOut(shares) > 0 ? bars - 1 : bars;
    }

    /**
     * The real share of values whose common bar is left out, because it would make all other bars too short; the share
     * is shown as text instead. 0 if the bar is drawn.
     */
    static double crowdedOut(final Distribution shares) {
        if (shares.edges() != null) {
            return 0;
        }
        final int bars = shares.real().size();
        final int own = bars > MAX_CATEGORIES ? MAX_CATEGORIES - 1 : shares.rest() ? bars - 1 : bars;
        final double others = sum(shares.real(), own);
        final double max = shares.real().subList(0, own).stream()
                .mapToDouble(share -> share)
                .max()
                .orElse(0);
        return own > 0 && others > CROWDING * max ? others : 0;
    }

    /** The sum of the shares from a bar on. */
    static double sum(final List<Double> shares, final int from) {
        return Math.min(
                1,
                shares.subList(from, shares.size()).stream()
                        .mapToDouble(share -> share)
                        .sum());
    }

    private static String format(final ColumnKind kind) {
        return switch (kind) {
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            default -> "number";
        };
    }

    private static List<Double> folded(final List<Double> shares, final int shown) {
        return with(Numbers.brief(shares.subList(0, shown)), Numbers.brief(sum(shares, shown)));
    }

    private static <T> List<T> with(final List<T> values, final T last) {
        final List<T> all = new ArrayList<>(values);
        all.add(last);
        return all;
    }

    /** Indices of the columns in the heat maps: all that are compared, or those with the least similar pairs. */
    static int[] matrixColumns(final Evaluation evaluation) {
        final double[] worst = new double[evaluation.columns().size()];
        Arrays.fill(worst, -1);
        for (final PairMeasure pair : evaluation.pairs()) {
            worst[pair.first()] = Math.max(worst[pair.first()], 1 - pair.similarity());
            worst[pair.second()] = Math.max(worst[pair.second()], 1 - pair.similarity());
        }
        return IntStream.range(0, worst.length)
                .filter(column -> worst[column] >= 0)
                .boxed()
                .sorted(Comparator.comparingDouble(column -> -worst[column]))
                .limit(MAX_IN_MATRIX)
                .sorted()
                .mapToInt(column -> column)
                .toArray();
    }

    /** Three heat maps: associations in the real rows, in the synthetic rows, and the differences of pairs. */
    static List<Chart.Matrix> matrices(final Evaluation evaluation, final int[] columns) {
        final int[] place = new int[evaluation.columns().size()];
        Arrays.fill(place, -1);
        for (int i = 0; i < columns.length; i++) {
            place[columns[i]] = i;
        }
        final Double[][][] values = new Double[3][columns.length][columns.length];
        double darkest = MIN_DARKEST;
        for (final PairMeasure pair : evaluation.pairs()) {
            final int first = place[pair.first()];
            final int second = place[pair.second()];
            if (first >= 0 && second >= 0) {
                final double[] figures = {
                    Math.abs(pair.strengthReal()), Math.abs(pair.strengthSynthetic()), 1 - pair.similarity()
                };
                for (int map = 0; map < figures.length; map++) {
                    values[map][first][second] = Numbers.brief(figures[map]);
                    values[map][second][first] = values[map][first][second];
                }
                darkest = Math.max(darkest, figures[2]);
            }
        }
        final List<String> labels = Arrays.stream(columns)
                .mapToObj(column -> evaluation.columns().get(column).name())
                .toList();
        return List.of(
                new Chart.Matrix(labels, rows(values[0]), 1, "association", false),
                new Chart.Matrix(labels, rows(values[1]), 1, "association", false),
                new Chart.Matrix(labels, rows(values[2]), Numbers.brief(darkest), "difference", true));
    }

    private static List<List<Double>> rows(final Double[][] values) {
        return Arrays.stream(values).map(Arrays::asList).toList();
    }
}
