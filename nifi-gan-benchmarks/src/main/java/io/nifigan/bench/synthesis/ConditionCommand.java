// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.OutputFile;
import io.nifigan.bench.common.Results;
import io.nifigan.model.GANModel;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.Conditions;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code condition}: samples under conditions and prints the speed, compared with unconditional sampling.
 */
@Command(
        name = "condition",
        description = "Samples rows that meet conditions, such as tier=gold or 'age=18..65', and prints the speed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ConditionCommand implements Callable<Integer> {
    private static final int CHUNK = 2_000;
    private static final int WARM_UP = 20_000;

    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "the model file")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COLUMN=CONDITION",
            description = "conditions that each row must meet")
    private List<String> conditions = List.of();

    @Option(
            names = "--rows",
            description = "number of rows to sample (default ${DEFAULT-VALUE})",
            defaultValue = "10000")
    private long rows;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Option(
            names = "--temperature",
            description = "below 1 for more typical rows, above 1 for more varied rows (default ${DEFAULT-VALUE})",
            defaultValue = "1")
    private double temperature;

    @Option(names = "--out", paramLabel = "FILE", description = "CSV file to write the rows to")
    private Path out;

    @Override
    public Integer call() throws IOException, SamplingException {
        if (rows < 1) {
            throw new IllegalArgumentException("--rows is %d; it must be 1 or more".formatted(rows));
        }
        final List<Condition> wanted = new ArrayList<>();
        for (final String text : conditions) {
            final int sign = text.indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("'%s' is not a condition; write COLUMN=CONDITION".formatted(text));
            }
            wanted.add(new Condition(text.substring(0, sign), text.substring(sign + 1)));
        }
        if (out != null) {
            OutputFile.check(out, model);
        }
        final GANModel read = ModelRows.model(model);
        Conditions.of(read, wanted).explanations().forEach(line -> results.out().println("condition " + line));
        final SampleSettings plain = SampleSettings.of(seed).withTemperature(temperature);
        time(read, plain, WARM_UP, null);
        results.print("unconditional_rows_per_second", time(read, plain, rows, null)[0]);
        final double[] figures = time(read, plain.withConditions(wanted), rows, out);
        results.print("rows_per_second", figures[0]);
        results.print("acceptance", figures[1]);
        return 0;
    }

    /** Rows per second, without the time to write them, and the acceptance rate. */
    private static double[] time(
            final GANModel model, final SampleSettings settings, final long count, final Path target)
            throws IOException, SamplingException {
        long nanos = 0;
        long sampled = 0;
        try (Sampler sampler = new Sampler(model, settings);
                CsvTables.Writer writer = target == null ? null : new CsvTables.Writer(target, model.columns())) {
            while (sampled < count) {
                final long started = System.nanoTime();
                final Table table = sampler.nextAvailable((int) Math.min(CHUNK, count - sampled));
                nanos += System.nanoTime() - started;
                sampled += table.rows();
                if (writer != null) {
                    writer.write(table);
                }
            }
            return new double[] {sampled / (nanos / 1e9), Math.min(1, (double) sampled / sampler.drawn())};
        }
    }
}
