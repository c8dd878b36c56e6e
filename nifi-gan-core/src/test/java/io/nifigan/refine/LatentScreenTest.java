// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.network.Noise;
import org.junit.jupiter.api.Test;

class LatentScreenTest {
    private static final int SIZE = 8;
    private static final int ROWS = 1_000;

    /** Wanted are rows with a probability that rises with the first number of the latent, or with none. */
    private static boolean isWanted(final Noise noise, final float[] latents, final int row, final double slope) {
        return noise.nextDouble() < 1 / (1 + Math.exp(5 - slope * latents[row * SIZE]));
    }

    private static LatentScreen screen(final double slope, final long seed) {
        final Noise noise = new Noise(seed);
        final LatentScreen.Learner learner = new LatentScreen.Learner(SIZE);
        final float[] latents = new float[ROWS * SIZE];
        final int[] wanted = new int[ROWS];
        while (!learner.isDone()) {
            noise.gaussian(latents, latents.length);
            int count = 0;
            for (int r = 0; r < ROWS; r++) {
                if (isWanted(noise, latents, r, slope)) {
                    wanted[count++] = r;
                }
            }
            learner.add(latents, ROWS, wanted, count);
        }
        return learner.screen();
    }

    @Test
    void letsThroughMoreOfWhatIsWantedAndItsWeightsKeepTheShares() {
        final LatentScreen screen = screen(2, 1);
        assertNotNull(screen);
        final Noise noise = new Noise(2);
        final float[] latents = new float[ROWS * SIZE];
        double all = 0;
        double wanted = 0;
        double wantedSum = 0;
        double passed = 0;
        double passedWanted = 0;
        double passedSum = 0;
        double weights = 0;
        for (int i = 0; i < 1_500; i++) {
            noise.gaussian(latents, latents.length);
            for (int r = 0; r < ROWS; r++) {
                final boolean is = isWanted(noise, latents, r, 2);
                all++;
                wanted += is ? 1 : 0;
                wantedSum += is ? latents[r * SIZE] : 0;
                final int bin = screen.bin(latents, r * SIZE);
                if (noise.nextDouble() < screen.probability(bin)) {
                    final double weight = Math.exp(screen.logWeight(bin));
                    passed++;
                    passedWanted += is ? 1 : 0;
                    passedSum += is ? weight * latents[r * SIZE] : 0;
                    weights += is ? weight : 0;
                }
            }
        }
        assertTrue(passedWanted / passed > 2 * wanted / all, passedWanted / passed + " of those let through are wanted, " + wanted / all + " of all");
        assertEquals(wanted, weights, .03 * wanted, "each stands for those like it that were not");
        assertEquals(wantedSum / wanted, passedSum / weights, .03);
    }

    @Test
    void whereLatentsTellNothingThereIsNoScreen() {
        assertNull(screen(0, 3));
    }
}
