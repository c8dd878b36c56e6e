// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * Accounting in zero-concentrated differential privacy (Bun and Steinke 2016): the costs rho of all releases add up,
 * and the sum converts to epsilon and delta.
 *
 * <p>The conversion is proposition 12 of Canonne, Kamath and Steinke 2020: for every alpha above 1, {@code delta =
 * exp((alpha - 1)(alpha rho - epsilon)) / (alpha - 1) * (1 - 1/alpha)^alpha}. The bound holds for any alpha. So a
 * numeric search for the best alpha may give a looser bound, but never a wrong one.
 */
public final class ConcentratedPrivacy {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 200;
    /** The least ln(alpha - 1) of the search. */
    private static final double MIN_LOG = -12;

    private static final double MAX_LOG = 25;
    /** A margin for rounding. */
    private static final double ROUNDING_MARGIN = 1 - 1e-9;

    private ConcentratedPrivacy() {}

    /**
     * The cost in rho of a table of counts with noise of this variance on each count, if one record changes one count
     * by one.
     */
    public static double ofGaussian(final double variance) {
        return 1 / (2 * variance);
    }

    /**
     * The cost in rho of one choice by an exponential mechanism with this epsilon (bounded range, Cesar and Rogers
     * 2021).
     */
    public static double ofExponential(final double epsilon) {
        return epsilon * epsilon / 8;
    }

    /**
     * The epsilon that follows from rho and delta, the least that the search finds.
     *
     * @param rho the cost, 0 or more
     * @param delta the delta, above 0 and below 1
     */
    public static double epsilon(final double rho, final double delta) {
        check(delta);
        if (rho == 0) {
            return 0;
        }
        double low = MIN_LOG;
        double high = MAX_LOG;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = at(left, rho, delta);
        double atRight = at(right, rho, delta);
        for (int i = 0; i < STEPS; i++) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = at(left, rho, delta);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = at(right, rho, delta);
            }
        }
        return Math.max(0, Math.min(atLeft, atRight));
    }

    private static double at(final double logarithm, final double rho, final double delta) {
        final double less = Math.exp(logarithm);
        final double alpha = 1 + less;
        return alpha * rho + (-Math.log(delta) - Math.log(alpha)) / less - Math.log1p(1 / less);
    }

    /** The greatest rho whose {@link #epsilon} is no more than the one given. */
    public static double rho(final double epsilon, final double delta) {
        check(delta);
        if (!(epsilon > 0 && epsilon <= 1_000)) {
            throw new IllegalArgumentException(
                    "Epsilon is %s; it must be above 0 and at most 1,000".formatted(epsilon));
        }
        double low = 0;
        double high = epsilon;
        while (epsilon(high, delta) < epsilon) {
            high *= 2;
        }
        for (int i = 0; i < STEPS; i++) {
            final double middle = (low + high) / 2;
            if (epsilon(middle, delta) <= epsilon) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return ROUNDING_MARGIN * low;
    }

    private static void check(final double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("Delta is %s; it must be above 0 and below 1".formatted(delta));
        }
    }
}
