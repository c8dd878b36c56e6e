// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.ModelTrainFiles;
import io.nifigan.bench.common.OutputFile;
import io.nifigan.bench.common.Results;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code refine}: refits the raking of a trained model, so that it can be measured without a new training.
 */
@Command(
        name = "refine",
        description = "Refits the raking of MODEL.zip on its training rows and writes synthetic rows to SYNTHETIC.csv.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RefineCommand implements Callable<Integer> {
    private static final int CHUNK = 10_000;

    @CommandLine.Mixin
    private Results results;

    @CommandLine.Mixin
    private ModelTrainFiles files;

    @Parameters(index = "2", paramLabel = "SYNTHETIC.csv", description = "the output file, created or replaced")
    private Path synthetic;

    @Option(names = "--rows", description = "number of synthetic rows (default: as many as TRAIN.csv has)")
    private Long rows;

    @Option(
            names = "--seed",
            description = "random seed of the synthetic rows (default ${DEFAULT-VALUE})",
            defaultValue = "42")
    private long seed;

    @Option(
            names = "--protect-file",
            description = "let the model file hardly tell which rows were learnt; rows are a little less similar")
    private boolean protectFile;

    @Option(names = "--save", paramLabel = "FILE", description = "file to write the refined model to")
    private Path save;

    @Override
    public Integer call() throws IOException, SamplingException {
        OutputFile.check(synthetic, files.model(), files.train(), save);
        if (save != null) {
            OutputFile.check(save, files.train());
        }
        final GANModel given = ModelRows.model(files.model());
        final Table table = ModelRows.read(files.train(), given);
        final long begun = System.nanoTime();
        final RakingModel raking = Refiner.refine(given, table, protectFile, Allowance.unlimited());
        results.print("refine_seconds", (System.nanoTime() - begun) / 1e9);
        results.print("trees", raking.trees().roots().length);
        results.print("tables", raking.tables().size());
        final GANModel refined = given.toBuilder().raking(raking).build();
        if (save != null) {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(save))) {
                refined.write(stream);
            }
        }
        final long started = System.nanoTime();
        final long count = rows == null ? table.rows() : rows;
        try (Sampler sampler = new Sampler(refined, seed, 0);
                CsvTables.Writer writer =
                        new CsvTables.Writer(synthetic, refined.columns(), CsvTables.dialect(files.train()))) {
            for (long left = count; left > 0; left -= CHUNK) {
                writer.write(sampler.next((int) Math.min(left, CHUNK)));
            }
            results.print("rows_per_second", count / ((System.nanoTime() - started) / 1e9));
            results.print("drawn_per_row", (double) sampler.drawn() / count);
        }
        return 0;
    }
}
