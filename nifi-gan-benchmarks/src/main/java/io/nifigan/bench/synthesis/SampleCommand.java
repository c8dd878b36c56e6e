// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import io.nifigan.bench.common.FairOptions;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.OutputFile;
import io.nifigan.bench.common.Results;
import io.nifigan.model.GANModel;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.CsvTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code sample}: writes rows of a model, and prints how long it took. */
@Command(
        name = "sample",
        description = "Writes rows of MODEL.zip to SYNTHETIC.csv.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SampleCommand implements Callable<Integer> {
    private static final int CHUNK = 10_000;

    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "the model file")
    private Path model;

    @Parameters(index = "1", paramLabel = "SYNTHETIC.csv", description = "the output file, created or replaced")
    private Path synthetic;

    @Option(names = "--rows", description = "number of rows (default: as many as the model was trained on)")
    private Long rows;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @CommandLine.Mixin
    private FairOptions fairness;

    @Override
    public Integer call() throws IOException, SamplingException {
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("--rows is %d; it must be 1 or more".formatted(rows));
        }
        OutputFile.check(synthetic, model);
        final GANModel read = ModelRows.model(model);
        final long count = rows == null ? Math.max(1, read.provenance().rows()) : rows;
        final SampleSettings settings = SampleSettings.of(seed);
        try (Sampler sampler = new Sampler(read, settings, fairness.fit(read, settings, results));
                CsvTables.Writer writer = new CsvTables.Writer(synthetic, read.columns())) {
            final long started = System.nanoTime();
            for (long left = count; left > 0; left -= CHUNK) {
                writer.write(sampler.next((int) Math.min(left, CHUNK)));
            }
            results.print("sample_seconds", (System.nanoTime() - started) / 1e9);
        }
        results.out().println("synthetic " + synthetic);
        results.out().flush();
        return 0;
    }
}
