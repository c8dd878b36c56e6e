// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.network.ResidualMlp;
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

    /** The noise and latents of rows, and of rows near them. */
    private static float[][] near(final Prior prior, final float[] raw) {
        final GANModel model = TrainedModels.model();
        final float[] gumbel = new float[raw.length];
        final float[] latents = new float[ROWS * model.generatorShape().inputs()];
        try (RawDraws draws = new RawDraws(model.generatorShape(), model.generatorParameters(), prior, 3)) {
            draws.draw(0, ROWS, raw, gumbel, latents);
            final float[] gumbelBefore = gumbel.clone();
            final float[] latentsBefore = latents.clone();
            draws.drawNear(ROWS, raw, gumbel, latents);
            return new float[][] {gumbelBefore, gumbel, latentsBefore, latents};
        }
    }

    private static double equal(final float[] one, final float[] other) {
        double count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 1 : 0;
        }
        return count / one.length;
    }

    @Test
    void rowsNearOthersHaveMostOfTheirNumbersAndAreDistributedAlike() {
        final GANModel model = TrainedModels.model();
        for (final Prior prior : Prior.values()) {
            final float[] raw = new float[ROWS * model.generatorShape().outputs()];
            final float[][] found = near(prior, raw);
            // 58 of 64 numbers are those of the other row.
            assertEquals(.906, equal(found[0], found[1]), .01);
            assertEquals(.906, equal(found[2], found[3]), .02);
            for (int i = 0; i < found.length; i += 2) {
                assertEquals(variance(found[i]), variance(found[i + 1]), .05 * variance(found[i]));
            }
            final ResidualMlp mlp = new ResidualMlp(model.generatorShape(), ROWS, model.generatorParameters());
            System.arraycopy(found[3], 0, mlp.input(), 0, found[3].length);
            mlp.forward(ROWS);
            for (int i = 0; i < raw.length; i++) {
                assertEquals(mlp.output()[i], raw[i], 1e-4f, "the output is that of the new latents");
            }
            mlp.close();
        }
    }

    private static double variance(final float[] numbers) {
        double mean = 0;
        double square = 0;
        for (final float number : numbers) {
            mean += number / numbers.length;
            square += (double) number * number / numbers.length;
        }
        return square - mean * mean;
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
