// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GanModel;
import io.nifigan.network.Noise;
import io.nifigan.sample.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares training in one place with models of shares of the rows, and with a model that is learnt from the synthetic rows of these. */
@Command(name = "spread", description = "Trains on TRAIN.csv in one place, and a model on each of several shares of its rows; puts the synthetic rows of these models together, as many "
        + "of each as it has rows, and trains once more on them. Prints a table of how near all are to TEST.csv and, in brackets, to TRAIN.csv.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class SpreadCommand implements Callable<Integer> {
    private static final long SHARES = 12;
    private static final long FIRST_SEED = 100;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "real rows that are not learnt")
    private Path test;

    @Option(names = "--nodes", description = "default ${DEFAULT-VALUE}", defaultValue = "3")
    private int nodes;

    @Option(names = "--steps", description = "of each training (default: as many as a training has)")
    private Integer steps;

    @Option(names = "--times", split = ",", description = "synthetic rows of a node's model for each row that it learnt; several are tried in turn (default ${DEFAULT-VALUE})",
            defaultValue = "1,3")
    private List<Integer> times;

    @Option(names = "--skewed", paramLabel = "COLUMN", description = "share rows out by this column's values, the lowest to the first node; default: at random")
    private String skewed;

    @Option(names = "--categorical", split = ",", description = "columns that are categories whatever they look like")
    private List<String> categorical = List.of();

    @Option(names = "--seeds", split = ",", description = "of everything random; one comparison each (default ${DEFAULT-VALUE})", defaultValue = "42")
    private List<Long> seeds;

    private PrintWriter out;
    private Table rows;
    private Table held;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        if (nodes < 2 || nodes > 64 || steps != null && steps < 1 || times.stream().anyMatch(t -> t < 1 || t > 100)) {
            throw new IllegalArgumentException("--nodes must be 2 to 64, --steps 1 or more, and --times 1 to 100");
        }
        out = spec.commandLine().getOut();
        rows = CsvTables.read(train, categorical.stream().collect(Collectors.toMap(String::strip, name -> ColumnKind.CATEGORY))).build();
        held = ModelRows.read(test, rows.columns());
        out.println(Likeness.HEADER);
        for (final long seed : seeds) {
            final TrainingSettings settings = TrainingSettings.defaults().withSeed(seed).withTimeBudget(Duration.ofHours(2));
            compare(steps == null ? settings : settings.withMaxSteps(steps));
        }
        return 0;
    }

    private void compare(final TrainingSettings settings) throws TrainingException, SamplingException {
        final Likeness one = line("in one place", settings, Likeness.rows(fit(settings, rows), rows.rows()), null);
        final List<Table> shares = Shares.of(rows, nodes, skewed, new Noise(SHARES));
        final List<GanModel> models = new ArrayList<>();
        for (final Table share : shares) {
            models.add(fit(settings, share));
        }
        line("on %d nodes, their rows together".formatted(nodes), settings, together(models, shares, 1), one);
        for (final int each : times) {
            final GanModel joint = fit(settings, together(models, shares, each));
            line("on %d nodes, learnt from %d × their rows".formatted(nodes, each), settings, Likeness.rows(joint, rows.rows()), one);
        }
    }

    private static GanModel fit(final TrainingSettings settings, final Table table) throws TrainingException {
        return new ModelFitter(settings).fit(table, new TrainingListener() { });
    }

    private static Table together(final List<GanModel> models, final List<Table> shares, final int each) throws SamplingException {
        final List<Table> parts = new ArrayList<>();
        for (int n = 0; n < models.size(); n++) {
            parts.add(Likeness.rows(models.get(n), each * shares.get(n).rows(), FIRST_SEED + n));
        }
        return Table.concatenate(parts);
    }

    private Likeness line(final String who, final TrainingSettings settings, final Table made, final Likeness base) {
        final Likeness likeness = Likeness.of(made, rows, held);
        out.println(likeness.line(who, settings.seed(), base));
        out.flush();
        return likeness;
    }
}
