// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.model.GANModel;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.Conditions;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Samples under conditions and prints how fast that is beside sampling without. */
@Command(
        name = "condition",
        description = "Samples rows that meet conditions, such as tier=gold or 'age=18..65', and says how " + "fast.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ConditionCommand implements Callable<Integer> {
    private static final int CHUNK = 2_000;
    private static final int WARM_UP = 20_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "a model")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COLUMN=CONDITION",
            description = "what a row must meet; all of them")
    private List<String> conditions = List.of();

    @Option(
            names = "--rows",
            description = "rows that meet the conditions (default ${DEFAULT-VALUE})",
            defaultValue = "10000")
    private long rows;

    @Option(names = "--seed", description = "of everything random (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Option(
            names = "--temperature",
            description = "below 1 for typical rows, above 1 for varied ones (default ${DEFAULT-VALUE})",
            defaultValue = "1")
    private double temperature;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write the rows as CSV")
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
                throw new IllegalArgumentException("'%s' is no condition; write COLUMN=CONDITION".formatted(text));
            }
            wanted.add(new Condition(text.substring(0, sign), text.substring(sign + 1)));
        }
        final GANModel read = ModelRows.model(model);
        final PrintWriter printer = spec.commandLine().getOut();
        Conditions.of(read, wanted).explanations().forEach(line -> printer.println("condition " + line));
        final SampleSettings plain = SampleSettings.of(seed).withTemperature(temperature);
        time(read, plain, WARM_UP, null);
        print(printer, "unconditional_rows_per_second", time(read, plain, rows, null)[0]);
        final double[] figures = time(read, plain.withConditions(wanted), rows, out);
        print(printer, "rows_per_second", figures[0]);
        print(printer, "acceptance", figures[1]);
        printer.flush();
        return 0;
    }

    /** Rows a second without writing them, and the share of drawn rows that were kept. */
    private static double[] time(
            final GANModel model, final SampleSettings settings, final long count, final Path target)
            throws IOException, SamplingException {
        long nanos = 0;
        long made = 0;
        try (Sampler sampler = new Sampler(model, settings);
                CsvTables.Writer writer = target == null ? null : new CsvTables.Writer(target, model.columns())) {
            while (made < count) {
                final long started = System.nanoTime();
                final Table table = sampler.nextAvailable((int) Math.min(CHUNK, count - made));
                nanos += System.nanoTime() - started;
                made += table.rows();
                if (writer != null) {
                    writer.write(table);
                }
            }
            return new double[] {made / (nanos / 1e9), Math.min(1, (double) made / sampler.drawn())};
        }
    }

    private static void print(final PrintWriter printer, final String name, final double value) {
        printer.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
