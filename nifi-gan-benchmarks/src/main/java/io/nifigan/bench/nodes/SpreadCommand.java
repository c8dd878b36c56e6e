// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.nodes;

import io.nifigan.bench.common.Results;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code spread}: compares central training with models trained on each node's rows, and with a model
 * trained on the synthetic rows of those.
 */
@Command(
        name = "spread",
        description = "Trains a central model on TRAIN.csv, and one model on each part of its rows. Then trains "
                + "a joint model on synthetic rows of these models, in proportion to their rows. Prints a table "
                + "of the distances to TEST.csv and, in brackets, to TRAIN.csv.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SpreadCommand implements Callable<Integer> {
    private static final long FIRST_SEED = 100;

    @CommandLine.Mixin
    private Results results;

    @CommandLine.Mixin
    private SpreadRows spread;

    @Option(names = "--steps", description = "steps of each training (default: those of a normal training)")
    private Integer steps;

    @Option(
            names = "--times",
            split = ",",
            description = "synthetic rows per training row of a node's model; several values are compared "
                    + "(default ${DEFAULT-VALUE})",
            defaultValue = "1,3")
    private List<Integer> times;

    private PrintWriter out;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        if (steps != null && steps < 1 || times.stream().anyMatch(t -> t < 1 || t > 100)) {
            throw new IllegalArgumentException("--steps must be 1 or more, and --times 1 to 100");
        }
        out = results.out();
        spread.read();
        out.println(SimilarityErrors.HEADER);
        for (final long seed : spread.seeds()) {
            final TrainingSettings settings =
                    TrainingSettings.defaults().withSeed(seed).withTimeBudget(Duration.ofHours(2));
            compare(steps == null ? settings : settings.withMaxSteps(steps));
        }
        return 0;
    }

    private void compare(final TrainingSettings settings) throws TrainingException, SamplingException {
        final SimilarityErrors one = line(
                "central",
                settings,
                SimilarityErrors.rows(
                        fit(settings, spread.training()), spread.training().rows()),
                null);
        final List<Table> shares = spread.shares();
        final List<GANModel> models = new ArrayList<>();
        for (final Table share : shares) {
            models.add(fit(settings, share));
        }
        line(
                "on %d nodes, synthetic rows combined".formatted(spread.nodes()),
                settings,
                combined(models, shares, 1),
                one);
        for (final int each : times) {
            final GANModel joint = fit(settings, combined(models, shares, each));
            line(
                    "on %d nodes, trained on %d × synthetic rows".formatted(spread.nodes(), each),
                    settings,
                    SimilarityErrors.rows(joint, spread.training().rows()),
                    one);
        }
    }

    private static GANModel fit(final TrainingSettings settings, final Table table) throws TrainingException {
        return new ModelFitter(settings).fit(table, new TrainingListener() {});
    }

    private static Table combined(final List<GANModel> models, final List<Table> shares, final int each)
            throws SamplingException {
        final List<Table> parts = new ArrayList<>();
        for (int n = 0; n < models.size(); n++) {
            parts.add(SimilarityErrors.rows(models.get(n), each * shares.get(n).rows(), FIRST_SEED + n));
        }
        return Table.concatenate(parts);
    }

    private SimilarityErrors line(
            final String who, final TrainingSettings settings, final Table generated, final SimilarityErrors base) {
        final SimilarityErrors errors = SimilarityErrors.of(generated, spread.training(), spread.heldOut());
        out.println(errors.line(who, settings.seed(), base));
        out.flush();
        return errors;
    }
}
