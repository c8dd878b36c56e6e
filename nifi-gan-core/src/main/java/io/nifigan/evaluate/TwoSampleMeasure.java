// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.network.StreamSeed;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Asks boosted trees whether rows are real. */
final class TwoSampleMeasure {
    private static final int FOLDS = 3;
    private static final int FEWEST = 30;
    private static final int MOST_SHUFFLED = 4_000;
    private static final int MOST_TELLING = 10;
    /** In standard errors of the area of rows that cannot be told apart: losses below it are chance. */
    private static final double LEAST_LOSS = 2.5;

    private final Subject subject;
    private final int rows;
    private final double[] loss;
    private int shuffled;

    private TwoSampleMeasure(final Subject subject, final int rows) {
        this.subject = subject;
        this.rows = rows;
        this.loss = new double[subject.real().columns().size()];
    }

    /** Null where there are fewer than 30 rows of a table. */
    static TwoSampleTest measure(final Subject subject) {
        final int rows = Math.min(subject.real().rows(), subject.synthetic().rows());
        return rows < FEWEST ? null : new TwoSampleMeasure(subject, rows).measure();
    }

    private TwoSampleTest measure() {
        final Table both = Table.concatenate(List.of(subject.sample(subject.real(), rows, StreamSeed.TWO_SAMPLE_REAL), subject.sample(subject.synthetic(), rows, StreamSeed.TWO_SAMPLE_SYNTHETIC)));
        final float[] scores = new float[2 * rows];
        final boolean[] isReal = new boolean[2 * rows];
        for (int fold = 0; fold < FOLDS; fold++) {
            final int from = (int) ((long) rows * fold / FOLDS);
            final int to = (int) ((long) rows * (fold + 1) / FOLDS);
            final int[] asked = IntStream.range(0, 2 * rows).filter(r -> r % rows >= from && r % rows < to).toArray();
            final int[] learnt = IntStream.range(0, 2 * rows).filter(r -> r % rows < from || r % rows >= to).toArray();
            final Table training = both.select(learnt);
            final Features features = Features.fit(training, subject.compared());
            final double[] truth = new double[learnt.length];
            for (int i = 0; i < learnt.length; i++) {
                truth[i] = learnt[i] < rows ? 1 : 0;
            }
            final GradientTrees trees = GradientTrees.fit(features, features.codes(training), truth, 2, GradientTrees.Loss.CLASSES, subject.crew(),
                    StreamSeed.TWO_SAMPLE_TREES.of(subject.settings().seed(), fold));
            final byte[][] codes = features.codes(both.select(asked));
            final float[] predicted = trees.predict(codes, asked.length)[0];
            for (int i = 0; i < asked.length; i++) {
                scores[asked[i]] = predicted[i];
                isReal[asked[i]] = asked[i] < rows;
            }
            shuffle(features, trees, codes, asked, fold);
        }
        final double auc = Auc.of(scores, isReal);
        return new TwoSampleTest(auc, 2 * (1 - Math.max(auc, .5)), rows, FOLDS, telling());
    }

    /** How much worse the trees tell the rows of a fold apart where one column's values are another row's. */
    private void shuffle(final Features features, final GradientTrees trees, final byte[][] codes, final int[] asked, final int fold) {
        final int[] drawn = Subject.draw(asked.length, MOST_SHUFFLED, StreamSeed.TWO_SAMPLE_SHUFFLED.of(subject.settings().seed(), fold));
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
        final double whole = Auc.of(trees.predict(some, count)[0], isReal);
        final int[] order = Subject.draw(count, count, StreamSeed.SHUFFLED_ORDER.of(StreamSeed.TWO_SAMPLE_SHUFFLED.of(subject.settings().seed(), fold)));
        subject.crew().run(member -> {
            for (int c = member; c < subject.compared().length; c += subject.crew().size()) {
                final int column = subject.compared()[c];
                final byte[][] moved = some.clone();
                for (int f = 0; f < moved.length; f++) {
                    if (features.column(f) == column) {
                        moved[f] = new byte[count];
                        for (int i = 0; i < count; i++) {
                            moved[f][i] = some[f][order[i]];
                        }
                    }
                }
                loss[column] += (whole - Auc.of(trees.predict(moved, count)[0], isReal)) / FOLDS;
            }
        });
    }

    private List<TwoSampleTest.Telling> telling() {
        final List<TwoSampleTest.Telling> all = new ArrayList<>();
        final double least = LEAST_LOSS * Math.sqrt(1. / 3 / shuffled);
        for (final int column : subject.compared()) {
            if (loss[column] > least) {
                all.add(new TwoSampleTest.Telling(subject.real().column(column).name(), loss[column]));
            }
        }
        all.sort(Comparator.comparingDouble(telling -> -telling.loss()));
        return all.subList(0, Math.min(MOST_TELLING, all.size()));
    }
}
