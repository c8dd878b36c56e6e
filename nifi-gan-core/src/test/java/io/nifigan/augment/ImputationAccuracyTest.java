// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests on a small table with strongly associated columns: a size, a weight and a kind that depend on it, and noise.
 */
@Tag("slow")
class ImputationAccuracyTest {
    private static final int ROWS = 1_000;
    private static DonorPool pool;
    private static Table truth;

    @BeforeAll
    static void train() throws Exception {
        final GANModel model = model();
        pool = DonorPool.of(model, 10_000);
        final TableBuilder builder = TableBuilder.forColumns(model.columns());
        fill(builder, ROWS, 2);
        truth = builder.build();
    }

    private static GANModel model() throws TrainingException {
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("size", ValueType.DOUBLE),
                        new Field("weight", ValueType.DOUBLE),
                        new Field("kind", ValueType.STRING),
                        new Field("noise", ValueType.DOUBLE)),
                Map.of());
        fill(builder, 2_000, 1);
        return new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(400)
                        .withNetwork(8, 32, 1)
                        .withBatchSize(128)
                        .withThreads(1)
                        .withSeed(7))
                .fit(builder.build(), new TrainingListener() {});
    }

    private static void fill(final TableBuilder builder, final int rows, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < rows; r++) {
            final double size = random.nextGaussian();
            builder.add(new Object[] {
                size,
                2 * size + .2 * random.nextGaussian(),
                size > .7 ? "large" : size > -.7 ? "medium" : "small",
                random.nextGaussian()
            });
        }
    }

    private static Table impute(final int column, final Filling filling) {
        final boolean[][] wanted = new boolean[4][];
        wanted[column] = new boolean[ROWS];
        Arrays.fill(wanted[column], true);
        return Imputer.imputing(pool, filling, 1).complete(truth, wanted);
    }

    /** The root mean squared error in standard deviations, which is 1 if every value is imputed by the mean. */
    private static double error(final int column, final Filling filling) {
        final double[] right = truth.numbers(column);
        final double[] filled = impute(column, filling).numbers(column);
        final double mean = Arrays.stream(right).average().orElseThrow();
        double error = 0;
        double variance = 0;
        for (int r = 0; r < ROWS; r++) {
            error += Math.pow(filled[r] - right[r], 2);
            variance += Math.pow(right[r] - mean, 2);
        }
        return Math.sqrt(error / variance);
    }

    private static double accuracy(final Filling filling) {
        final Table filled = impute(2, filling);
        int right = 0;
        for (int r = 0; r < ROWS; r++) {
            right += truth.value(2, r).equals(filled.value(2, r)) ? 1 : 0;
        }
        return (double) right / ROWS;
    }

    @Test
    void typicalValuesAreFarNearerThanTheMeanOrTheMostFrequentOne() {
        assertEquals(0, error(0, Filling.TYPICAL), .3);
        assertEquals(0, error(1, Filling.TYPICAL), .3);
        // Half of all are medium.
        assertTrue(accuracy(Filling.TYPICAL) > .8, () -> "accuracy " + accuracy(Filling.TYPICAL));
        assertEquals(1, error(3, Filling.TYPICAL), .1);
    }

    @Test
    void randomValuesKeepTheSpreadOfTheColumn() {
        assertEquals(0, error(0, Filling.RANDOM), .4);
        // Draws that ignore the other columns would be correct in 39 %.
        assertTrue(accuracy(Filling.RANDOM) > .6, () -> "accuracy " + accuracy(Filling.RANDOM));
        final double[] noise = impute(3, Filling.RANDOM).numbers(3);
        assertEquals(
                1,
                Math.sqrt(Arrays.stream(noise)
                        .map(value -> value * value)
                        .average()
                        .orElseThrow()),
                .15);
        final double[] typical = impute(3, Filling.TYPICAL).numbers(3);
        assertEquals(
                .15,
                Math.sqrt(Arrays.stream(typical)
                        .map(value -> value * value)
                        .average()
                        .orElseThrow()),
                .15);
    }
}
