// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.Prior;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RawDrawsTest {
    private static final int ROWS = 500;

    private static float[][] draws(final Prior prior, final double temperature) {
        final GANModel model = TrainedModels.model();
        final int size = model.generatorShape().outputs();
        final float[] raw = new float[ROWS * size];
        final float[] gumbel = new float[ROWS * size];
        try (RawDraws draws =
                new RawDraws(model.generatorShape(), model.generatorParameters(), prior, 3, temperature)) {
            draws.draw(0, ROWS, raw, gumbel);
        }
        return new float[][] {raw, gumbel};
    }

    @Test
    void temperatureScalesTheNoiseAndTheVariety() {
        for (final Prior prior : Prior.values()) {
            final float[][] plain = draws(prior, 1);
            final float[][] cold = draws(prior, .5);
            for (int i = 0; i < plain[1].length; i++) {
                assertEquals(plain[1][i] / 2, cold[1][i]);
            }
            // The network is not linear, but outputs of latents half as long lie nearer together.
            final double ratio = spread(cold[0]) / spread(plain[0]);
            assertTrue(ratio > .3 && ratio < .8, "ratio: " + ratio);
        }
    }

    @Test
    void atTemperatureOneNothingChanges() {
        final GANModel model = TrainedModels.model();
        final float[] raw = new float[ROWS * model.generatorShape().outputs()];
        try (RawDraws draws = new RawDraws(model.generatorShape(), model.generatorParameters(), Prior.GAUSSIAN, 3)) {
            draws.draw(0, ROWS, raw, new float[raw.length]);
        }
        assertArrayEquals(draws(Prior.GAUSSIAN, 1)[0], raw);
    }

    private static double spread(final float[] raw) {
        final int size = raw.length / ROWS;
        double sum = 0;
        for (int c = 0; c < size; c++) {
            double mean = 0;
            double square = 0;
            for (int r = 0; r < ROWS; r++) {
                mean += raw[r * size + c] / ROWS;
                square += (double) raw[r * size + c] * raw[r * size + c] / ROWS;
            }
            sum += Math.sqrt(square - mean * mean);
        }
        return sum / size;
    }

    @Test
    void coldRowsAreMoreTypicalAndWarmOnesMoreVaried() throws SamplingException {
        double before = 0;
        for (final double temperature : new double[] {.3, .6, 1, 1.5}) {
            try (Sampler sampler =
                    new Sampler(TrainedModels.model(), SampleSettings.of(3).withTemperature(temperature))) {
                final Table table = sampler.next(4_000);
                final double[] sorted = Arrays.stream(table.numbers(2)).sorted().toArray();
                final double range = Math.log(sorted[3_799] / sorted[200]);
                assertTrue(range > 1.1 * before, "%s at %s after %s".formatted(range, temperature, before));
                before = range;
            }
        }
    }
}
