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

/** Charts of single columns and of pairs. */
final class ColumnCharts {
    /** More columns are a pattern that no one can read, and weigh too much. */
    static final int MOST_IN_MATRIX = 60;

    private static final int MOST_CATEGORIES = 10;
    /** A difference below this is none to speak of: the darkest colour is never less. */
    private static final double LEAST_DARKEST = .05;

    private ColumnCharts() {
    }

    /** The chart of a column that has a distribution. */
    static Chart distribution(final ColumnMeasure column) {
        final Distribution shares = column.distribution();
        if (shares.edges() != null) {
            return new Chart.Histogram(shares.edges(), Bars.labels(column), Numbers.brief(shares.real()), Numbers.brief(shares.synthetic()), format(column.kind()));
        }
        final int bars = shares.real().size();
        if (bars <= MOST_CATEGORIES) {
            return new Chart.Categories(shares.labels(), Numbers.brief(shares.real()), Numbers.brief(shares.synthetic()));
        }
        final int shown = MOST_CATEGORIES - 1;
        return new Chart.Categories(with(shares.labels().subList(0, shown), shares.rest() ? "all others" : "%d others".formatted(bars - shown)), folded(shares.real(), shown),
                folded(shares.synthetic(), shown));
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
        return with(Numbers.brief(shares.subList(0, shown)), Numbers.brief(shares.subList(shown, shares.size()).stream().mapToDouble(share -> share).sum()));
    }

    private static <T> List<T> with(final List<T> values, final T last) {
        final List<T> all = new ArrayList<>(values);
        all.add(last);
        return all;
    }

    /** Indices of the columns that heat maps show: all that are compared, or those with the worst pairs. */
    static int[] inMatrix(final Evaluation evaluation) {
        final double[] worst = new double[evaluation.columns().size()];
        Arrays.fill(worst, -1);
        for (final PairMeasure pair : evaluation.pairs()) {
            worst[pair.first()] = Math.max(worst[pair.first()], 1 - pair.similarity());
            worst[pair.second()] = Math.max(worst[pair.second()], 1 - pair.similarity());
        }
        return IntStream.range(0, worst.length).filter(column -> worst[column] >= 0).boxed()
                .sorted(Comparator.comparingDouble(column -> -worst[column])).limit(MOST_IN_MATRIX).sorted().mapToInt(column -> column).toArray();
    }

    /** How strongly columns go together in the real rows, in the synthetic rows, and how unlike their pairs are. */
    static List<Chart.Matrix> matrices(final Evaluation evaluation, final int[] columns) {
        final int[] place = new int[evaluation.columns().size()];
        Arrays.fill(place, -1);
        for (int i = 0; i < columns.length; i++) {
            place[columns[i]] = i;
        }
        final Double[][][] values = new Double[3][columns.length][columns.length];
        double darkest = LEAST_DARKEST;
        for (final PairMeasure pair : evaluation.pairs()) {
            final int first = place[pair.first()];
            final int second = place[pair.second()];
            if (first >= 0 && second >= 0) {
                final double[] figures = {Math.abs(pair.strengthReal()), Math.abs(pair.strengthSynthetic()), 1 - pair.similarity()};
                for (int map = 0; map < figures.length; map++) {
                    values[map][first][second] = Numbers.brief(figures[map]);
                    values[map][second][first] = values[map][first][second];
                }
                darkest = Math.max(darkest, figures[2]);
            }
        }
        final List<String> labels = Arrays.stream(columns).mapToObj(column -> evaluation.columns().get(column).name()).toList();
        return List.of(new Chart.Matrix(labels, rows(values[0]), 1, "association", false), new Chart.Matrix(labels, rows(values[1]), 1, "association", false),
                new Chart.Matrix(labels, rows(values[2]), Numbers.brief(darkest), "difference", true));
    }

    private static List<List<Double>> rows(final Double[][] values) {
        return Arrays.stream(values).map(Arrays::asList).toList();
    }
}
