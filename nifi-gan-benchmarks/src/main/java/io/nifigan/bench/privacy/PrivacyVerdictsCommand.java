// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import io.nifigan.bench.common.CategoricalColumns;
import io.nifigan.bench.common.Results;
import io.nifigan.bench.table.RegionTable;
import io.nifigan.common.RandomStream;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Thresholds;
import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code privacy-verdicts}: how often the verdict on privacy is right. */
@Command(
        name = "privacy-verdicts",
        description = "Divides the rows of each table at random, again and again, and prints how often the verdict on "
                + "privacy is not good: for fresh real rows and for rows of models, which must be good, and for "
                + "copies of training rows, which must not be.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PrivacyVerdictsCommand implements Callable<Integer> {
    private static final double[] DOSES = {0, .005, .01, .02, .05, .1, .2, .5, 1};
    private static final String MADE_UP = "regions";
    private static final int MADE_UP_ROWS = 20_000;
    private static final Duration LONG = Duration.ofHours(1);
    /** The seeds of splits, of the rows made in them, and of models. */
    private static final long SEED = 22;

    /** The kind of rows that are evaluated as if they were synthetic. */
    private enum Rows {
        /** Fresh real rows. */
        FRESH(0, false),
        /** One training row in a hundred, among fresh rows. */
        ONE_PERCENT_COPIES(.01, false),
        /** One training row in ten with slight noise, among fresh rows. */
        NOISY_COPIES(.1, true),
        /** All training rows with slight noise, as a model makes them that has memorised them. */
        MEMORISER(1, true),
        /** All training rows. */
        COPIES(1, false);

        private final double share;
        private final boolean noisy;

        Rows(final double share, final boolean noisy) {
            this.share = share;
            this.noisy = noisy;
        }
    }

    @CommandLine.Mixin
    private Results results;

    @Parameters(
            arity = "0..*",
            paramLabel = "REAL.csv",
            description = "tables of real rows; '" + MADE_UP + "', the default, is a made-up one with city, region "
                    + "and country")
    private List<Path> files;

    @CommandLine.Mixin
    private CategoricalColumns categorical;

    @Option(
            names = "--splits",
            description = "random splits of each table with fresh rows (default ${DEFAULT-VALUE})",
            defaultValue = "200")
    private int splits;

    @Option(
            names = "--copy-splits",
            description = "random splits of each table with each kind of copies (default ${DEFAULT-VALUE})",
            defaultValue = "20")
    private int copySplits;

    @Option(
            names = "--models",
            description = "models to train of each table, each with another seed and split (default ${DEFAULT-VALUE})",
            defaultValue = "0")
    private int models;

    @Option(
            names = "--first",
            description = "number of the first split and model, to go on where another run ended (default "
                    + "${DEFAULT-VALUE})",
            defaultValue = "0")
    private int first;

    @Option(names = "--steps", description = "steps of each training (default ${DEFAULT-VALUE})", defaultValue = "1500")
    private int steps;

    @Option(
            names = "--rows",
            description = "maximum number of training rows in a split (default ${DEFAULT-VALUE})",
            defaultValue = "9000")
    private int rows;

    @Option(
            names = "--held-out",
            description = "held-out rows as a share of the training rows (default ${DEFAULT-VALUE})",
            defaultValue = "0.11")
    private double heldOut;

    @Option(names = "--threads", description = "number of threads (default: one per processor, at most 8)")
    private int threads;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException {
        final Map<String, Table> tables = new LinkedHashMap<>();
        for (final Path file : files == null ? List.of(Path.of(MADE_UP)) : files) {
            tables.put(
                    file.getFileName().toString().replaceFirst("\\.[^.]*$", ""),
                    file.toString().equals(MADE_UP)
                            ? RegionTable.of(MADE_UP_ROWS, SEED)
                            : CsvTables.read(file, categorical.kinds()).build());
        }
        for (final Map.Entry<String, Table> table : tables.entrySet()) {
            measure(table.getKey(), table.getValue());
        }
        return 0;
    }

    private void measure(final String name, final Table table) throws TrainingException, SamplingException {
        final SplitRows split = split(table, first);
        results.print(name + ".training.rows", split.training().rows());
        results.print(name + ".held.out.rows", split.heldOut().rows());
        for (final Rows kind : Rows.values()) {
            final Verdicts verdicts = new Verdicts();
            final int count = kind == Rows.FRESH ? splits : copySplits;
            for (int i = 0; i < count; i++) {
                verdicts.add(tests(table, first + i, kind.share, kind.noisy));
            }
            verdicts.print(
                    results.out(),
                    name + "." + kind.name().toLowerCase(Locale.ROOT).replace('_', '.'));
        }
        for (final double dose : copySplits > 0 ? DOSES : new double[0]) {
            double effect = 0;
            final int count = Math.min(copySplits, 3);
            for (int i = 0; i < count; i++) {
                effect += copied(tests(table, first + i, dose, false)) / count;
            }
            results.print("%s.dose.%s".formatted(name, dose), effect);
        }
        final Verdicts verdicts = new Verdicts();
        for (int i = 0; i < models; i++) {
            verdicts.add(ofModel(table, first + i));
        }
        if (models > 0) {
            verdicts.print(results.out(), name + ".model");
        }
    }

    /** The greatest effect of the tests for copies. */
    private static double copied(final List<PrivacyTest> tests) {
        return tests.stream()
                .filter(test ->
                        test.kind() == PrivacyTest.Kind.EXACT_COPIES || test.kind() == PrivacyTest.Kind.NEAR_COPIES)
                .mapToDouble(PrivacyTest::effect)
                .max()
                .orElse(0);
    }

    private SplitRows split(final Table table, final int number) {
        return SplitRows.of(table, rows, heldOut, new RandomStream(RandomStream.stream(SEED, number)));
    }

    private List<PrivacyTest> tests(final Table table, final int number, final double copies, final boolean noisy) {
        final SplitRows split = split(table, number);
        return evaluator(number)
                .privacyTests(
                        split.training(),
                        split.copies(copies, noisy, new RandomStream(RandomStream.stream(SEED, -1 - number))),
                        split.heldOut());
    }

    private Evaluator evaluator(final int number) {
        return new Evaluator(EvaluationSettings.defaults().withSeed(number).withThreads(threads));
    }

    private List<PrivacyTest> ofModel(final Table table, final int number) throws TrainingException, SamplingException {
        final SplitRows split = split(table, number);
        final GANModel model = new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(steps)
                        .withTimeBudget(LONG)
                        .withThreads(threads)
                        .withHeldOutShare(0)
                        .withSeed(number))
                .fit(split.training(), new TrainingListener() {});
        try (Sampler sampler = new Sampler(model, number, 0)) {
            return evaluator(number)
                    .privacyTests(
                            split.training(), sampler.next(split.training().rows()), split.heldOut());
        }
    }

    /** Verdicts of many splits. */
    private static final class Verdicts {
        private final Thresholds thresholds = Thresholds.defaults();
        private final Map<Grade, Integer> grades = new TreeMap<>();
        private final Map<String, Integer> attacks = new TreeMap<>();
        /** By kind of attack, the greatest effect in each split. */
        private final Map<String, List<Double>> effects = new TreeMap<>();

        private final List<Integer> counted = new ArrayList<>();
        private double seconds;
        private final long started = System.nanoTime();

        void add(final List<PrivacyTest> tests) {
            counted.add(tests.size());
            grades.merge(
                    tests.stream()
                            .map(thresholds::grade)
                            .max(Comparator.naturalOrder())
                            .orElse(Grade.GOOD),
                    1,
                    Integer::sum);
            final Map<String, Double> strongest = new TreeMap<>();
            tests.forEach(test -> strongest.merge(name(test), test.effect(), Math::max));
            strongest.forEach((kind, effect) ->
                    effects.computeIfAbsent(kind, key -> new ArrayList<>()).add(effect));
            tests.stream()
                    .filter(test -> thresholds.grade(test) != Grade.GOOD)
                    .forEach(test -> attacks.merge(
                            name(test) + (test.column() == null ? "" : "(" + test.column() + ")"), 1, Integer::sum));
            seconds = (System.nanoTime() - started) / 1e9;
        }

        private static String name(final PrivacyTest test) {
            return test.kind().name().toLowerCase(Locale.ROOT).replace('_', '.');
        }

        void print(final PrintWriter out, final String name) {
            if (counted.isEmpty()) {
                return;
            }
            out.println("%s good %d fair %d poor %d of %d"
                    .formatted(
                            name,
                            grades.getOrDefault(Grade.GOOD, 0),
                            grades.getOrDefault(Grade.FAIR, 0),
                            grades.getOrDefault(Grade.POOR, 0),
                            counted.size()));
            out.println("%s tests %d".formatted(name, counted.getFirst()));
            out.println(String.format(Locale.ROOT, "%s seconds.each %.2f", name, seconds / counted.size()));
            effects.forEach((kind, all) -> out.println(String.format(
                    Locale.ROOT,
                    "%s.effect.%s %.4f",
                    name,
                    kind,
                    all.stream().mapToDouble(Double::doubleValue).average().orElse(0))));
            if (!attacks.isEmpty()) {
                out.println(name + " by " + attacks);
            }
            out.flush();
        }
    }
}
