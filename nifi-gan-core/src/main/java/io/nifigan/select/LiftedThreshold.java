// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.RandomStream;

/**
 * Draws the threshold that the logarithm of a row's weight, less the bound, must exceed for the row to be kept. A row
 * of acceptance probability a is kept with probability F(u + sqrt(1 + v) F^-1(a)), where u is the row's lift, v the
 * mean square of lifts, and F the standard normal distribution function. If lifts are normal with mean 0, this is a on
 * average, whatever v is. Were lifts a part of the weight, the bound would have to exceed the greatest lifts too, and
 * several times as many rows would be rejected. Not thread-safe.
 */
final class LiftedThreshold {
    /** Lifts beyond this many root mean squares are cut: a few such rows would make up most of the mean square. */
    private static final double MAX_LIFT = 3;
    /** The mean square remembers about 1 / {@value} rows. */
    private static final double SQUARE_STEP = .001;

    private final RandomStream random;
    private double meanSquare;

    LiftedThreshold(final RandomStream random) {
        this.random = random;
    }

    /** Draws the threshold for a row of this lift, always below 0. */
    double draw(final double lift) {
        final double max = MAX_LIFT * Math.sqrt(Math.max(1, meanSquare));
        final double above = Math.clamp(lift, -max, max);
        meanSquare += SQUARE_STEP * (above * above - meanSquare);
        final double drawn = random.nextDouble();
        return meanSquare == 0
                ? Math.log(drawn)
                : FastProbit.logShare((FastProbit.quantile(drawn) - above) / Math.sqrt(1 + meanSquare));
    }
}
