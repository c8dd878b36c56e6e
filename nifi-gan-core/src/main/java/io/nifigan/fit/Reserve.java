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
import io.nifigan.train.GANTrainer;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a training's time is kept for what comes after the training. Choosing among rows gains more than the last
 * thousand steps, so its time comes first. How long it takes depends on rows, columns and the machine: drawing rows,
 * which is most of it, is timed before the training.
 */
final class Reserve {
    /** Of the whole time, at least and at most. */
    private static final double MIN = .2;

    private static final double MAX = .5;
    /**
     * What the training gets at least where fitting and encoding took nearly all the time: without steps there is
     * nothing to choose from.
     */
    private static final double MIN_GAME = .1;
    /**
     * The share of the time for which rows are drawn before drawing is timed, since the JVM has not compiled the loops
     * yet, and for which it is timed.
     */
    private static final double TIMED = .005;
    /** Longer than this nobody is asked whether the training is to stop. */
    private static final Duration LONGEST_TIMED = Duration.ofMillis(200);

    private static final int CHUNK = 256;
    /**
     * All that comes after the training, in times of drawing its rows once: three on an idle machine (MAGIC and
     * Shoppers: judge, raking, trees of realism), and as much again to spare, since what is cut short costs more than
     * the steps that the time would have been for.
     */
    private static final double TIMES_DRAWING = 6;

    private final TableEncoder encoder;
    private final TrainingSettings settings;

    Reserve(final TableEncoder encoder, final TrainingSettings settings) {
        this.encoder = encoder;
        this.settings = settings;
    }

    /**
     * The time for the training.
     *
     * @param rows training rows that choosing is learnt from
     * @param time of the whole training
     */
    TimeBudget forGame(final int rows, final TimeBudget time) {
        final double needed = settings.refined() ? TIMES_DRAWING * drawn(rows) * secondsPerRow(time) / threads() : 0;
        final double whole = time.length().toNanos() / 1e9;
        final double reserved = Math.clamp(needed, MIN * whole, MAX * whole);
        final double left = time.left().toNanos() / 1e9;
        return time.keeping(seconds(Math.min(reserved, left - MIN_GAME * whole)));
    }

    private static Duration seconds(final double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private int threads() {
        return Math.min(settings.effectiveThreads(), TrainingThreads.allotted());
    }

    /** Rows that are drawn after the training, those that are not chosen among them. */
    private double drawn(final int rows) {
        final int columns = Math.max(1, encoder.encodings().size());
        return 2. * Refiner.poolRows(rows, columns) + RealismTrainer.CANDIDATES * RealismTrainer.rows(rows, columns);
    }

    /** On one thread. */
    private double secondsPerRow(final TimeBudget time) {
        final int size = encoder.layout().rawSize();
        final NetworkShape shape = new NetworkShape(settings.latentSize(), size, settings.width(), settings.blocks());
        final float[] raw = new float[CHUNK * size];
        final float[] gumbel = new float[raw.length];
        final RowDecoder decoder = new RowDecoder(encoder, uncalibrated());
        try (NativeFloats parameters = new NativeFloats(shape.parameters())) {
            // Any parameters will do: the time does not depend on them.
            parameters.put(Graphs.initialParameters(shape, 0), 0, shape.parameters());
            try (RawDraws draws = new RawDraws(shape, parameters, settings.prior(), 0)) {
                final Runnable chunk = () -> {
                    draws.draw(0, CHUNK, raw, gumbel);
                    decoder.decode(CHUNK, raw, gumbel, draws.random());
                };
                secondsEach(chunk, time.share(TIMED).atMost(LONGEST_TIMED));
                return secondsEach(chunk, time.share(TIMED).atMost(LONGEST_TIMED)) / CHUNK;
            }
        }
    }

    /** The mean over as many runs as there is time for, at least one. */
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
