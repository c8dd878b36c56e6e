// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.fit.Allowance;
import io.nifigan.fit.Refiner;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.select.RakingModel;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Learns anew how a model chooses among its rows: what judge and raking give apart from the training, without playing
 * it again.
 */
@Command(
        name = "refine",
        description = "Refines MODEL.zip anew by the rows that it was trained on and writes synthetic rows "
                + "to SYNTHETIC.csv.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RefineCommand implements Callable<Integer> {
    private static final int CHUNK = 10_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "a trained model")
    private Path model;

    @Parameters(index = "1", paramLabel = "TRAIN.csv", description = "the rows that it was trained on")
    private Path train;

    @Parameters(index = "2", paramLabel = "SYNTHETIC.csv", description = "is created or replaced")
    private Path synthetic;

    @Option(names = "--rows", description = "synthetic rows (default: as many as TRAIN.csv has)")
    private Long rows;

    @Option(names = "--seed", description = "of the synthetic rows", defaultValue = "42")
    private long seed;

    @Option(names = "--save", paramLabel = "FILE", description = "where to write the model as refined")
    private Path save;

    @Override
    public Integer call() throws IOException, SamplingException {
        final PrintWriter out = spec.commandLine().getOut();
        final GANModel given = ModelRows.model(model);
        final Table table = ModelRows.read(train, given);
        final long begun = System.nanoTime();
        final RakingModel raking = Refiner.refine(given, table, Allowance.unlimited());
        print(out, "refine_seconds", (System.nanoTime() - begun) / 1e9);
        print(out, "trees", raking.trees().roots().length);
        print(out, "tables", raking.tables().size());
        final GANModel refined = given.toBuilder().raking(raking).build();
        if (save != null) {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(save))) {
                refined.write(stream);
            }
        }
        final long started = System.nanoTime();
        final long count = rows == null ? table.rows() : rows;
        try (Sampler sampler = new Sampler(refined, seed, 0);
                CsvTables.Writer writer = new CsvTables.Writer(synthetic, refined.columns())) {
            for (long left = count; left > 0; left -= CHUNK) {
                writer.write(sampler.next((int) Math.min(left, CHUNK)));
            }
            print(out, "rows_per_second", count / ((System.nanoTime() - started) / 1e9));
            print(out, "drawn_per_row", (double) sampler.drawn() / count);
        }
        out.flush();
        return 0;
    }

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
