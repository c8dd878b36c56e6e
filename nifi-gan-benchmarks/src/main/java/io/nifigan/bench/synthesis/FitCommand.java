// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import io.nifigan.bench.common.CategoricalColumns;
import io.nifigan.bench.common.FairOptions;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.OutputFile;
import io.nifigan.bench.common.PrivacyOptions;
import io.nifigan.bench.common.Results;
import io.nifigan.common.RandomStream;
import io.nifigan.fit.BaselineModel;
import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.ColumnVerdicts;
import io.nifigan.table.CsvTables;
import io.nifigan.table.LargeTable;
import io.nifigan.table.SpillSettings;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.text.CsvDialect;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code fit}: trains on a CSV file, writes synthetic rows, and prints times and quality. */
@Command(
        name = "fit",
        description = "Trains on TRAIN.csv and writes synthetic rows to SYNTHETIC.csv, in the encoding and with the "
                + "separator of TRAIN.csv. Files whose names end in .gz are compressed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class FitCommand implements Callable<Integer> {
    private static final int CHUNK = 10_000;
    private static final int MAX_COLUMNS = 200;
    private static final long SAMPLE = 11;

    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "1", paramLabel = "SYNTHETIC.csv", description = "the output file, created or replaced")
    private Path synthetic;

    @CommandLine.Mixin
    private TrainingOptions training;

    @Option(names = "--rows", description = "number of synthetic rows (default: as many as TRAIN.csv has)")
    private Long rows;

    @CommandLine.Mixin
    private CategoricalColumns categorical;

    @Option(names = "--model", paramLabel = "FILE", description = "file to write the model to")
    private Path model;

    @Option(
            names = "--spill",
            paramLabel = "FOLDER",
            description = "folder for rows that do not fit into memory (default: the JVM's temporary folder)")
    private Path spill;

    @Option(
            names = "--cells",
            description = "maximum number of cells in memory (default ${DEFAULT-VALUE})",
            defaultValue = "20000000")
    private long cells;

    @Option(
            names = "--after",
            paramLabel = "MODEL",
            description = "continue the training of this model, which " + "must have the same columns")
    private Path after;

    @CommandLine.Mixin
    private FairOptions fairness;

    @CommandLine.Mixin
    private PrivacyOptions privacy;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        final PrintWriter out = results.out();
        final PrintWriter err = results.err();
        final TrainingSettings settings = training.settings();
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("--rows is %d; it must be 1 or more".formatted(rows));
        }
        fairness.check();
        if (privacy.isPrivate()) {
            err.println(privacy.expectation());
        }
        OutputFile.check(synthetic, train, after, model);
        if (model != null) {
            OutputFile.check(model, train);
        }
        final CsvDialect dialect = CsvTables.dialect(train);
        if (!dialect.isStandard()) {
            err.printf("%s is %s; %s is written the same way%n", train, dialect.describe(), synthetic);
        }
        final TableBuilder builder = privacy.isPrivate() ? null : read(dialect);
        final Table privateTable = privacy.isPrivate() ? privacy.read(train) : null;
        final long started = System.nanoTime();
        if (privacy.isPrivate() && after != null) {
            throw new IllegalArgumentException(
                    "--after and --epsilon cannot be used together: a private training cannot continue another one");
        }
        final TrainingListener listener = new ProgressLines(err);
        final GANModel gan = privacy.isPrivate()
                ? new PrivateFitter(settings, privacy.settings()).fit(privateTable, listener)
                : fit(
                        builder,
                        new ModelFitter(settings)
                                .after(after == null ? null : new BaselineModel(ModelRows.model(after), true)),
                        err,
                        listener);
        final double fitSeconds = secondsSince(started);
        final long sampling = System.nanoTime();
        // A private training must not reveal the number of records, so its noisy count is used.
        write(
                gan,
                rows == null
                        ? gan.privacy().map(PrivacyReport::records).orElse((long)
                                gan.provenance().rows())
                        : rows,
                settings.seed(),
                dialect);
        results.print("fit_seconds", fitSeconds);
        results.print("sample_seconds", secondsSince(sampling));
        print(gan);
        if (model != null) {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(model))) {
                gan.write(file);
            }
            out.println("model " + model);
            out.println("model_bytes " + Files.size(model));
        }
        out.println("synthetic " + synthetic);
        out.flush();
        return 0;
    }

    private TableBuilder read(final CsvDialect dialect) throws IOException {
        final Map<String, ColumnKind> overrides = categorical.kinds();
        final SpillSettings defaults = spill == null ? SpillSettings.defaults() : SpillSettings.in(spill);
        return CsvTables.read(train, dialect, fields -> {
            for (final String name : overrides.keySet()) {
                if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                    throw new IllegalArgumentException(
                            "%s has no column '%s', which --categorical names".formatted(train, name));
                }
            }
            return new TableBuilder(fields, overrides)
                    .spilling(new SpillSettings(defaults.directory(), cells, defaults.sample()));
        });
    }

    private static GANModel fit(
            final TableBuilder builder,
            final ModelFitter fitter,
            final PrintWriter err,
            final TrainingListener listener)
            throws TrainingException {
        if (!builder.isLarge()) {
            final Table table = builder.build();
            say(builder, err);
            return fitter.saying(builder.verdicts()).fit(table, listener);
        }
        try (LargeTable table = builder.buildLarge(new RandomStream(SAMPLE))) {
            say(builder, err);
            return fitter.saying(builder.verdicts()).fit(table, listener, Checkpoints.none());
        }
    }

    /** Says what becomes of each column before the training begins. */
    private static void say(final TableBuilder builder, final PrintWriter err) {
        ColumnVerdicts.lines(builder.verdicts(), MAX_COLUMNS).forEach(line -> err.println("column " + line));
        ColumnVerdicts.madeAnew(builder.verdicts()).ifPresent(err::println);
        builder.warnings().forEach(warning -> err.println("warning: " + warning));
        err.flush();
    }

    private void write(final GANModel gan, final long count, final long seedOfRows, final CsvDialect dialect)
            throws IOException, SamplingException {
        final SampleSettings sampling = SampleSettings.of(seedOfRows);
        try (Sampler sampler = new Sampler(gan, sampling, fairness.fit(gan, sampling, results));
                CsvTables.Writer writer = new CsvTables.Writer(synthetic, gan.columns(), dialect)) {
            for (long left = count; left > 0; left -= CHUNK) {
                writer.write(sampler.next((int) Math.min(left, CHUNK)));
            }
        }
    }

    private static double secondsSince(final long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private void print(final GANModel gan) {
        final PrintWriter out = results.out();
        final Fidelity fidelity = gan.fidelity();
        out.println("rows " + gan.provenance().rows());
        out.println("columns " + gan.columns().size());
        out.println("steps " + gan.provenance().steps());
        results.print("shape_err", fidelity.shapeError());
        results.print("trend_err", fidelity.trendError());
        results.print("shape_err_floor", fidelity.shapeErrorFloor());
        results.print("trend_err_floor", fidelity.trendErrorFloor());
        results.print("auc", fidelity.auc());
    }
}
