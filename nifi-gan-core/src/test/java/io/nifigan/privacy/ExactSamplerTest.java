// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class ExactSamplerTest {
    private static final int DRAWS = 200_000;

    private static ExactSampler sampler(final long seed) {
        return new ExactSampler(new RandomStream(seed)::nextLong);
    }

    /**
     * The chance that draws of a discrete Gaussian of this variance are as far from its probabilities as these or
     * farther.
     */
    private static double chance(final TreeMap<Long, Integer> counts, final double variance) {
        final long max = (long) (6 * Math.sqrt(variance)) + 2;
        double all = 0;
        for (long k = -20 * max; k <= 20 * max; k++) {
            all += Math.exp(-k * k / (2 * variance));
        }
        double statistic = 0;
        int cells = 0;
        double rest = DRAWS;
        double drawnRest = DRAWS;
        for (long k = -max; k <= max; k++) {
            final double expected = DRAWS * Math.exp(-k * k / (2 * variance)) / all;
            if (expected >= 8) {
                final int drawn = counts.getOrDefault(k, 0);
                statistic += (drawn - expected) * (drawn - expected) / expected;
                rest -= expected;
                drawnRest -= drawn;
                cells++;
            }
        }
        if (rest > 1) {
            statistic += (drawnRest - rest) * (drawnRest - rest) / rest;
        }
        return ChiSquaredDistribution.of(cells).survivalProbability(statistic);
    }

    @Test
    void drawsTheDiscreteGaussianOfItsVariance() {
        for (final long units : new long[] {16, 64, 64 * 4 + 7, 64 * 100, 64 * 2_500}) {
            final ExactSampler sampler = sampler(units);
            final TreeMap<Long, Integer> counts = new TreeMap<>();
            for (int i = 0; i < DRAWS; i++) {
                counts.merge(sampler.discreteGaussian(units), 1, Integer::sum);
            }
            final double chance = chance(counts, units / 64.);
            assertTrue(
                    chance > 1e-4 && chance < 1 - 1e-6, () -> "%d sixty-fourths: chance %s".formatted(units, chance));
            final double wrong = chance(counts, 1.05 * units / 64.);
            assertTrue(wrong < 1e-4, "the test would see a variance that is 5 % off");
        }
    }

    @Test
    void greatVariancesAreDrawnExactlyToo() {
        final ExactSampler sampler = sampler(3);
        final double deviation = 100_000;
        double sum = 0;
        double squares = 0;
        int within = 0;
        for (int i = 0; i < 50_000; i++) {
            final double drawn = sampler.discreteGaussian((long) (64 * deviation * deviation)) / deviation;
            sum += drawn;
            squares += drawn * drawn;
            within += Math.abs(drawn) < 1 ? 1 : 0;
        }
        assertEquals(0, sum / 50_000, .02);
        assertEquals(1, squares / 50_000, .03);
        assertEquals(.6827, within / 50_000., .01);
    }

    @Test
    void integersBelowABoundAreEquallyLikely() {
        final ExactSampler sampler = sampler(5);
        final int[] counts = new int[7];
        for (int i = 0; i < DRAWS; i++) {
            counts[(int) sampler.uniform(7)]++;
        }
        double statistic = 0;
        for (final int count : counts) {
            statistic += Math.pow(count - DRAWS / 7., 2) / (DRAWS / 7.);
        }
        assertTrue(ChiSquaredDistribution.of(6).survivalProbability(statistic) > 1e-4);
    }

    @Test
    void coinsHaveTheBiasOfAnExponential() {
        final ExactSampler sampler = sampler(6);
        for (final long[] share : new long[][] {{0, 1}, {1, 3}, {1, 1}, {7, 3}, {(1L << 62) - 1, 1L << 62}}) {
            int heads = 0;
            for (int i = 0; i < DRAWS; i++) {
                heads += sampler.bernoulliExp(share[0], share[1]) ? 1 : 0;
            }
            final double expected = Math.exp(-(double) share[0] / share[1]);
            assertEquals(expected, (double) heads / DRAWS, 4.5 * Math.sqrt(expected * (1 - expected) / DRAWS) + 1e-9);
        }
    }

    @Test
    void choosesInProportionToTheExponentialOfUtilitiesAmongWhatIsAllowed() {
        final ExactSampler sampler = sampler(7);
        final long[] utilities = {10, 30, 20, 1_000_000, 25};
        final double rate = .1;
        final int[] counts = new int[utilities.length];
        for (int i = 0; i < DRAWS / 4; i++) {
            counts[sampler.choose(utilities, rate, index -> index != 3)]++;
        }
        final double sum = Math.exp(-2) + 1 + Math.exp(-1) + Math.exp(-.5);
        assertEquals(0, counts[3]);
        assertEquals(Math.exp(-2) / sum, counts[0] / (DRAWS / 4.), .005);
        assertEquals(1 / sum, counts[1] / (DRAWS / 4.), .01);
        assertEquals(Math.exp(-.5) / sum, counts[4] / (DRAWS / 4.), .01);
        assertEquals(-1, sampler.choose(utilities, rate, index -> false));
    }

    @Test
    void theSecureSourceNeverRepeatsAndVariancesOutOfRangeAreRefused() {
        assertNotEquals(BitSource.secure().nextLong(), BitSource.secure().nextLong());
        assertThrows(IllegalArgumentException.class, () -> sampler(1).discreteGaussian(0));
        assertThrows(IllegalArgumentException.class, () -> sampler(1).discreteGaussian((1L << 40) + 1));
    }
}
