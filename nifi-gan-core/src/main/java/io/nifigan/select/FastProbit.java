// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The standard normal distribution, interpolated linearly between tabulated points to within 2e-4, and exact in the
 * tails. Every candidate row needs a quantile and a probability, which would cost more than the generator's noise if
 * they were exact.
 */
final class FastProbit {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
    /** Intervals of the table of quantiles. */
    private static final int SHARES = 1 << 12;
    /** Intervals at either end in which quantiles bend too much for a line. */
    private static final int TAIL = 16;

    private static final double[] QUANTILES = new double[SHARES + 1];

    /** The table of logarithms covers values from -{@value} to {@value}. */
    private static final int LIMIT = 8;
    /** Intervals of the table of logarithms in each unit. */
    private static final int CELLS_OF_ONE = 64;

    private static final double[] LOGARITHMS = new double[2 * LIMIT * CELLS_OF_ONE + 1];

    static {
        for (int i = TAIL; i <= SHARES - TAIL; i++) {
            QUANTILES[i] = STANDARD.inverseCumulativeProbability((double) i / SHARES);
        }
        for (int i = 0; i < LOGARITHMS.length; i++) {
            LOGARITHMS[i] = Math.log(STANDARD.cumulativeProbability((double) i / CELLS_OF_ONE - LIMIT));
        }
    }

    private FastProbit() {}

    /** The quantile of a share from 0 to 1. */
    static double quantile(final double share) {
        final double at = share * SHARES;
        final int cell = (int) at;
        return cell < TAIL || cell >= SHARES - TAIL
                ? STANDARD.inverseCumulativeProbability(share)
                : QUANTILES[cell] + (at - cell) * (QUANTILES[cell + 1] - QUANTILES[cell]);
    }

    /** The logarithm of the probability below a value. */
    static double logShare(final double value) {
        if (!(Math.abs(value) < LIMIT)) {
            return Math.log(STANDARD.cumulativeProbability(value));
        }
        final double at = (value + LIMIT) * CELLS_OF_ONE;
        final int cell = (int) at;
        return LOGARITHMS[cell] + (at - cell) * (LOGARITHMS[cell + 1] - LOGARITHMS[cell]);
    }
}
