// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.calibrate.Calibration;
import io.nifigan.calibrate.MarginalCalibrator;
import io.nifigan.calibrate.RawDraws;
import io.nifigan.common.Cancellation;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.Layout;
import io.nifigan.encode.TableEncoder;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleFinder;
import io.nifigan.sample.Rules;
import io.nifigan.table.Table;
import io.nifigan.train.CategoryFrequencies;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.util.Set;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The calibrator of a generator: it draws rows, and brings each of their columns to its shares and values in the
 * training rows.
 */
final class GeneratorCalibrator {
    private static final int CHUNK = 1_024;
    private static final int STREAMS = 8;
    private static final long MAX_FLOATS = 12_000_000;
    private static final int MAX_DRAWS = 120_000;
    private static final int MIN_DRAWS = 2_000;
    /** Also the most draws before the training is over. */
    private static final int MIN_CALIBRATION_DRAWS = 8_000;

    private static final int DRAWS_PER_ROW = 20;
    private static final int RULE_ROUNDS = 4;
    private static final int MIN_LAWFUL_ROWS = 500;

    private TableEncoder encoder;
    private final CategoryFrequencies frequencies;
    private final Split split;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final Consumer<String> leaveOut;

    /** @param leaveOut gets a sentence for each rule that is given up and for what is mended */
    GeneratorCalibrator(
            final TableEncoder encoder,
            final CategoryFrequencies frequencies,
            final Split split,
            final TrainingSettings settings,
            final TrainingListener listener,
            final Consumer<String> leaveOut) {
        this.encoder = encoder;
        this.frequencies = frequencies;
        this.split = split;
        this.settings = settings;
        this.listener = listener;
        this.leaveOut = leaveOut;
    }

    /**
     * A generator after its calibration.
     *
     * @param generator the network, with shifted biases of its output
     * @param calibration what is done to its output
     */
    record Calibrated(ComputationGraph generator, Calibration calibration) {}

    /** The encoder, without the rules that were given up. */
    TableEncoder encoder() {
        return encoder;
    }

    /**
     * Calibrates a generator.
     *
     * @param parameters its parameters, which stay as they are
     * @param trained whether the training is over: then it is calibrated on more draws, and rows are mended, or rules
     *     given up, where hardly any row keeps them
     */
    Calibrated calibrate(final float[] parameters, final boolean trained) throws TrainingStoppedException {
        final Layout layout = encoder.layout();
        final NetworkShape shape =
                new NetworkShape(settings.latentSize(), layout.rawSize(), settings.width(), settings.blocks());
        final ComputationGraph generator = Graphs.generator(shape);
        Graphs.setParameters(generator, parameters);
        // Beyond twenty draws for each row, the draws add little variance to that of the rows.
        final long enough = Math.clamp(
                (long) DRAWS_PER_ROW * frequencies.rows(),
                MIN_CALIBRATION_DRAWS,
                trained ? MAX_DRAWS : MIN_CALIBRATION_DRAWS);
        final int rows = (int) Math.clamp(MAX_FLOATS / layout.rawSize(), MIN_DRAWS, enough);
        final float[] raw = new float[rows * layout.rawSize()];
        final float[] gumbel = new float[raw.length];
        draw(shape, generator, rows, raw, gumbel);
        final float[] shifted = parameters.clone();
        final Calibration calibration =
                calibrate(rows, raw, gumbel, shifted, shape.biases(shape.layers() - 1), trained);
        Graphs.setParameters(generator, shifted);
        return new Calibrated(generator, calibration);
    }

    /** Called often enough that a cancellation takes effect quickly. */
    private void checkCancelled() throws TrainingStoppedException {
        if (listener.cancellation().isCancelled()) {
            throw new TrainingStoppedException();
        }
    }

    /** Draws in a fixed number of random streams, so that the number of threads does not change the result. */
    private void draw(
            final NetworkShape shape,
            final ComputationGraph generator,
            final int rows,
            final float[] raw,
            final float[] gumbel)
            throws TrainingStoppedException {
        final NativeFloats parameters = NativeFloats.parametersOf(generator);
        final Cancellation stop = listener.cancellation().shared();
        try (WorkerPool workers = WorkerPool.ofTraining(Math.min(settings.effectiveThreads(), STREAMS))) {
            workers.run(member -> {
                for (int stream = member; stream < STREAMS; stream += workers.size()) {
                    final int first = (int) ((long) rows * stream / STREAMS);
                    final int end = (int) ((long) rows * (stream + 1) / STREAMS);
                    try (RawDraws draws = new RawDraws(
                            shape,
                            parameters,
                            settings.prior(),
                            StreamSeed.CALIBRATION_DRAWS.of(settings.seed(), stream))) {
                        for (int from = first; from < end && !stop.isCancelled(); from += CHUNK) {
                            draws.draw(from, Math.min(CHUNK, end - from), raw, gumbel);
                        }
                    }
                }
            });
        }
        checkCancelled();
    }

    /**
     * Calibrates on rows drawn from a generator. If the table has rules, it calibrates again on the rows that keep
     * them, since the other rows are dropped and that changes the distributions of columns.
     *
     * @param trained whether the training is over, so that rows are mended, or rules given up, where hardly any row
     *     keeps them
     */
    private Calibration calibrate(
            final int rows,
            final float[] raw,
            final float[] gumbel,
            final float[] parameters,
            final int outputBiases,
            final boolean trained)
            throws TrainingStoppedException {
        final MarginalCalibrator calibrator = new MarginalCalibrator(encoder.layout(), rows, raw, gumbel);
        final LawfulDraws draws = new LawfulDraws(
                encoder,
                rows,
                raw,
                gumbel,
                StreamSeed.CALIBRATION_VALUES.of(settings.seed()),
                trained ? given() : Set.of(),
                leaveOut);
        final boolean isFree = new Rules(encoder).isEmpty();
        Calibration calibration = null;
        for (int round = 0; round < (isFree ? 1 : RULE_ROUNDS); round++) {
            if (calibration != null) {
                final Table drawn = trained ? draws.relieved(calibration) : draws.decode(calibration);
                final int[] kept = new Rules(draws.encoder()).keeping(drawn);
                if (kept.length < MIN_LAWFUL_ROWS) {
                    break;
                }
                calibrator.restrict(kept);
            }
            checkCancelled();
            final float[] biases = calibrator.biases(frequencies);
            for (int i = 0; i < biases.length; i++) {
                parameters[outputBiases + i] += biases[i];
            }
            checkCancelled();
            calibration = calibrator.maps();
        }
        if (trained && !isFree) {
            // The last round changed the rows once more.
            draws.relieved(calibration);
            encoder = draws.encoder();
        }
        return draws.withMending(calibration);
    }

    private Set<Rule> given() {
        return settings.rules().isEmpty() ? Set.of() : RuleFinder.given(split.training(), settings.rules());
    }
}
