// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

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
 * Compares training in one place with models of shares of the rows, and with a model that is learnt from the synthetic
 * rows of these.
 */
@Command(
        name = "spread",
        description = "Trains on TRAIN.csv in one place, and a model on each of several shares of its "
                + "rows; puts the synthetic rows of these models together, as many "
                + "of each as it has rows, and trains once more on them. Prints a table of how near "
                + "all are to TEST.csv and, in brackets, to TRAIN.csv.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SpreadCommand implements Callable<Integer> {
    private static final long FIRST_SEED = 100;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private SpreadRows spread;

    @Option(names = "--steps", description = "of each training (default: as many as a training has)")
    private Integer steps;

    @Option(
            names = "--times",
            split = ",",
            description = "synthetic rows of a node's model for each row that it learnt; several are tried in "
                    + "turn (default ${DEFAULT-VALUE})",
            defaultValue = "1,3")
    private List<Integer> times;

    private PrintWriter out;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        if (steps != null && steps < 1 || times.stream().anyMatch(t -> t < 1 || t > 100)) {
            throw new IllegalArgumentException("--steps must be 1 or more, and --times 1 to 100");
        }
        out = spec.commandLine().getOut();
        spread.read();
        out.println(Likeness.HEADER);
        for (final long seed : spread.seeds()) {
            final TrainingSettings settings =
                    TrainingSettings.defaults().withSeed(seed).withTimeBudget(Duration.ofHours(2));
            compare(steps == null ? settings : settings.withMaxSteps(steps));
        }
        return 0;
    }

    private void compare(final TrainingSettings settings) throws TrainingException, SamplingException {
        final Likeness one = line(
                "in one place",
                settings,
                Likeness.rows(fit(settings, spread.learnt()), spread.learnt().rows()),
                null);
        final List<Table> shares = spread.shares();
        final List<GANModel> models = new ArrayList<>();
        for (final Table share : shares) {
            models.add(fit(settings, share));
        }
        line("on %d nodes, their rows together".formatted(spread.nodes()), settings, together(models, shares, 1), one);
        for (final int each : times) {
            final GANModel joint = fit(settings, together(models, shares, each));
            line(
                    "on %d nodes, learnt from %d × their rows".formatted(spread.nodes(), each),
                    settings,
                    Likeness.rows(joint, spread.learnt().rows()),
                    one);
        }
    }

    private static GANModel fit(final TrainingSettings settings, final Table table) throws TrainingException {
        return new ModelFitter(settings).fit(table, new TrainingListener() {});
    }

    private static Table together(final List<GANModel> models, final List<Table> shares, final int each)
            throws SamplingException {
        final List<Table> parts = new ArrayList<>();
        for (int n = 0; n < models.size(); n++) {
            parts.add(Likeness.rows(models.get(n), each * shares.get(n).rows(), FIRST_SEED + n));
        }
        return Table.concatenate(parts);
    }

    private Likeness line(final String who, final TrainingSettings settings, final Table made, final Likeness base) {
        final Likeness likeness = Likeness.of(made, spread.learnt(), spread.heldOut());
        out.println(likeness.line(who, settings.seed(), base));
        out.flush();
        return likeness;
    }
}
