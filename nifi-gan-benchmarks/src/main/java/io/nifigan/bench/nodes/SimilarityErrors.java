// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.nodes;

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
 * The distances of generated rows from held-out and training rows in percent, printed as a row of a Markdown table.
 *
 * @param shape shape error to held-out rows
 * @param trend trend error to held-out rows
 * @param c2st classifier two-sample test against held-out rows, 1 if indistinguishable; NaN if not measured
 * @param trainingShape shape error to training rows
 * @param trainingTrend trend error to training rows
 */
record SimilarityErrors(double shape, double trend, double c2st, double trainingShape, double trainingTrend) {
    /** The header of the table. */
    static final String HEADER = "| trained | seed | shape error | trend error | C2ST | shape error to TRAIN | trend "
            + "error to TRAIN | ratio of shape | of trend |\n" + "|---|---|---|---|---|---|---|---|---|";

    private static final long ROWS = 7;

    static SimilarityErrors of(final Table generated, final Table training, final Table heldOut) {
        final Evaluation evaluation = new Evaluator(
                        EvaluationSettings.defaults().withAttacks(100).withExamples(0))
                .evaluate(heldOut, generated, null, null);
        final TableComparison toTraining = new TableComparison(training, generated);
        return new SimilarityErrors(
                100 * (1 - evaluation.overall().shape()),
                100 * (1 - evaluation.overall().trend()),
                evaluation.twoSample() == null
                        ? Double.NaN
                        : evaluation.twoSample().c2st(),
                toTraining.shapeError(),
                toTraining.trendError());
    }

    /** Rows of a model, always with the same seed. */
    static Table rows(final GANModel model, final int count) throws SamplingException {
        return rows(model, count, ROWS);
    }

    static Table rows(final GANModel model, final int count, final long seed) throws SamplingException {
        try (Sampler sampler = new Sampler(model, seed, 0)) {
            return sampler.next(count);
        }
    }

    /**
     * A row of the table.
     *
     * @param who the source of the rows
     * @param seed the seed of the training
     * @param base the reference of the ratios; null for none
     */
    String line(final String who, final long seed, final SimilarityErrors base) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.3f | %.2f | %.2f | %s | %s |",
                who,
                seed,
                shape,
                trend,
                c2st,
                trainingShape,
                trainingTrend,
                base == null ? "" : ratio(shape, base.shape, trainingShape, base.trainingShape),
                base == null ? "" : ratio(trend, base.trend, trainingTrend, base.trainingTrend));
    }

    private static String ratio(
            final double heldOut, final double baseHeldOut, final double training, final double baseTraining) {
        return String.format(Locale.ROOT, "%.2f (%.2f)", heldOut / baseHeldOut, training / baseTraining);
    }
}
