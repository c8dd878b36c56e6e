// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import com.sun.management.OperatingSystemMXBean;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.PrivacyOptions;
import io.nifigan.bench.common.Results;
import io.nifigan.bench.common.TrainTestFiles;
import io.nifigan.common.Cancellation;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code private}: compares private with non-private training and, with {@code --peers}, with other private
 * synthesizers on the same bounds.
 */
@Command(
        name = "private",
        description = "Trains on TRAIN.csv under differential privacy at several epsilons and without, with "
                + "--peers also other synthesizers on the same bounds. Prints a table of usefulness for "
                + "predicting a target on TEST.csv, similarity and time.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PrivateCommand implements Callable<Integer> {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @CommandLine.Mixin
    private Results results;

    @CommandLine.Mixin
    private TrainTestFiles files;

    @Option(
            names = "--bounds",
            paramLabel = "FILE",
            required = true,
            description = "JSON with public bounds and lists of values; see docs/privacy.md")
    private Path bounds;

    @Option(names = "--target", required = true, description = "the column to predict")
    private String target;

    @Option(
            names = "--epsilons",
            split = ",",
            description = "values of epsilon (default ${DEFAULT-VALUE})",
            defaultValue = "1,3")
    private List<Double> epsilons;

    @Option(
            names = "--repeats",
            description = "number of trainings of each kind, of which means and ranges are printed (default "
                    + "${DEFAULT-VALUE})",
            defaultValue = "3")
    private int repeats;

    @Option(
            names = "--seconds",
            description = "maximum duration of a training of this engine (default ${DEFAULT-VALUE})",
            defaultValue = "300")
    private double seconds;

    @Option(names = "--steps", description = "maximum number of training steps")
    private Integer steps;

    @Option(names = "--threads", description = "number of threads (default: one per processor, at most 8)")
    private Integer threads;

    @Option(names = "--only-private", description = "leave out the non-private training")
    private boolean onlyPrivate;

    @Option(
            names = "--rows-only",
            description = "also measure the rows drawn from the noisy tables, on which the GAN is trained")
    private boolean rowsOnly;

    @Option(names = "--peers", paramLabel = "PYTHON", description = "a Python executable with smartnoise-synth")
    private Path peers;

    @Option(
            names = "--methods",
            split = ",",
            description = "synthesizers of the peers (default ${DEFAULT-VALUE})",
            defaultValue = "aim,mst,dpctgan")
    private List<String> methods;

    @Option(names = "--peer-repeats", description = "number of trainings of each peer (default: --repeats)")
    private Integer peerRepeats;

    @Option(
            names = "--peer-minutes",
            description = "maximum duration of a peer's training in minutes (default ${DEFAULT-VALUE})",
            defaultValue = "30")
    private long peerMinutes;

    private PrivacyOptions options;
    private PublicSchema schema;
    private Table real;
    private Table held;
    private PrintWriter out;

    /** The measured values of one training. */
    private record Outcome(double useful, double shape, double trend, double c2st, double seconds, double processor) {}

    /** A method to generate rows like those of a table. */
    @FunctionalInterface
    private interface RowGenerator {
        PeerProcess.GeneratedRows make(int repeat)
                throws IOException, TrainingException, SamplingException, PrivacyException, InterruptedException;
    }

    @Override
    public Integer call()
            throws IOException, TrainingException, SamplingException, PrivacyException, InterruptedException {
        if (repeats < 1
                || peerRepeats != null && peerRepeats < 1
                || epsilons.isEmpty()
                || peerMinutes < 1
                || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "--repeats, --peer-repeats, --epsilons, --seconds and --peer-minutes must be above 0");
        }
        out = results.out();
        options = PrivacyOptions.of(bounds);
        schema = options.schema();
        real = options.read(files.train());
        held = ModelRows.read(files.test(), real.columns());
        out.println("| who | epsilon | AUC on test (real rows) | shape error | trend error | C2ST | "
                + "seconds | CPU seconds |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (final double epsilon : epsilons) {
            final String number =
                    epsilon == Math.rint(epsilon) ? Long.toString(Math.round(epsilon)) : Double.toString(epsilon);
            if (rowsOnly) {
                line(
                        "nifi-gan, noisy tables only",
                        number,
                        repeats,
                        repeat -> new PeerProcess.GeneratedRows(
                                PrivateSynthesis.synthesize(real, privacy(epsilon), repeat, Cancellation.never())
                                        .rows(),
                                0,
                                0));
            }
            line(
                    "nifi-gan",
                    number,
                    repeats,
                    repeat -> new PeerProcess.GeneratedRows(
                            sampled(new PrivateFitter(settings(repeat), privacy(epsilon))
                                    .fit(real, new TrainingListener() {})),
                            0,
                            0));
            for (final String method : peers == null ? List.<String>of() : methods) {
                final PeerProcess process = new PeerProcess(peers, method, Duration.ofMinutes(peerMinutes));
                line(
                        "smartnoise-synth, " + method,
                        number,
                        peerRepeats == null ? repeats : peerRepeats,
                        repeat -> process.run(epsilon, privacy(epsilon).usedDelta(), bounds, files.train(), real));
            }
        }
        if (!onlyPrivate) {
            line(
                    "nifi-gan, ordinary mode",
                    "none",
                    repeats,
                    repeat -> new PeerProcess.GeneratedRows(
                            sampled(new ModelFitter(settings(repeat)).fit(real, new TrainingListener() {})), 0, 0));
        }
        out.flush();
        return 0;
    }

    private PrivacySettings privacy(final double epsilon) {
        return new PrivacySettings(epsilon, 0, schema, List.of(target), null, 1, BitSource.secure());
    }

    private TrainingSettings settings(final int repeat) {
        final TrainingSettings settings = TrainingSettings.defaults()
                .withTimeBudget(Duration.ofMillis(Math.max(1, Math.round(1_000 * seconds))))
                .withSeed(repeat)
                .withTargets(List.of(target));
        final TrainingSettings counted = steps == null ? settings : settings.withMaxSteps(steps);
        return threads == null ? counted : counted.withThreads(threads);
    }

    private Table sampled(final GANModel model) throws SamplingException {
        try (Sampler sampler = new Sampler(model, 7, 0)) {
            return sampler.next(real.rows());
        }
    }

    private void line(final String who, final String epsilon, final int trainings, final RowGenerator generator)
            throws IOException, TrainingException, SamplingException, PrivacyException, InterruptedException {
        final List<Outcome> outcomes = new ArrayList<>();
        double best = 0;
        for (int repeat = 1; repeat <= trainings; repeat++) {
            final long begun = System.nanoTime();
            final long processor = SYSTEM.getProcessCpuTime();
            final PeerProcess.GeneratedRows generated;
            try {
                generated = generator.make(repeat);
            } catch (final PeerProcess.FailedException e) {
                out.println("| %s | %s | %s | | | | | |".formatted(who, epsilon, e.getMessage()));
                out.flush();
                return;
            }
            final double took = generated.seconds() > 0 ? generated.seconds() : (System.nanoTime() - begun) / 1e9;
            final double worked =
                    generated.seconds() > 0 ? generated.processor() : (SYSTEM.getProcessCpuTime() - processor) / 1e9;
            final EvaluationSettings settings = EvaluationSettings.defaults()
                    .withTarget(target)
                    .withAttacks(100)
                    .withExamples(0);
            final Evaluation evaluation = new Evaluator(threads == null ? settings : settings.withThreads(threads))
                    .evaluate(real, generated.rows(), held, null);
            best = evaluation.usefulness() == null
                    ? Double.NaN
                    : evaluation.usefulness().real();
            outcomes.add(new Outcome(
                    evaluation.usefulness() == null
                            ? Double.NaN
                            : evaluation.usefulness().synthetic(),
                    100 * (1 - evaluation.overall().shape()),
                    100 * (1 - evaluation.overall().trend()),
                    evaluation.twoSample() == null
                            ? Double.NaN
                            : evaluation.twoSample().c2st(),
                    took,
                    worked));
        }
        out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %s (%.3f) | %s | %s | %s | %.0f | %.0f |",
                who,
                epsilon,
                spread(outcomes, Outcome::useful, "%.3f"),
                best,
                spread(outcomes, Outcome::shape, "%.2f"),
                spread(outcomes, Outcome::trend, "%.2f"),
                spread(outcomes, Outcome::c2st, "%.2f"),
                mean(outcomes, Outcome::seconds),
                mean(outcomes, Outcome::processor)));
        out.flush();
    }

    private static double mean(final List<Outcome> outcomes, final ToDoubleFunction<Outcome> figure) {
        return outcomes.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    /** The mean and, for several outcomes, the range. */
    private static String spread(
            final List<Outcome> outcomes, final ToDoubleFunction<Outcome> figure, final String format) {
        final String mean = String.format(Locale.ROOT, format, mean(outcomes, figure));
        return outcomes.size() == 1
                ? mean
                : mean
                        + String.format(
                                Locale.ROOT,
                                ", " + format + " to " + format,
                                outcomes.stream().mapToDouble(figure).min().orElse(Double.NaN),
                                outcomes.stream().mapToDouble(figure).max().orElse(Double.NaN));
    }
}
