// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal quantile function, limited to a range in which training tables have rows. */
public final class Normal {
    /** The largest result; training tables are too small to have rows beyond it. */
    public static final double LIMIT = 4;

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /**
     * The value below which a standard normal variable lies with probability {@code share}, from -{@value #LIMIT} to
     * {@value #LIMIT}.
     */
    public static double quantile(final double share) {
        return Math.clamp(STANDARD.inverseCumulativeProbability(Math.clamp(share, 0, 1)), -LIMIT, LIMIT);
    }

    /** The probability that a standard normal variable lies below {@code value}. */
    public static double share(final double value) {
        return STANDARD.cumulativeProbability(value);
    }
}
