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
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.LargeTable;
import io.nifigan.table.SpillSettings;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains on a CSV file, writes as many synthetic rows and prints how long it took and how near they are. */
@Command(
        name = "fit",
        description = "Trains on TRAIN.csv and writes synthetic rows to SYNTHETIC.csv (compressed where a "
                + "name ends in .gz).",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FitCommand implements Callable<Integer> {
    private static final int CHUNK = 10_000;
    private static final long SAMPLE = 11;
    private static final TrainingSettings DEFAULTS = TrainingSettings.defaults();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "1", paramLabel = "SYNTHETIC.csv", description = "is created or replaced")
    private Path synthetic;

    @Option(
            names = "--seconds",
            description = "the longest that training may take (default ${DEFAULT-VALUE})",
            defaultValue = "300")
    private double seconds;

    @Option(names = "--steps", description = "the most steps of the training")
    private Integer steps;

    @Option(names = "--rows", description = "synthetic rows (default: as many as TRAIN.csv has)")
    private Long rows;

    @Option(names = "--categorical", split = ",", description = "columns that are categories whatever they look like")
    private List<String> categorical = List.of();

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "a rule that every row keeps, such as 'a = b + c', or with 'not ' before it one that "
                    + "is not to be found; 'none' finds no others; may be given several times")
    private List<String> rules = List.of();

    @Option(names = "--seed", description = "of everything random (default 42)")
    private Long seed;

    @Option(names = "--loss", description = "${COMPLETION-CANDIDATES}")
    private Loss loss;

    @Option(names = "--prior", description = "${COMPLETION-CANDIDATES}")
    private Prior prior;

    @Option(names = "--width", description = "units of each hidden layer")
    private Integer width;

    @Option(names = "--blocks", description = "residual blocks of each network")
    private Integer blocks;

    @Option(names = "--latent", description = "dimensions of the latent")
    private Integer latent;

    @Option(names = "--batch", description = "real rows a step")
    private Integer batch;

    @Option(names = "--lr", description = "learning rate")
    private Double learningRate;

    @Option(names = "--penalty", description = "weight of the gradient penalties")
    private Double penalty;

    @Option(names = "--threads", description = "threads to compute with (default: one a processor, at most 8)")
    private Integer threads;

    @Option(
            names = "--patience",
            paramLabel = "STEPS",
            description = "end it after so many steps without coming nearer to held-out rows, and keep the best "
                    + "(default 0: play to the end)")
    private Integer patience;

    @Option(names = "--unrefined", description = "take the generator's rows as they come, without judge and raking")
    private boolean unrefined;

    @Option(
            names = "--minimum-count",
            description = "categories that fewer rows have do not come out (default 1: all do)")
    private Integer minimumCount;

    @Option(names = "--rare-values", description = "what they become: ${COMPLETION-CANDIDATES}")
    private Replacement rareValues;

    @Option(names = "--other-value", description = "the text for OTHER (default other)")
    private String otherValue;

    @Option(names = "--protect-extremes", description = "clip numbers to the fifth smallest and the fifth greatest")
    private boolean protectExtremes;

    @Option(names = "--model", paramLabel = "FILE", description = "where to write the model")
    private Path model;

    @Option(
            names = "--spill",
            paramLabel = "FOLDER",
            description =
                    "where rows go that do not fit into memory (default: the JVM's folder for temporary " + "files)")
    private Path spill;

    @Option(
            names = "--cells",
            description = "the most cells that stay in memory (default ${DEFAULT-VALUE})",
            defaultValue = "20000000")
    private long cells;

    @Option(names = "--after", paramLabel = "MODEL", description = "go on from this model of the same columns")
    private Path after;

    @CommandLine.Mixin
    private PrivacyOptions privacy;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final TrainingSettings settings = settings();
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("--rows is %d; it must be 1 or more".formatted(rows));
        }
        if (privacy.isPrivate()) {
            err.println(privacy.expectation());
        }
        final TableBuilder builder = privacy.isPrivate() ? null : read();
        final Table secret = privacy.isPrivate() ? privacy.read(train) : null;
        requireFolder(synthetic);
        if (model != null) {
            requireFolder(model);
        }
        final long started = System.nanoTime();
        if (privacy.isPrivate() && after != null) {
            throw new IllegalArgumentException(
                    "--after and --epsilon cannot be used together: a private training begins anew");
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
                        "the model before: held-out shape error %.2f %%, trend error %.2f %%%n",
                        shapeError,
                        trendError);
            }
        };
        final GANModel made = privacy.isPrivate()
                ? new PrivateFitter(settings, privacy.settings()).fit(secret, listener)
                : fit(
                        builder,
                        new ModelFitter(settings)
                                .after(after == null ? null : new BaselineModel(ModelRows.model(after), true)),
                        err,
                        listener);
        final double fitSeconds = secondsSince(started);
        final long sampling = System.nanoTime();
        // How many records there are is not told by a private training.
        write(
                made,
                rows == null
                        ? made.privacy().map(PrivacyReport::records).orElse((long)
                                made.provenance().rows())
                        : rows,
                settings.seed());
        print(out, "fit_seconds", fitSeconds);
        print(out, "sample_seconds", secondsSince(sampling));
        print(out, made);
        if (model != null) {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(model))) {
                made.write(file);
            }
            out.println("model " + model);
            out.println("model_bytes " + Files.size(model));
        }
        out.println("synthetic " + synthetic);
        out.flush();
        return 0;
    }

    private TableBuilder read() throws IOException {
        final Map<String, ColumnKind> overrides = new HashMap<>();
        categorical.forEach(name -> overrides.put(name.strip(), ColumnKind.CATEGORY));
        final SpillSettings defaults = spill == null ? SpillSettings.defaults() : SpillSettings.in(spill);
        return CsvTables.read(train, fields -> {
            for (final String name : overrides.keySet()) {
                if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                    throw new IllegalArgumentException(
                            "%s has no column '%s' to be taken as categorical".formatted(train, name));
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
            builder.warnings().forEach(err::println);
            return fitter.fit(table, listener);
        }
        try (LargeTable table = builder.buildLarge(new RandomStream(SAMPLE))) {
            builder.warnings().forEach(err::println);
            return fitter.fit(table, listener, Checkpoints.none());
        }
    }

    private static void requireFolder(final Path file) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("%s cannot be written: there is no folder %s".formatted(file, folder));
        }
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

    private void write(final GANModel made, final long count, final long seedOfRows)
            throws IOException, SamplingException {
        try (Sampler sampler = new Sampler(made, seedOfRows, 0);
                CsvTables.Writer writer = new CsvTables.Writer(synthetic, made.columns())) {
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

    private static void print(final PrintWriter out, final GANModel made) {
        final Fidelity fidelity = made.fidelity();
        out.println("rows " + made.provenance().rows());
        out.println("columns " + made.columns().size());
        out.println("steps " + made.provenance().steps());
        print(out, "shape_err", fidelity.shapeError());
        print(out, "trend_err", fidelity.trendError());
        print(out, "shape_err_floor", fidelity.shapeErrorFloor());
        print(out, "trend_err_floor", fidelity.trendErrorFloor());
        print(out, "auc", fidelity.auc());
    }

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
