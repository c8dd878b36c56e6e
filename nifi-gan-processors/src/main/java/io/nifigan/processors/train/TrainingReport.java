// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.fit.HeldOutRows;
import io.nifigan.model.GANModel;
import io.nifigan.processors.evaluate.SampledTable;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;

/** The report on a model: its synthetic rows compared with the rows that it learnt and with held-out rows. */
final class TrainingReport {
    private TrainingReport() {}

    /**
     * Measures a model.
     *
     * @param table the rows of its training, held-out ones included
     * @param progress how its training went
     */
    static Evaluation of(
            final GANModel model,
            final TrainingTable table,
            final ReportedProgress progress,
            final Cancellation cancellation)
            throws SamplingException, ProcessorStoppedException {
        final EvaluationSettings settings = EvaluationSettings.defaults()
                .withThreads(model.settings().threads())
                .withTarget(
                        model.settings().targets().isEmpty()
                                ? null
                                : model.settings().targets().getFirst());
        final HeldOutRows split = table.split(model);
        final Table synthetic = SampledTable.of(
                model, Math.min(settings.rowBound(), split.training().rows()), settings.seed(), cancellation);
        return new Evaluator(settings)
                .evaluate(split.training(), synthetic, split.heldOut(), model)
                .withProgress(progress.points(), progress.kept());
    }
}
