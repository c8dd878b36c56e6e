// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PiecewiseCdfTest {
    private static double[] sorted(final int n, final java.util.function.IntToDoubleFunction value) {
        final double[] x = new double[n];
        Arrays.setAll(x, value);
        Arrays.sort(x);
        return x;
    }

    @Test
    void givesBackSharesOfACommonWholeNumberExactly() {
        final SplittableRandom random = new SplittableRandom(1);
        final double[] x = sorted(10_000, i -> Math.floor(40 + 12 * random.nextGaussian()));
        final PiecewiseCdf cdf = PiecewiseCdfFitter.fit(x, 1);
        final double below = Arrays.stream(x).filter(v -> v < 45).count() / 10_000.;
        final double upTo = Arrays.stream(x).filter(v -> v <= 45).count() / 10_000.;
        assertEquals(below, cdf.below(44.5), 1e-9);
        assertEquals(upTo, cdf.upTo(45.5), 1e-9);
        for (double share = below + .001; share < upTo; share += .001) {
            assertEquals(45, Math.rint(cdf.quantile(share)));
        }
    }

    @Test
    void samplesHaveTheSameDistributionAndRange() {
        final SplittableRandom random = new SplittableRandom(2);
        final double[] x = sorted(20_000, i -> Math.exp(1.5 * random.nextGaussian()));
        final PiecewiseCdf cdf = PiecewiseCdfFitter.fit(x, 0);
        assertTrue(cdf.x().length < 2_500, "a sketch, not the values: " + cdf.x().length);
        double max = 0;
        double mean = 0;
        double square = 0;
        double exactMean = 0;
        double exactSquare = 0;
        for (int i = 0; i < x.length; i++) {
            final double share = (i + .5) / x.length;
            max = Math.max(max, Math.abs(cdf.upTo(x[i]) - share));
            final double drawn = cdf.quantile(share);
            mean += drawn / x.length;
            square += drawn * drawn / x.length;
            exactMean += x[i] / x.length;
            exactSquare += x[i] * x[i] / x.length;
        }
        assertTrue(max < .002, "distance " + max);
        assertEquals(1, mean / exactMean, .002);
        assertEquals(1, square / exactSquare, .02);
        assertEquals(x[0], cdf.quantile(0));
        assertEquals(x[x.length - 1], cdf.quantile(1));
    }

    @Test
    void rareValuesExceptTheExtremesAreNotStored() {
        final SplittableRandom random = new SplittableRandom(3);
        final double[] x = sorted(5_000, i -> random.nextDouble());
        final double[] inner = Arrays.copyOfRange(x, 1, x.length - 1);
        final PiecewiseCdf cdf = PiecewiseCdfFitter.fit(x, 0);
        final long kept = Arrays.stream(cdf.x())
                .filter(v -> Arrays.binarySearch(inner, v) >= 0)
                .count();
        assertEquals(0, kept);
    }

    /**
     * Ten rows at each multiple of ten, and one row in between, whose value is as likely afterwards as its neighbours.
     */
    @Test
    void aRareValueBetweenCommonOnesIsNotStored() {
        final List<Double> values = new ArrayList<>();
        for (int tens = 0; tens <= 100; tens++) {
            for (int i = 0; i < 10; i++) {
                values.add(10. * tens);
            }
            values.add(10. * tens + 3);
        }
        final PiecewiseCdf cdf = PiecewiseCdfFitter.fit(
                values.stream().mapToDouble(Double::doubleValue).toArray(), 1);
        final double row = 1. / values.size();
        assertEquals(row / 9, cdf.below(503.5) - cdf.below(502.5), row / 100);
        assertEquals(row / 9, cdf.below(507.5) - cdf.below(506.5), row / 100);
        assertEquals(10 * row, cdf.below(500.5) - cdf.below(499.5), row / 100);
    }

    @Test
    void aCommonValueIsAJump() {
        final double[] x = sorted(1_000, i -> i < 300 ? 7.25 : i);
        final PiecewiseCdf cdf = PiecewiseCdfFitter.fit(x, 0);
        assertEquals(0, cdf.below(7.25), 1e-12);
        assertEquals(.3, cdf.upTo(7.25), 1e-12);
        assertEquals(7.25, cdf.quantile(.2));
    }

    @Test
    void rejectsInvalidKnots() {
        assertThrows(IllegalArgumentException.class, () -> new PiecewiseCdf(new double[] {1, 0}, new double[] {0, 1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PiecewiseCdf(new double[] {0, Double.NaN}, new double[] {0, 1}));
        assertThrows(IllegalArgumentException.class, () -> new PiecewiseCdf(new double[] {0}, new double[] {0}));
    }

    @Test
    void quantileFindsEveryKnot() {
        final SplittableRandom random = new SplittableRandom(11);
        for (int n = 2; n < 60; n++) {
            // Uneven, with shares that several knots have.
            final double[] p = new double[n];
            for (int i = 1; i < n; i++) {
                p[i] = p[i - 1] + (random.nextInt(3) == 0 ? 0 : Math.pow(random.nextDouble(), 6));
            }
            final double max = Math.max(p[n - 1], 1e-9);
            Arrays.setAll(p, i -> p[i] / max);
            final double[] x = new double[n];
            Arrays.setAll(x, i -> i);
            final PiecewiseCdf cdf = new PiecewiseCdf(x, p);
            for (int k = 0; k < 200; k++) {
                final double share = k % 2 == 0 ? random.nextDouble() : p[random.nextInt(n)];
                int low = 0;
                while (low < n - 1 && p[low + 1] <= share) {
                    low++;
                }
                final double expected =
                        share <= p[0] ? 0 : share >= p[n - 1] ? n - 1 : low + (share - p[low]) / (p[low + 1] - p[low]);
                assertEquals(expected, cdf.quantile(share), 0);
            }
        }
    }
}
