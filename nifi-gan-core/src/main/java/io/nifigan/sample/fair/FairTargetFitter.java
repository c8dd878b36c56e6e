// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import io.nifigan.common.RocAuc;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.TableEncoder;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.trees.Features;
import io.nifigan.trees.GradientTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Fits a {@link FairTarget} to generated rows. */
public final class FairTargetFitter {
    /** The fewest rows with a target in each of the three parts. */
    private static final int MIN_ROWS = 100;
    /**
     * How often the classes are matched, where there are more than two: a match of one moves the others, less each
     * time.
     */
    private static final int ROUNDS = 8;

    private static final long SEED = 0;

    private final TableEncoder encoder;
    private final FairColumns columns;
    private final WorkerPool workers;

    /**
     * @param encoder the encoder of the model
     * @param workers the threads; their number does not change the result
     * @throws SamplingException if the model has no such column, or a column cannot be a target or sensitive
     */
    public FairTargetFitter(final TableEncoder encoder, final Fairness fairness, final WorkerPool workers)
            throws SamplingException {
        this.encoder = encoder;
        this.columns = FairColumns.of(encoder, fairness);
        this.workers = workers;
    }

    /**
     * Refuses what can never be fair, before any row is drawn.
     *
     * @throws SamplingException if the model has no such column, or a column cannot be a target or sensitive, or a
     *     condition is on what is drawn anew
     */
    public static void check(final TableEncoder encoder, final Fairness fairness, final List<Condition> conditions)
            throws SamplingException {
        FairColumns.of(encoder, fairness).check(encoder, conditions);
    }

    /**
     * Fits the target.
     *
     * @param learnt generated rows, from which trees learn what the target depends on
     * @param matched other generated rows, of which the distributions of the groups are taken
     * @param tested further ones, on which the figures are measured
     * @throws SamplingException if a part has hardly any rows with a target, or all have the same one
     */
    public FairTarget fit(final Table learnt, final Table matched, final Table tested) throws SamplingException {
        final Table known = present(learnt);
        final Features features = Features.fit(known, columns.features());
        final GradientTrees trees = trees(features, known, columns.classesOf(known));
        final Table others = present(matched);
        final SensitiveGroups groups = SensitiveGroups.fit(others, columns.sensitive());
        final double[][] probabilities = FairTarget.learnt(trees, features, others);
        final int[] group = groups.of(others);
        final List<QuantileMatch[]> rounds = new ArrayList<>();
        final int classes = probabilities.length;
        for (int i = 0; i < (classes == 2 ? 1 : ROUNDS); i++) {
            final QuantileMatch[] round = new QuantileMatch[classes == 2 ? 1 : classes];
            for (int k = 0; k < round.length; k++) {
                round[k] = QuantileMatch.fit(probabilities[classes == 2 ? 1 : k], group, groups.count());
            }
            FairTarget.match(round, probabilities, group);
            rounds.add(round);
        }
        if (classes == 2) {
            correct(rounds, groups, features, trees, others, known);
        }
        final FairTarget fair = new FairTarget(encoder, columns, groups, features, trees, rounds, null);
        return fair.with(figures(groups, features, trees, learning(fair, features, others), present(tested)));
    }

    /** Corrects the match of two classes by what trees make of it that learn from fair rows. */
    private void correct(
            final List<QuantileMatch[]> rounds,
            final SensitiveGroups groups,
            final Features features,
            final GradientTrees trees,
            final Table matched,
            final Table scored) {
        final FairTarget fair = new FairTarget(encoder, columns, groups, features, trees, rounds, null);
        final double[][] scores = FairTarget.learnt(learning(fair, features, matched), features, scored);
        rounds.set(0, new QuantileMatch[] {rounds.getFirst()[0].corrected(scores[1], groups.of(scored))});
    }

    /** Trees that learn from rows whose target is drawn fairly. */
    private GradientTrees learning(final FairTarget fair, final Features features, final Table rows) {
        final Table fairRows = fair.draws(SEED).redraw(rows);
        return trees(features, fairRows, columns.classesOf(fairRows));
    }

    private Table present(final Table table) throws SamplingException {
        final int[] classes = columns.classesOf(table);
        final int[] rows =
                IntStream.range(0, classes.length).filter(r -> classes[r] >= 0).toArray();
        if (rows.length < MIN_ROWS
                || Arrays.stream(rows).map(r -> classes[r]).distinct().count() < 2) {
            throw new SamplingException(
                    ("Among %d generated rows, the fair target '%s' has hardly any value, or always the same "
                                    + "one, so there is nothing to make fair")
                            .formatted(
                                    classes.length,
                                    encoder.columns().get(columns.target()).name()));
        }
        return table.select(rows);
    }

    private GradientTrees trees(final Features features, final Table rows, final int[] classes) {
        return GradientTrees.fit(
                features,
                features.codes(rows),
                Arrays.stream(classes).asDoubleStream().toArray(),
                columns.classes().size(),
                GradientTrees.Loss.CLASSES,
                workers,
                SEED);
    }

    private FairFigures figures(
            final SensitiveGroups groups,
            final Features features,
            final GradientTrees before,
            final GradientTrees after,
            final Table rows) {
        final double[][] plain = FairTarget.learnt(before, features, rows);
        final double[][] fair = FairTarget.learnt(after, features, rows);
        final ScoreGaps gaps = ScoreGaps.of(groups, columns.sensitive().length, rows);
        final int[] classes = columns.classesOf(rows);
        return new FairFigures(
                gaps.gap(plain),
                gaps.gap(fair),
                gaps.distance(plain),
                gaps.distance(fair),
                auc(plain, classes),
                auc(fair, classes));
    }

    /** The mean area under the curve of each class against all others. */
    private static double auc(final double[][] scores, final int[] classes) {
        double sum = 0;
        int counted = 0;
        for (int k = scores.length == 2 ? 1 : 0; k < scores.length; k++) {
            final boolean[] is = new boolean[classes.length];
            final float[] score = new float[classes.length];
            int members = 0;
            for (int r = 0; r < is.length; r++) {
                is[r] = classes[r] == k;
                members += is[r] ? 1 : 0;
                score[r] = (float) scores[k][r];
            }
            if (members > 0 && members < is.length) {
                sum += RocAuc.of(score, is);
                counted++;
            }
        }
        return counted == 0 ? .5 : sum / counted;
    }
}
