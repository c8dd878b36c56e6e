// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import io.nifigan.model.GANModel;
import io.nifigan.sample.FairTargets;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairFigures;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.sample.fair.Fairness;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of a command whose rows may have a fair target. */
public final class FairOptions {
    @Option(
            names = "--fair-target",
            paramLabel = "COLUMN",
            description = "draw this column anew, so that its probability does not depend on the --sensitive columns")
    private String target;

    @Option(
            names = "--sensitive",
            split = ",",
            paramLabel = "COLUMN",
            description = "the sensitive columns, separated by commas")
    private List<String> sensitive = List.of();

    /** @throws IllegalArgumentException where one of the two options is missing */
    public void check() {
        if ((target == null) != sensitive.isEmpty()) {
            throw new IllegalArgumentException("--fair-target and --sensitive need each other; give both or none");
        }
    }

    /** Fits the target, and prints how long it took and what was reached; null where none is asked for. */
    public FairTarget fit(final GANModel model, final SampleSettings settings, final Results results)
            throws SamplingException {
        check();
        if (target == null) {
            return null;
        }
        final long started = System.nanoTime();
        final FairTarget fair = FairTargets.fit(model, new Fairness(target, sensitive), settings);
        final FairFigures figures = fair.figures();
        results.print("fair_seconds", (System.nanoTime() - started) / 1e9);
        results.print("fair_gap_before", figures.gapBefore());
        results.print("fair_gap", figures.gap());
        results.print("fair_distance_before", figures.distanceBefore());
        results.print("fair_distance", figures.distance());
        results.print("fair_auc_before", figures.aucBefore());
        results.print("fair_auc", figures.auc());
        return fair;
    }
}
