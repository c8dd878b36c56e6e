// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.RocAuc;
import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.table.Table;
import io.nifigan.trees.Features;
import io.nifigan.trees.GradientTrees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A classifier two-sample test: boosted trees try to distinguish real from synthetic rows. */
public final class TwoSampleMeasure {
    private static final int FOLDS = 3;
    private static final int MIN = 30;
    private static final int MAX_SHUFFLED = 4_000;
    private static final int MAX_IMPORTANCES = 10;
    /** Minimum loss that counts, in standard errors of the area under the curve for indistinguishable rows. */
    private static final double MIN_LOSS = 2.5;

    private final EvaluationData data;
    private final Table first;
    private final Table second;
    private final int rows;
    private final double[] loss;
    private int shuffled;

    /** Tests whether a classifier tells two tables apart; it takes equally many rows of each. */
    private TwoSampleMeasure(final EvaluationData data, final Table first, final Table second) {
        this.data = data;
        this.first = first;
        this.second = second;
        this.rows = Math.min(first.rows(), second.rows());
        this.loss = new double[data.real().columns().size()];
    }

    /** The result, null if a table has fewer than 30 rows. */
    public static TwoSampleTest measure(final EvaluationData data) {
        final TwoSampleMeasure measure = new TwoSampleMeasure(data, data.real(), data.synthetic());
        if (measure.rows < MIN) {
            return null;
        }
        final double auc = measure.auc(true);
        return new TwoSampleTest(
                auc,
                2 * (1 - Math.max(auc, .5)),
                measure.rows,
                FOLDS,
                measure.importances(),
                auc(data, data.heldOut(), data.synthetic()),
                auc(data, data.real(), data.heldOut()));
    }

    /** The area under the curve for two tables, null if one is missing or has too few rows. */
    private static Double auc(final EvaluationData data, final Table first, final Table second) {
        return first == null || second == null || Math.min(first.rows(), second.rows()) < MIN
                ? null
                : (Double) new TwoSampleMeasure(data, first, second).auc(false);
    }

    /** @param explains whether the importances of columns are found */
    private double auc(final boolean explains) {
        final Table both = Table.concatenate(List.of(
                data.sample(first, rows, StreamSeed.TWO_SAMPLE_REAL),
                data.sample(second, rows, StreamSeed.TWO_SAMPLE_SYNTHETIC)));
        final float[] scores = new float[2 * rows];
        final boolean[] isReal = new boolean[2 * rows];
        for (int fold = 0; fold < FOLDS; fold++) {
            final int from = (int) ((long) rows * fold / FOLDS);
            final int to = (int) ((long) rows * (fold + 1) / FOLDS);
            final int[] testRows = IntStream.range(0, 2 * rows)
                    .filter(r -> r % rows >= from && r % rows < to)
                    .toArray();
            final int[] trainingRows = IntStream.range(0, 2 * rows)
                    .filter(r -> r % rows < from || r % rows >= to)
                    .toArray();
            final Table training = both.select(trainingRows);
            final Features features = Features.fit(training, data.compared());
            final double[] truth = new double[trainingRows.length];
            for (int i = 0; i < trainingRows.length; i++) {
                truth[i] = trainingRows[i] < rows ? 1 : 0;
            }
            final GradientTrees trees = GradientTrees.fit(
                    features,
                    features.codes(training),
                    truth,
                    2,
                    GradientTrees.Loss.CLASSES,
                    data.workers(),
                    StreamSeed.TWO_SAMPLE_TREES.of(data.settings().seed(), fold));
            final byte[][] codes = features.codes(both.select(testRows));
            final float[] predicted = trees.predict(codes, testRows.length)[0];
            for (int i = 0; i < testRows.length; i++) {
                scores[testRows[i]] = predicted[i];
                isReal[testRows[i]] = testRows[i] < rows;
            }
            if (explains) {
                shuffle(features, trees, codes, testRows, fold);
            }
        }
        return RocAuc.of(scores, isReal);
    }

    /** Adds the permutation importance of each column on the test rows of a fold. */
    private void shuffle(
            final Features features,
            final GradientTrees trees,
            final byte[][] codes,
            final int[] testRows,
            final int fold) {
        final int[] drawn = EvaluationData.draw(
                testRows.length,
                MAX_SHUFFLED,
                StreamSeed.TWO_SAMPLE_SHUFFLED.of(data.settings().seed(), fold));
        final int count = drawn.length;
        shuffled += count;
        final byte[][] some = new byte[codes.length][count];
        final boolean[] isReal = new boolean[count];
        for (int i = 0; i < count; i++) {
            for (int f = 0; f < codes.length; f++) {
                some[f][i] = codes[f][drawn[i]];
            }
            isReal[i] = testRows[drawn[i]] < rows;
        }
        final double whole = RocAuc.of(trees.predict(some, count)[0], isReal);
        final int[] order = EvaluationData.draw(
                count,
                count,
                StreamSeed.SHUFFLED_ORDER.of(
                        StreamSeed.TWO_SAMPLE_SHUFFLED.of(data.settings().seed(), fold)));
        data.workers().run(member -> {
            for (int c = member; c < data.compared().length; c += data.workers().size()) {
                final int column = data.compared()[c];
                final byte[][] moved = some.clone();
                for (int f = 0; f < moved.length; f++) {
                    if (features.column(f) == column) {
                        moved[f] = new byte[count];
                        for (int i = 0; i < count; i++) {
                            moved[f][i] = some[f][order[i]];
                        }
                    }
                }
                loss[column] += (whole - RocAuc.of(trees.predict(moved, count)[0], isReal)) / FOLDS;
            }
        });
    }

    private List<TwoSampleTest.ColumnImportance> importances() {
        final List<TwoSampleTest.ColumnImportance> all = new ArrayList<>();
        final double min = MIN_LOSS * Math.sqrt(1. / 3 / shuffled);
        for (final int column : data.compared()) {
            if (loss[column] > min) {
                all.add(new TwoSampleTest.ColumnImportance(
                        data.real().column(column).name(), loss[column]));
            }
        }
        all.sort(Comparator.comparingDouble(importances -> -importances.loss()));
        return all.subList(0, Math.min(MAX_IMPORTANCES, all.size()));
    }
}
