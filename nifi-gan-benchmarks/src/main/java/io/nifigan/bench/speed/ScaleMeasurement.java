// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.speed;

import io.nifigan.bench.table.MixedTable;
import io.nifigan.common.RandomStream;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.LargeTable;
import io.nifigan.table.SpillSettings;
import io.nifigan.table.TableBuilder;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** The measurement of one size of {@link ScaleCommand} in its own JVM. It prints lines of {@code name value}. */
final class ScaleMeasurement {
    /** Number of columns of tables with different numbers of rows. */
    static final int COLUMNS = 20;
    /** Number of rows of tables with different numbers of columns. */
    static final int ROWS = 20_000;
    /** Number of rows to sample and to score. */
    private static final int SAMPLED = 200_000;

    private static final Duration LONG = Duration.ofHours(1);

    private final PeakMemory memory = new PeakMemory();
    private long begun = System.nanoTime();

    private ScaleMeasurement() {}

    /** @param arguments rows, columns, steps */
    public static void main(final String[] arguments) throws TrainingException, SamplingException, IOException {
        new ScaleMeasurement()
                .run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void run(final int rows, final int columns, final int steps) throws TrainingException, SamplingException {
        print("rows", rows);
        print("columns", columns);
        final TableBuilder builder = MixedTable.builder(columns).spilling(SpillSettings.defaults());
        final RandomStream random = new RandomStream(1);
        for (int r = 0; r < rows; r++) {
            builder.add(MixedTable.row(random, columns));
        }
        print("large", builder.isLarge() ? 1 : 0);
        end("read");
        final GANModel model = fit(
                builder,
                TrainingSettings.defaults()
                        .withMaxSteps(steps)
                        .withTimeBudget(LONG)
                        .withRefined(false));
        end("finish");
        try (Sampler sampler = new Sampler(model, SampleSettings.of(1))) {
            sampler.next(SAMPLED);
        }
        end("sample");
        try (Scorer scorer = new Scorer(model, ScoringModel.DISCRIMINATOR)) {
            scorer.score(MixedTable.of(SAMPLED, columns, 2));
        }
        end("score");
        memory.close();
        print("shape_error", model.fidelity().shapeError());
        print("trend_error", model.fidelity().trendError());
    }

    private GANModel fit(final TableBuilder builder, final TrainingSettings settings) throws TrainingException {
        final TrainingListener listener = new TrainingListener() {
            @Override
            public void prepared() {
                end("encode");
            }

            @Override
            public void ended(final String reason) {
                end("train");
            }
        };
        final ModelFitter fitter = new ModelFitter(settings);
        if (!builder.isLarge()) {
            return fitter.fit(builder.build(), listener);
        }
        try (LargeTable large = builder.buildLarge(new RandomStream(settings.seed()))) {
            return fitter.fit(large, listener, Checkpoints.none());
        }
    }

    /** Prints the values of a phase and starts the next one. */
    private void end(final String phase) {
        print(phase + "_seconds", (System.nanoTime() - begun) / 1e9);
        final PeakMemory.Peak peak = memory.take();
        print(phase + "_heap_mb", peak.heap());
        print(phase + "_rss_mb", peak.own());
        print(phase + "_mapped_mb", peak.mapped());
        begun = System.nanoTime();
    }

    private static void print(final String name, final double value) {
        System.out.println(name + " " + value);
    }

    static String text(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
