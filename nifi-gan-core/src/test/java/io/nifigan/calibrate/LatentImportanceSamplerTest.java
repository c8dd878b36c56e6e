// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import org.junit.jupiter.api.Test;

class LatentImportanceSamplerTest {
    private static final int SIZE = 8;
    private static final int ROWS = 1_000;

    /** Wanted are rows with a probability that rises with the first number of the latent, or with none. */
    private static boolean isWanted(
            final RandomStream random, final float[] latents, final int row, final double slope) {
        return random.nextDouble() < 1 / (1 + Math.exp(5 - slope * latents[row * SIZE]));
    }

    private static LatentImportanceSampler screen(final double slope, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final LatentImportanceSampler.Learner learner = new LatentImportanceSampler.Learner(SIZE);
        final float[] latents = new float[ROWS * SIZE];
        final int[] wanted = new int[ROWS];
        while (!learner.isDone()) {
            random.gaussian(latents, latents.length);
            int count = 0;
            for (int r = 0; r < ROWS; r++) {
                if (isWanted(random, latents, r, slope)) {
                    wanted[count++] = r;
                }
            }
            learner.add(latents, ROWS, wanted, count);
        }
        return learner.sampler();
    }

    @Test
    void acceptsMoreMatchingRowsAndItsWeightsKeepTheShares() {
        final LatentImportanceSampler importance = screen(2, 1);
        assertNotNull(importance);
        final RandomStream random = new RandomStream(2);
        final float[] latents = new float[ROWS * SIZE];
        double all = 0;
        double wanted = 0;
        double wantedSum = 0;
        double passed = 0;
        double passedWanted = 0;
        double passedSum = 0;
        double weights = 0;
        for (int i = 0; i < 1_500; i++) {
            random.gaussian(latents, latents.length);
            for (int r = 0; r < ROWS; r++) {
                final boolean is = isWanted(random, latents, r, 2);
                all++;
                wanted += is ? 1 : 0;
                wantedSum += is ? latents[r * SIZE] : 0;
                final int bin = importance.bin(latents, r * SIZE);
                if (random.nextDouble() < importance.probability(bin)) {
                    final double weight = Math.exp(importance.logWeight(bin));
                    passed++;
                    passedWanted += is ? 1 : 0;
                    passedSum += is ? weight * latents[r * SIZE] : 0;
                    weights += is ? weight : 0;
                }
            }
        }
        assertTrue(
                passedWanted / passed > 2 * wanted / all,
                passedWanted / passed + " of those let through are wanted, " + wanted / all + " of all");
        assertEquals(wanted, weights, .03 * wanted, "each stands for those like it that were not");
        assertEquals(wantedSum / wanted, passedSum / weights, .03);
    }

    @Test
    void thereIsNoSamplerIfLatentsDoNotPredictMatches() {
        assertNull(screen(0, 3));
    }
}
