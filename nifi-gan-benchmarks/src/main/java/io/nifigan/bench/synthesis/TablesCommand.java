// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import io.nifigan.bench.common.Results;
import io.nifigan.relational.Database;
import io.nifigan.relational.DatabaseBuilder;
import io.nifigan.relational.DatabaseRequest;
import io.nifigan.relational.RelationalFitter;
import io.nifigan.relational.RelationalModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.CsvTables;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code tables}: trains on the tables of a database and writes a synthetic database. */
@Command(
        name = "tables",
        description =
                "Trains on the tables NAME.csv or NAME.csv.gz in a folder, and writes NAME.csv of each to another "
                        + "folder. Keys are found, unless a file says them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TablesCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "REAL", description = "folder of the real tables")
    private Path real;

    @Parameters(index = "1", paramLabel = "SYNTHETIC", description = "folder to write to, created where it is missing")
    private Path synthetic;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "keys, in lines such as 'orders.customer_id -> customers.id' or as JSON")
    private Path keys;

    @Option(
            names = "--seconds",
            description = "maximum duration of the training of all tables (default ${DEFAULT-VALUE})",
            defaultValue = "300")
    private double seconds;

    @Option(names = "--steps", description = "maximum number of training steps of each table")
    private Integer steps;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            description = "synthetic rows for each real row of tables without parents (default ${DEFAULT-VALUE})",
            defaultValue = "1")
    private double scale;

    @Option(names = "--model", paramLabel = "FILE", description = "write the model to this file, too")
    private Path file;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Option(names = "--threads", description = "number of threads (default: one per processor, at most 8)")
    private Integer threads;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        if (!(seconds > 0 && seconds <= 1e9)) {
            throw new IllegalArgumentException("--seconds is %s; it must be above 0".formatted(seconds));
        }
        final PrintWriter err = results.err();
        final Map<String, Path> files = files(real);
        if (Files.exists(synthetic) && Files.isSameFile(real, synthetic)) {
            throw new IllegalArgumentException("%s cannot hold both the real and the synthetic tables".formatted(real));
        }
        final Database database = read(files);
        database.describe().forEach(line -> err.println("table " + line));
        err.flush();
        TrainingSettings.Builder settings = TrainingSettings.builder()
                .timeBudget(Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000))))
                .seed(seed);
        settings = steps == null ? settings : settings.maxSteps(steps);
        settings = threads == null ? settings : settings.threads(threads);
        final TrainingSettings built = settings.build();
        final long started = System.nanoTime();
        final RelationalModel model = new RelationalFitter(built, new TrainingListener() {
                    @Override
                    public void note(final String what) {
                        err.println(what);
                        err.flush();
                    }

                    @Override
                    public void found(final String what) {
                        note(what);
                    }
                })
                .fit(database);
        results.print("fit_seconds", secondsSince(started));
        if (file != null) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                model.write(out);
            }
        }
        final long sampling = System.nanoTime();
        Files.createDirectories(synthetic);
        final DatabaseRequest request = DatabaseRequest.of(scale, seed, built.effectiveThreads())
                .telling((table, leftOut, planned) ->
                        err.printf("The table '%s' has %,d of %,d rows%n", table, planned - leftOut, planned));
        model.sample(request, (name, rows) -> {
            CsvTables.write(rows, synthetic.resolve(name + ".csv"));
            results.out().println("rows." + name + " " + rows.rows());
        });
        results.print("sample_seconds", secondsSince(sampling));
        results.out().println("synthetic " + synthetic);
        results.out().flush();
        return 0;
    }

    private static Map<String, Path> files(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("%s is not a folder".formatted(folder));
        }
        final Map<String, Path> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (final Path file : all.sorted().toList()) {
                final String name = file.getFileName().toString();
                if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
                    final Path other = files.put(name.replaceFirst("\\.csv(\\.gz)?$", ""), file);
                    if (other != null) {
                        throw new IOException("%s and %s are the same table".formatted(other, file));
                    }
                }
            }
        }
        if (files.isEmpty()) {
            throw new IOException("%s has no file NAME.csv or NAME.csv.gz".formatted(folder));
        }
        return files;
    }

    private Database read(final Map<String, Path> files) throws IOException {
        final DatabaseBuilder builder = new DatabaseBuilder(keys == null ? "" : Files.readString(keys));
        for (final Map.Entry<String, Path> file : files.entrySet()) {
            CsvTables.readRows(file.getValue(), fields -> builder.table(file.getKey(), fields));
        }
        return builder.build();
    }

    private static double secondsSince(final long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
