// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.sample.fair.FairTargetFitter;
import io.nifigan.sample.fair.Fairness;
import java.util.List;

/**
 * Fits fair targets to rows that a model generates. It takes some seconds, after which any number of samplers can use
 * the result. The model is not changed.
 */
public final class FairTargets {
    /** The most rows for what the target depends on, and as many for the groups' distributions; the fewest. */
    private static final int MAX_ROWS = 50_000;

    private static final int MIN_ROWS = 10_000;
    /** Cells of as many rows: of a wide table fewer rows are drawn, so that this takes some seconds only. */
    private static final int CELLS = 4_000_000;

    private FairTargets() {}

    /**
     * Fits a fair target to rows of the whole table: conditions choose among them afterwards.
     *
     * @param settings the realism and temperature of the rows, and the number of threads, which does not change the
     *     result; the seed and the conditions do not change it, so that all rows of a model have the same one
     * @throws SamplingException if the model has no such column, or a column cannot be a target or sensitive, or a
     *     condition is on what is drawn anew
     */
    public static FairTarget fit(final GANModel model, final Fairness fairness, final SampleSettings settings)
            throws SamplingException {
        final SampleSettings plain =
                settings.withSeed(StreamSeed.FAIR_ROWS.of(0)).withConditions(List.of());
        FairTargetFitter.check(model.encoder(), fairness, settings.conditions());
        try (WorkerPool workers = plain.workers()) {
            final FairTargetFitter fitter = new FairTargetFitter(model.encoder(), fairness, workers);
            try (Sampler sampler = new Sampler(model, plain)) {
                final int rows = Math.clamp(CELLS / model.columns().size(), MIN_ROWS, MAX_ROWS);
                return fitter.fit(sampler.next(rows), sampler.next(rows), sampler.next(rows / 2));
            }
        }
    }
}
