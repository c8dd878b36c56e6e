// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.KolmogorovSmirnov;
import io.nifigan.evaluate.result.PredictionFairness;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Differences between the scores of rows with a sensitive value and of all others. */
final class PredictionGaps {
    /** The fewest rows with a value, and without it: of fewer, the distance is large by chance. */
    private static final int MIN = 100;
    /** A number counts by the band that it lies in. */
    private static final int BANDS = 5;

    /** For each sensitive value: which rows have it. */
    private final List<boolean[]> members = new ArrayList<>();

    private PredictionGaps(final Table tested, final int[] sensitive) {
        for (final int column : sensitive) {
            final int[] values = values(tested, column);
            final int count = Arrays.stream(values).max().orElse(-1) + 1;
            for (int v = 0; v < count; v++) {
                final boolean[] has = new boolean[values.length];
                int rows = 0;
                for (int r = 0; r < has.length; r++) {
                    has[r] = values[r] == v;
                    rows += has[r] ? 1 : 0;
                }
                if (rows >= MIN && values.length - rows >= MIN) {
                    members.add(has);
                }
            }
        }
    }

    /** Each row's value as a number from 0: missing, then one for each category or band. */
    private static int[] values(final Table tested, final int column) {
        if (!tested.column(column).kind().isNumeric()) {
            return Arrays.stream(tested.codes(column)).map(code -> code + 1).toArray();
        }
        final double[] sorted = tested.sortedNumbers(column);
        final double[] ends = IntStream.range(1, sorted.length == 0 ? 1 : BANDS)
                .mapToDouble(band -> sorted[(int) ((long) band * sorted.length / BANDS)])
                .distinct()
                .toArray();
        return Arrays.stream(tested.numbers(column))
                .mapToInt(number -> Double.isNaN(number)
                        ? 0
                        : 1
                                + (int) Arrays.stream(ends)
                                        .filter(end -> number > end)
                                        .count())
                .toArray();
    }

    /**
     * Compares predictions.
     *
     * @param synthetic the predictions of trees that learnt from synthetic rows, as GradientTrees gives them
     * @param real those of trees that learnt from real rows
     * @return null if no sensitive value has enough rows
     */
    static PredictionFairness of(
            final EvaluationData data,
            final Table tested,
            final int[] sensitive,
            final float[][] synthetic,
            final float[][] real) {
        final PredictionGaps gaps = new PredictionGaps(tested, sensitive);
        return gaps.members.isEmpty()
                ? null
                : new PredictionFairness(
                        Arrays.stream(sensitive)
                                .mapToObj(column -> data.real().column(column).name())
                                .toList(),
                        gaps.gap(scores(synthetic)),
                        gaps.gap(scores(real)),
                        gaps.distance(scores(synthetic)),
                        gaps.distance(scores(real)));
    }

    /** The probabilities of classes; of two, that of the second one. */
    private static double[][] scores(final float[][] predicted) {
        final double[][] scores = new double[predicted.length][predicted[0].length];
        for (int k = 0; k < scores.length; k++) {
            for (int r = 0; r < scores[k].length; r++) {
                scores[k][r] = scores.length == 1 ? 1 / (1 + Math.exp(-predicted[k][r])) : predicted[k][r];
            }
        }
        return scores;
    }

    private double gap(final double[][] scores) {
        double largest = 0;
        for (final double[] score : scores) {
            for (final boolean[] has : members) {
                largest = Math.max(
                        largest,
                        Math.abs(Arrays.stream(some(score, has, true)).average().orElseThrow()
                                - Arrays.stream(some(score, has, false))
                                        .average()
                                        .orElseThrow()));
            }
        }
        return largest;
    }

    private double distance(final double[][] scores) {
        double largest = 0;
        for (final double[] score : scores) {
            for (final boolean[] has : members) {
                final double[] with = some(score, has, true);
                final double[] without = some(score, has, false);
                Arrays.sort(with);
                Arrays.sort(without);
                largest = Math.max(largest, KolmogorovSmirnov.of(with, without));
            }
        }
        return largest;
    }

    private static double[] some(final double[] scores, final boolean[] has, final boolean with) {
        return IntStream.range(0, scores.length)
                .filter(r -> has[r] == with)
                .mapToDouble(r -> scores[r])
                .toArray();
    }
}
