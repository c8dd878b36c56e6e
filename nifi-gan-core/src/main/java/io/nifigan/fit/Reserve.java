// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.calibrate.Calibration;
import io.nifigan.calibrate.RawDraws;
import io.nifigan.common.TimeBudget;
import io.nifigan.common.TrainingThreads;
import io.nifigan.encode.Block;
import io.nifigan.encode.TableEncoder;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.sample.RowDecoder;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of the time budget that is reserved for the stages after the GAN's training. Selecting rows improves a
 * model more than the last thousand steps, so its time is reserved first. Its duration depends on rows, columns and the
 * machine. Most of it is drawing rows, which is timed before the training.
 */
final class Reserve {
    /** The least reserved share of the whole time. */
    private static final double MIN_SHARE = .2;

    /** The most reserved share of the whole time. */
    private static final double MAX_SHARE = .5;
    /**
     * The least share of the time for the training, even if fitting and encoding took nearly all: without steps there
     * are no rows to select from.
     */
    private static final double MIN_TRAINING_SHARE = .1;
    /**
     * The share of the time for which drawing is timed, after a warm-up as long, in which the JVM compiles the loops.
     */
    private static final double TIMING_SHARE = .005;
    /** The most time of each, since a cancellation is not checked meanwhile. */
    private static final Duration MAX_TIMING = Duration.ofMillis(200);

    private static final int CHUNK = 256;
    /**
     * The time of all stages after the training, as a multiple of drawing their rows once. It is three on an idle
     * machine (selection and realism classifier on MAGIC and Online Shoppers). It is doubled, since a stage that is cut
     * short costs more quality than the steps lost.
     */
    private static final double DRAWING_MULTIPLE = 6;

    private final TableEncoder encoder;
    private final TrainingSettings settings;

    Reserve(final TableEncoder encoder, final TrainingSettings settings) {
        this.encoder = encoder;
        this.settings = settings;
    }

    /**
     * The time budget of the GAN's training.
     *
     * @param rows the number of training rows
     * @param time the time budget of the whole training
     */
    TimeBudget forTraining(final int rows, final TimeBudget time) {
        final double needed = settings.refined() ? DRAWING_MULTIPLE * drawn(rows) * secondsPerRow(time) / threads() : 0;
        final double whole = time.length().toNanos() / 1e9;
        final double reserved = Math.clamp(needed, MIN_SHARE * whole, MAX_SHARE * whole);
        final double left = time.left().toNanos() / 1e9;
        return time.keeping(seconds(Math.min(reserved, left - MIN_TRAINING_SHARE * whole)));
    }

    private static Duration seconds(final double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private int threads() {
        return Math.min(settings.effectiveThreads(), TrainingThreads.allotted());
    }

    /** The number of rows drawn after the training, including those that are not selected. */
    private double drawn(final int rows) {
        final int columns = Math.max(1, encoder.encodings().size());
        return 2. * Refiner.poolRows(rows, columns) + RealismTrainer.CANDIDATES * RealismTrainer.rows(rows, columns);
    }

    /** The seconds to draw and decode a row on one thread. */
    private double secondsPerRow(final TimeBudget time) {
        final int size = encoder.layout().rawSize();
        final NetworkShape shape = new NetworkShape(settings.latentSize(), size, settings.width(), settings.blocks());
        final float[] raw = new float[CHUNK * size];
        final float[] gumbel = new float[raw.length];
        final RowDecoder decoder = new RowDecoder(encoder, uncalibrated());
        try (NativeFloats parameters = new NativeFloats(shape.parameters())) {
            // The time does not depend on the parameters.
            parameters.put(Graphs.initialParameters(shape, 0), 0, shape.parameters());
            try (RawDraws draws = new RawDraws(shape, parameters, settings.prior(), 0)) {
                final Runnable chunk = () -> {
                    draws.draw(0, CHUNK, raw, gumbel);
                    decoder.decode(CHUNK, raw, gumbel, draws.random());
                };
                secondsEach(chunk, time.share(TIMING_SHARE).atMost(MAX_TIMING));
                return secondsEach(chunk, time.share(TIMING_SHARE).atMost(MAX_TIMING)) / CHUNK;
            }
        }
    }

    /** The mean duration over as many runs as there is time for, at least one. */
    private static double secondsEach(final Runnable work, final TimeBudget time) {
        int runs = 0;
        do {
            work.run();
            runs++;
        } while (!time.isOver());
        return time.elapsed().toNanos() / 1e9 / runs;
    }

    private Calibration uncalibrated() {
        final List<float[]> maps = new ArrayList<>();
        for (final Block block : encoder.layout().blocks()) {
            maps.add(block.continuous() ? new float[] {-1, 1} : null);
        }
        return new Calibration(maps);
    }
}
