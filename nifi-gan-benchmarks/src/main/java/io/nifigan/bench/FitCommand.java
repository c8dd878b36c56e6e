// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.common.RandomStream;
import io.nifigan.fit.BaselineModel;
import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.protect.Protection;
import io.nifigan.protect.Replacement;
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
import io.nifigan.train.Loss;
import io.nifigan.train.Prior;
import io.nifigan.train.Progress;
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
import java.util.List;
import java.util.Locale;
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
final class FitCommand implements Callable<Integer> {
    private static final int CHUNK = 10_000;
    private static final int MAX_COLUMNS = 200;
    private static final long SAMPLE = 11;
    private static final TrainingSettings DEFAULTS = TrainingSettings.defaults();

    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "1", paramLabel = "SYNTHETIC.csv", description = "the output file, created or replaced")
    private Path synthetic;

    @Option(
            names = "--seconds",
            description = "maximum duration of the training (default ${DEFAULT-VALUE})",
            defaultValue = "300")
    private double seconds;

    @Option(names = "--steps", description = "maximum number of training steps")
    private Integer steps;

    @Option(names = "--rows", description = "number of synthetic rows (default: as many as TRAIN.csv has)")
    private Long rows;

    @CommandLine.Mixin
    private CategoricalColumns categorical;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "a rule that every row satisfies, such as 'a = b + c'; 'not RULE' excludes a rule "
                    + "from the search, 'none' switches the search off; may be given several times")
    private List<String> rules = List.of();

    @Option(names = "--seed", description = "random seed (default 42)")
    private Long seed;

    @Option(names = "--loss", description = "the loss: ${COMPLETION-CANDIDATES}")
    private Loss loss;

    @Option(names = "--prior", description = "the prior of the latent space: ${COMPLETION-CANDIDATES}")
    private Prior prior;

    @Option(names = "--width", description = "units of each hidden layer")
    private Integer width;

    @Option(names = "--blocks", description = "residual blocks of each network")
    private Integer blocks;

    @Option(names = "--latent", description = "dimensions of the latent space")
    private Integer latent;

    @Option(names = "--batch", description = "real rows per step")
    private Integer batch;

    @Option(names = "--lr", description = "learning rate")
    private Double learningRate;

    @Option(names = "--penalty", description = "weight of the gradient penalties")
    private Double penalty;

    @Option(names = "--threads", description = "number of threads (default: one per processor, at most 8)")
    private Integer threads;

    @Option(
            names = "--patience",
            paramLabel = "STEPS",
            description = "stop after this many steps without improvement on held-out rows, and keep the best "
                    + "model (default 0: do not stop early)")
    private Integer patience;

    @Option(
            names = "--unrefined",
            description = "use the generator's rows directly, without rejection sampling " + "and raking")
    private boolean unrefined;

    @Option(
            names = "--minimum-count",
            description = "categories with fewer rows than this never occur in synthetic rows (default 1: all "
                    + "may occur)")
    private Integer minimumCount;

    @Option(names = "--rare-values", description = "the replacement of such categories: ${COMPLETION-CANDIDATES}")
    private Replacement rareValues;

    @Option(names = "--other-value", description = "the text for OTHER (default other)")
    private String otherValue;

    @Option(
            names = "--protect-extremes",
            description = "clip numbers to the fifth smallest and the fifth " + "largest value")
    private boolean protectExtremes;

    @Option(
            names = "--protect-file",
            description = "let the model file hardly tell which rows were learnt; rows are a little less similar")
    private boolean protectFile;

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
        final TrainingSettings settings = settings();
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
        final TrainingListener listener = new TrainingListener() {
            @Override
            public void progress(final Progress progress) {
                err.println(line(progress));
            }

            @Override
            public void note(final String what) {
                err.println(what);
            }

            @Override
            public void ended(final String why) {
                err.println("ended: " + why);
            }

            @Override
            public void kept(final int step) {
                err.println("kept: step " + step);
            }

            @Override
            public void earlier(final double shapeError, final double trendError) {
                err.printf(
                        Locale.ROOT,
                        "previous model: held-out shape error %.2f %%, trend error %.2f %%%n",
                        shapeError,
                        trendError);
            }
        };
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

    private TrainingSettings settings() {
        if (!(seconds > 0 && seconds <= 1e9)) {
            throw new IllegalArgumentException("--seconds is %s; it must be above 0".formatted(seconds));
        }
        return TrainingSettings.builder()
                .timeBudget(Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000))))
                .maxSteps(or(steps, DEFAULTS.maxSteps()))
                .loss(or(loss, DEFAULTS.loss()))
                .prior(or(prior, DEFAULTS.prior()))
                .network(or(latent, DEFAULTS.latentSize()), or(width, DEFAULTS.width()), or(blocks, DEFAULTS.blocks()))
                .batchSize(or(batch, DEFAULTS.batchSize()))
                .learningRate(or(learningRate, DEFAULTS.learningRate()))
                .penalty(or(penalty, DEFAULTS.penalty()))
                .rules(rules)
                .seed(or(seed, DEFAULTS.seed()))
                .threads(or(threads, DEFAULTS.threads()))
                .protection(protection())
                .refined(!unrefined)
                .protectFile(protectFile)
                .patience(or(patience, DEFAULTS.patience()))
                .build();
    }

    private Protection protection() {
        final Protection none = DEFAULTS.protection();
        return new Protection(
                or(minimumCount, none.minimumCount()),
                or(rareValues, none.replacement()),
                or(otherValue, none.other()),
                protectExtremes);
    }

    private static <T> T or(final T given, final T otherwise) {
        return given == null ? otherwise : given;
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

    private static String line(final Progress progress) {
        return String.format(
                Locale.ROOT,
                "step %,d of %,d, %d s, about %d s left, loss D %.3f G %.3f, shape error %.2f, trend " + "error %.2f",
                progress.step(),
                progress.maxSteps(),
                progress.elapsed().toSeconds(),
                progress.left().toSeconds(),
                progress.discriminatorLoss(),
                progress.generatorLoss(),
                progress.shapeError(),
                progress.trendError());
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
