// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class ConcentratedPrivacyTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Delta of the Gaussian mechanism at sensitivity 1, exactly (Balle and Wang 2018, theorem 8). */
    private static double exactDelta(final double deviation, final double epsilon) {
        return NORMAL.cumulativeProbability(1 / (2 * deviation) - epsilon * deviation)
                - Math.exp(epsilon) * NORMAL.cumulativeProbability(-1 / (2 * deviation) - epsilon * deviation);
    }

    private static double exactEpsilon(final double deviation, final double delta) {
        double low = 0;
        double high = 200;
        for (int i = 0; i < 200; i++) {
            final double middle = (low + high) / 2;
            if (exactDelta(deviation, middle) > delta) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Proposition 12 of Canonne, Kamath and Steinke 2020 on a fine grid, written anew. */
    private static double gridEpsilon(final double rho, final double delta) {
        double best = Double.POSITIVE_INFINITY;
        for (double alpha = 1.0005; alpha < 5_000; alpha = 1 + (alpha - 1) * 1.0005) {
            final double epsilon = alpha * rho + Math.log(1 / (alpha * delta)) / (alpha - 1) + Math.log(1 - 1 / alpha);
            best = Math.min(best, epsilon);
        }
        return best;
    }

    @Test
    void agreesWithWhatTheUnitedStatesCensusOf2020Published() {
        // Redistricting data, at a delta of 1e-10: rho 2.56 for persons is epsilon 17.14, .07 for housing units 2.47.
        // Both rhos are rounded.
        assertTrue(ConcentratedPrivacy.epsilon(2.555, 1e-10) <= 17.145
                && ConcentratedPrivacy.epsilon(2.565, 1e-10) >= 17.135);
        assertTrue(
                ConcentratedPrivacy.epsilon(.065, 1e-10) <= 2.475 && ConcentratedPrivacy.epsilon(.075, 1e-10) >= 2.465);
    }

    @Test
    void isNeverBelowTheExactPrivacyOfTheGaussianMechanismAndOfItsComposition() {
        for (final double deviation : new double[] {1, 3, 10, 50}) {
            for (final int times : new int[] {1, 4, 100}) {
                for (final double delta : new double[] {1e-3, 1e-5, 1e-9}) {
                    // Tables counted with noise are together as one that is counted with less.
                    final double exact = exactEpsilon(deviation / Math.sqrt(times), delta);
                    final double ours = ConcentratedPrivacy.epsilon(
                            times * ConcentratedPrivacy.ofGaussian(deviation * deviation), delta);
                    assertTrue(
                            ours >= exact,
                            () -> "%s < %s at %s, %d times, %s".formatted(ours, exact, deviation, times, delta));
                    assertTrue(ours <= 1.35 * exact + .02, () -> "%s is far above %s".formatted(ours, exact));
                }
            }
        }
    }

    @Test
    void isTheBestOfAllOrdersAndBelowTheUsualFormula() {
        for (final double rho : new double[] {1e-4, .01, .1, 1, 10}) {
            for (final double delta : new double[] {1e-4, 1e-6, 1e-10}) {
                final double epsilon = ConcentratedPrivacy.epsilon(rho, delta);
                assertEquals(gridEpsilon(rho, delta), epsilon, 1e-4 * epsilon);
                assertTrue(epsilon < rho + 2 * Math.sqrt(rho * Math.log(1 / delta)));
            }
        }
    }

    @Test
    void theBudgetOfAnEpsilonIsTheGreatestThatKeepsIt() {
        for (final double epsilon : new double[] {.1, 1, 3, 10}) {
            final double rho = ConcentratedPrivacy.rho(epsilon, 1e-6);
            assertTrue(ConcentratedPrivacy.epsilon(rho, 1e-6) <= epsilon);
            assertTrue(ConcentratedPrivacy.epsilon(rho * 1.000_01, 1e-6) > epsilon);
        }
        assertThrows(IllegalArgumentException.class, () -> ConcentratedPrivacy.rho(0, 1e-6));
        assertThrows(IllegalArgumentException.class, () -> ConcentratedPrivacy.rho(1, 0));
    }

    @Test
    void anExponentialMechanismCostsAnEighthOfItsSquaredEpsilon() {
        assertEquals(.125, ConcentratedPrivacy.ofExponential(1), 1e-15);
        // Two outcomes whose odds differ by epsilon at most: Renyi divergence of every order stays below alpha epsilon²
        // / 8.
        final double epsilon = .7;
        for (double alpha = 1.1; alpha < 50; alpha *= 1.3) {
            double worst = 0;
            for (double p = .001; p < 1; p += .001) {
                final double q =
                        p * Math.exp(epsilon / 2) / (p * Math.exp(epsilon / 2) + (1 - p) * Math.exp(-epsilon / 2));
                worst = Math.max(
                        worst,
                        Math.log(Math.pow(p, alpha) * Math.pow(q, 1 - alpha)
                                        + Math.pow(1 - p, alpha) * Math.pow(1 - q, 1 - alpha))
                                / (alpha - 1));
            }
            assertTrue(worst <= alpha * ConcentratedPrivacy.ofExponential(epsilon) * (1 + 1e-9));
        }
    }
}
