// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.RocAuc;
import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Usefulness;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import io.nifigan.trees.Features;
import io.nifigan.trees.GradientTrees;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A test of usefulness: boosted trees that predict a column are trained on synthetic and on real rows, and both are
 * tested on held-out rows.
 */
public final class UsefulnessMeasure {
    private static final int MIN = 30;
    static final int MAX_CLASSES = 10;
    private static final double GUESSED_AUC = .5;
    /** Maximum product of rows and classes in one fit. */
    private static final int MAX_WORK = 120_000;

    private final EvaluationData data;
    private final int target;
    private final int[] features;
    private final boolean numeric;
    private final int classes;
    private final int[] classOf;

    private UsefulnessMeasure(final EvaluationData data, final int target) {
        this.data = data;
        this.target = target;
        // In which form a value is written tells much of the value.
        final int forms = FormColumns.of(data.real().columns())[target];
        this.features = Arrays.stream(data.compared())
                .filter(column -> column != target && column != forms)
                .toArray();
        this.numeric = data.real().column(target).kind().isNumeric();
        this.classOf = numeric ? null : classes();
        this.classes = numeric ? 0 : Arrays.stream(classOf).max().orElse(0) + 1;
    }

    /**
     * Runs the test; the data must include held-out rows.
     *
     * @param target the column to predict, one of those that are compared
     * @param sensitive the columns on which the predictions should not depend; may be none
     * @return null if there are too few rows or a single class
     */
    public static Usefulness measure(final EvaluationData data, final int target, final int[] sensitive) {
        final UsefulnessMeasure measure = new UsefulnessMeasure(data, target);
        if (!measure.isPossible(List.of(data.synthetic(), data.real(), data.heldOut()))) {
            return null;
        }
        final Table tested = data.heldOut().select(measure.present(data.heldOut()));
        final double[] truth = measure.truth(tested);
        final float[][] synthetic = measure.predicted(
                data.synthetic(), tested, StreamSeed.USEFULNESS_SYNTHETIC, StreamSeed.USEFULNESS_SYNTHETIC_TREES);
        final float[][] real =
                measure.predicted(data.real(), tested, StreamSeed.USEFULNESS_REAL, StreamSeed.USEFULNESS_REAL_TREES);
        return new Usefulness(
                data.real().column(target).name(),
                measure.numeric ? Usefulness.Metric.RMSE_OF_LOG : Usefulness.Metric.AUC,
                measure.metric(synthetic, truth),
                measure.metric(real, truth),
                measure.numeric ? deviation(truth) : GUESSED_AUC,
                tested.rows(),
                measure.numeric || sensitive.length == 0
                        ? null
                        : PredictionGaps.of(data, tested, sensitive, synthetic, real));
    }

    /**
     * How well a category can be foretold from real rows: the area under the curve of trees that learn from a sample of
     * training rows, on held-out rows.
     *
     * @param rows the number of training rows in the sample
     * @return NaN if there are too few rows or a single class
     */
    static double foretold(final EvaluationData data, final int target, final int rows) {
        final UsefulnessMeasure measure = new UsefulnessMeasure(data, target);
        if (!measure.isPossible(List.of(data.real(), data.heldOut()))) {
            return Double.NaN;
        }
        final Table sample = data.sample(data.real(), rows, StreamSeed.USEFULNESS_REAL);
        return measure.metric(
                measure.predicted(sample, data.heldOut(), StreamSeed.USEFULNESS_REAL, StreamSeed.USEFULNESS_REAL_TREES),
                measure.truth(data.heldOut()));
    }

    private boolean isPossible(final List<Table> tables) {
        return tables.stream().noneMatch(table -> present(table).length < MIN)
                && features.length > 0
                && (numeric || classes >= 2);
    }

    private static double deviation(final double[] values) {
        final double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    /**
     * The class of missing values, followed by that of each level: the most frequent real levels have a class each, all
     * others share one.
     */
    private int[] classes() {
        final int[] counts = new int[data.real().dictionary(target).size() + 1];
        for (final int code : data.real().codes(target)) {
            counts[code + 1]++;
        }
        final int[] order = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -counts[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        final int[] result = new int[counts.length];
        Arrays.fill(result, Math.min(order.length, MAX_CLASSES) - 1);
        for (int i = 0; i < Math.min(order.length, MAX_CLASSES); i++) {
            result[order[i]] = i;
        }
        return result;
    }

    /** Rows with a target value; for classes, missing is a class of its own. */
    private int[] present(final Table table) {
        return IntStream.range(0, table.rows())
                .filter(r -> !numeric || !Double.isNaN(table.numbers(target)[r]))
                .toArray();
    }

    private double[] truth(final Table table) {
        final double[] truth = new double[table.rows()];
        Arrays.setAll(
                truth,
                r -> numeric ? Math.log(Math.max(table.numbers(target)[r], 1)) : classOf[table.codes(target)[r] + 1]);
        return truth;
    }

    /** The predictions for tested rows of trees that learn from other rows. */
    private float[][] predicted(final Table rows, final Table tested, final StreamSeed drawn, final StreamSeed grown) {
        final Table known = rows.select(present(rows));
        final Table training = classes > 2 ? data.sample(known, Math.max(MIN, MAX_WORK / classes), drawn) : known;
        final Features bins = Features.fit(training, features);
        final GradientTrees trees = GradientTrees.fit(
                bins,
                bins.codes(training),
                truth(training),
                classes,
                numeric ? GradientTrees.Loss.SQUARED : GradientTrees.Loss.CLASSES,
                data.workers(),
                data.seed(grown));
        return trees.predict(bins.codes(tested), tested.rows());
    }

    private double metric(final float[][] predicted, final double[] truth) {
        return numeric ? rootMeanSquare(predicted[0], truth) : auc(predicted, truth);
    }

    private static double rootMeanSquare(final float[] predicted, final double[] truth) {
        double sum = 0;
        for (int r = 0; r < truth.length; r++) {
            sum += (truth[r] - predicted[r]) * (truth[r] - predicted[r]);
        }
        return Math.sqrt(sum / truth.length);
    }

    /** The mean AUC over the classes that occur, each against all others. */
    private double auc(final float[][] predicted, final double[] truth) {
        double sum = 0;
        int counted = 0;
        for (int k = classes == 2 ? 1 : 0; k < classes; k++) {
            final boolean[] is = new boolean[truth.length];
            int members = 0;
            for (int r = 0; r < is.length; r++) {
                is[r] = truth[r] == k;
                members += is[r] ? 1 : 0;
            }
            if (members > 0 && members < is.length) {
                sum += RocAuc.of(predicted[classes == 2 ? 0 : k], is);
                counted++;
            }
        }
        return counted == 0 ? .5 : sum / counted;
    }
}
