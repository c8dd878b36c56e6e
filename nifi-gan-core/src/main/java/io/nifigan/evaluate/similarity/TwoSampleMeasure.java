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

/** Asks boosted trees whether rows are real. */
public final class TwoSampleMeasure {
    private static final int FOLDS = 3;
    private static final int MIN = 30;
    private static final int MAX_SHUFFLED = 4_000;
    private static final int MAX_TELLING = 10;
    /** In standard errors of the area of rows that cannot be told apart: losses below it are chance. */
    private static final double MIN_LOSS = 2.5;

    private final EvaluationData data;
    private final int rows;
    private final double[] loss;
    private int shuffled;

    private TwoSampleMeasure(final EvaluationData data, final int rows) {
        this.data = data;
        this.rows = rows;
        this.loss = new double[data.real().columns().size()];
    }

    /** Null where there are fewer than 30 rows of a table. */
    public static TwoSampleTest measure(final EvaluationData data) {
        final int rows = Math.min(data.real().rows(), data.synthetic().rows());
        return rows < MIN ? null : new TwoSampleMeasure(data, rows).measure();
    }

    private TwoSampleTest measure() {
        final Table both = Table.concatenate(List.of(
                data.sample(data.real(), rows, StreamSeed.TWO_SAMPLE_REAL),
                data.sample(data.synthetic(), rows, StreamSeed.TWO_SAMPLE_SYNTHETIC)));
        final float[] scores = new float[2 * rows];
        final boolean[] isReal = new boolean[2 * rows];
        for (int fold = 0; fold < FOLDS; fold++) {
            final int from = (int) ((long) rows * fold / FOLDS);
            final int to = (int) ((long) rows * (fold + 1) / FOLDS);
            final int[] asked = IntStream.range(0, 2 * rows)
                    .filter(r -> r % rows >= from && r % rows < to)
                    .toArray();
            final int[] learnt = IntStream.range(0, 2 * rows)
                    .filter(r -> r % rows < from || r % rows >= to)
                    .toArray();
            final Table training = both.select(learnt);
            final Features features = Features.fit(training, data.compared());
            final double[] truth = new double[learnt.length];
            for (int i = 0; i < learnt.length; i++) {
                truth[i] = learnt[i] < rows ? 1 : 0;
            }
            final GradientTrees trees = GradientTrees.fit(
                    features,
                    features.codes(training),
                    truth,
                    2,
                    GradientTrees.Loss.CLASSES,
                    data.workers(),
                    StreamSeed.TWO_SAMPLE_TREES.of(data.settings().seed(), fold));
            final byte[][] codes = features.codes(both.select(asked));
            final float[] predicted = trees.predict(codes, asked.length)[0];
            for (int i = 0; i < asked.length; i++) {
                scores[asked[i]] = predicted[i];
                isReal[asked[i]] = asked[i] < rows;
            }
            shuffle(features, trees, codes, asked, fold);
        }
        final double auc = RocAuc.of(scores, isReal);
        return new TwoSampleTest(auc, 2 * (1 - Math.max(auc, .5)), rows, FOLDS, telling());
    }

    /** How much worse the trees tell the rows of a fold apart where one column's values are another row's. */
    private void shuffle(
            final Features features,
            final GradientTrees trees,
            final byte[][] codes,
            final int[] asked,
            final int fold) {
        final int[] drawn = EvaluationData.draw(
                asked.length,
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
            isReal[i] = asked[drawn[i]] < rows;
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

    private List<TwoSampleTest.Telling> telling() {
        final List<TwoSampleTest.Telling> all = new ArrayList<>();
        final double min = MIN_LOSS * Math.sqrt(1. / 3 / shuffled);
        for (final int column : data.compared()) {
            if (loss[column] > min) {
                all.add(new TwoSampleTest.Telling(data.real().column(column).name(), loss[column]));
            }
        }
        all.sort(Comparator.comparingDouble(telling -> -telling.loss()));
        return all.subList(0, Math.min(MAX_TELLING, all.size()));
    }
}
