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
    /** Rows for what the target depends on, and as many for the groups' distributions. */
    private static final int ROWS = 50_000;

    private static final int TESTED = 20_000;

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
                return fitter.fit(sampler.next(ROWS), sampler.next(ROWS), sampler.next(TESTED));
            }
        }
    }
}
