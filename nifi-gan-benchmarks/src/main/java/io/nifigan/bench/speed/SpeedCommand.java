// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.speed;

import io.nifigan.bench.common.Results;
import io.nifigan.bench.table.MixedTable;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code speed}: measures encoding, training, sampling, scoring and loading on artificial rows, optionally
 * compared with CTGAN.
 */
@Command(
        name = "speed",
        description = "Measures the speed of encoding, training, sampling, scoring and loading on artificial "
                + "rows, with --ctgan also that of CTGAN.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SpeedCommand implements Callable<Integer> {

    @CommandLine.Mixin
    private Results results;

    @Option(
            names = "--rows",
            description = "number of training rows (default ${DEFAULT-VALUE})",
            defaultValue = "32000")
    private int rows;

    @Option(names = "--steps", description = "training steps (default ${DEFAULT-VALUE})", defaultValue = "1500")
    private int steps;

    @Option(
            names = "--encoded",
            description = "number of rows to fit an encoder on (default ${DEFAULT-VALUE})",
            defaultValue = "1000000")
    private int encodedRows;

    @Option(
            names = "--sampled",
            description = "number of rows to sample and to score (default ${DEFAULT-VALUE})",
            defaultValue = "200000")
    private int sampled;

    @Option(
            names = "--ctgan",
            paramLabel = "PYTHON",
            description = "a Python executable with ctgan, whose training and sampling are measured on the same rows")
    private Path ctgan;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException, InterruptedException {
        final Table table = MixedTable.of(rows, 1);
        final TrainingSettings settings = TrainingSettings.defaults().withMaxSteps(steps);
        final long begun = System.nanoTime();
        final GANModel model = new ModelFitter(settings).fit(table, new TrainingListener() {});
        results.print("training_rows", rows);
        results.print("fit_seconds", seconds(begun));
        results.print("training_steps_per_second", steps / model.provenance().seconds());

        sample("sampled", model, sampled);
        final GANModel plain = new ModelFitter(settings.withRefined(false).withMaxSteps(Math.min(steps, 200)))
                .fit(table, new TrainingListener() {});
        final double unrefined = sample("unrefined", plain, sampled);
        score(model, MixedTable.of(sampled, 2));
        load(model);
        encode();
        concurrentTrainings(table, settings.withRefined(false));
        if (ctgan != null) {
            peer(table, unrefined);
        }
        return 0;
    }

    private double sample(final String name, final GANModel model, final int count) throws SamplingException {
        try (Sampler sampler = new Sampler(model, SampleSettings.of(1))) {
            sampler.next(count / 4);
            final long begun = System.nanoTime();
            sampler.next(count);
            final double rate = results.print(name + "_rows_per_second", count / seconds(begun));
            results.print(name + "_drawn_per_row", (double) sampler.drawn() / (count / 4 + count));
            return rate;
        }
    }

    private void score(final GANModel model, final Table table) {
        for (final ScoringModel scoringModel : new ScoringModel[] {ScoringModel.TREES, ScoringModel.DISCRIMINATOR}) {
            try (Scorer scorer = new Scorer(model, scoringModel)) {
                scorer.score(table);
                final long begun = System.nanoTime();
                scorer.score(table);
                results.print(
                        "scored_rows_per_second_" + scoringModel.name().toLowerCase(Locale.ROOT),
                        table.rows() / seconds(begun));
            }
        }
    }

    /** Measures the time from the bytes of a model file to the first row, after warm-up. */
    private void load(final GANModel model) throws IOException, SamplingException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 5; i++) {
            final long begun = System.nanoTime();
            try (Sampler sampler = new Sampler(GANModel.read(new ByteArrayInputStream(bytes.toByteArray())), 1, 0)) {
                sampler.next(1);
            }
            min = Math.min(min, seconds(begun));
        }
        results.print("load_to_first_row_seconds", min);
    }

    private void encode() {
        final TableBuilder builder = MixedTable.builder(MixedTable.TWENTY);
        final RandomStream random = new RandomStream(3);
        for (int r = 0; r < encodedRows; r++) {
            builder.add(MixedTable.row(random, MixedTable.TWENTY));
        }
        final Table table = builder.build();
        final long begun = System.nanoTime();
        EncoderFitter.fit(table, Set.of());
        results.print("encoder_rows", encodedRows);
        results.print("encoder_columns", table.columns().size());
        results.print("encoder_fit_seconds", seconds(begun));
    }

    /** Compares two concurrent trainings, each with all threads as in one NiFi, with a single one. */
    private void concurrentTrainings(final Table table, final TrainingSettings settings)
            throws TrainingException, InterruptedException {
        final double one = fitSeconds(table, settings);
        final AtomicReference<TrainingException> failure = new AtomicReference<>();
        final AtomicReference<Double> others = new AtomicReference<>(0.);
        final long begun = System.nanoTime();
        final Thread other = Thread.ofPlatform().start(() -> {
            try {
                others.set(fitSeconds(table, settings));
            } catch (final TrainingException e) {
                failure.set(e);
            }
        });
        final double own = fitSeconds(table, settings);
        other.join();
        if (failure.get() != null) {
            throw failure.get();
        }
        results.print("two_trainings_times_one", seconds(begun) / one);
        results.print("two_trainings_slower_times_faster", Math.max(own, others.get()) / Math.min(own, others.get()));
    }

    private static double fitSeconds(final Table table, final TrainingSettings settings) throws TrainingException {
        final long begun = System.nanoTime();
        new ModelFitter(settings).fit(table, new TrainingListener() {});
        return seconds(begun);
    }

    private void peer(final Table table, final double unrefined) throws IOException, InterruptedException {
        final Path csv = Files.createTempFile("nifi-gan-speed", ".csv");
        final Path script = Files.createTempFile("nifi-gan-speed", ".py");
        final Path answer = Files.createTempFile("nifi-gan-speed", ".txt");
        CsvTables.write(table, csv);
        try (InputStream resource = SpeedCommand.class.getResourceAsStream("/ctgan_speed.py")) {
            Files.write(script, resource.readAllBytes());
        }
        final Process process = new ProcessBuilder(
                        ctgan.toString(), script.toString(), csv.toString(), Integer.toString(sampled))
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("%s %s ended with status %d; check that this Python has ctgan"
                    .formatted(ctgan, script, process.exitValue()));
        }
        for (final String line : Files.readAllLines(answer)) {
            results.out().println(line);
            if (line.startsWith("ctgan_sampled_rows_per_second ")) {
                results.print(
                        "unrefined_sampling_times_ctgan",
                        unrefined / Double.parseDouble(line.substring(line.indexOf(' ') + 1)));
            }
        }
        Files.delete(csv);
        Files.delete(script);
        Files.delete(answer);
    }

    private static double seconds(final long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
