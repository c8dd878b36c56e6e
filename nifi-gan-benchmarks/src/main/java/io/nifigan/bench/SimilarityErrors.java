// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.similarity.TableComparison;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.util.Locale;

/**
 * How near generated rows are to two real tables, in percent, as lines of a table.
 *
 * @param shape shape error to held-out rows
 * @param trend trend error to them
 * @param c2st how well a classifier fails to tell rows from them; NaN where it was not measured
 * @param learntShape shape error to the rows that were learnt
 * @param learntTrend trend error to them
 */
record Likeness(double shape, double trend, double c2st, double learntShape, double learntTrend) {
    /** The two lines above all others. */
    static final String HEADER = "| trained | seed | shape error | trend error | C2ST | shape error to TRAIN | trend "
            + "error to TRAIN | ratio of shape | of trend |\n" + "|---|---|---|---|---|---|---|---|---|";

    private static final long ROWS = 7;

    static Likeness of(final Table made, final Table learnt, final Table heldOut) {
        final Evaluation evaluation = new Evaluator(
                        EvaluationSettings.defaults().withAttacks(100).withExamples(0))
                .evaluate(heldOut, made, null, null);
        final TableComparison toLearnt = new TableComparison(learnt, made);
        return new Likeness(
                100 * (1 - evaluation.overall().shape()),
                100 * (1 - evaluation.overall().trend()),
                evaluation.twoSample() == null
                        ? Double.NaN
                        : evaluation.twoSample().c2st(),
                toLearnt.shapeError(),
                toLearnt.trendError());
    }

    /** Rows of a model, always by the same seed. */
    static Table rows(final GANModel model, final int count) throws SamplingException {
        return rows(model, count, ROWS);
    }

    static Table rows(final GANModel model, final int count, final long seed) throws SamplingException {
        try (Sampler sampler = new Sampler(model, seed, 0)) {
            return sampler.next(count);
        }
    }

    /**
     * A line.
     *
     * @param who where the rows come from
     * @param seed of the training
     * @param base that the ratios are to; null for none
     */
    String line(final String who, final long seed, final Likeness base) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.3f | %.2f | %.2f | %s | %s |",
                who,
                seed,
                shape,
                trend,
                c2st,
                learntShape,
                learntTrend,
                base == null ? "" : ratio(shape, base.shape, learntShape, base.learntShape),
                base == null ? "" : ratio(trend, base.trend, learntTrend, base.learntTrend));
    }

    private static String ratio(
            final double heldOut, final double baseHeldOut, final double learnt, final double baseLearnt) {
        return String.format(Locale.ROOT, "%.2f (%.2f)", heldOut / baseHeldOut, learnt / baseLearnt);
    }
}
