// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal quantile, cut off where training tables hold no more rows. */
public final class Normal {
    /** The greatest value, beyond which no training table has rows. */
    public static final double LIMIT = 4;

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** The standard normal number that a share of all lies below, within the limits. */
    public static double quantile(final double share) {
        return Math.clamp(STANDARD.inverseCumulativeProbability(Math.clamp(share, 0, 1)), -LIMIT, LIMIT);
    }
}
