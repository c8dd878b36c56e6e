// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class FastProbitTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    @Test
    void quantilesAreThoseOfTheNormalDistribution() {
        for (int i = 0; i <= 1_000_000; i++) {
            final double share = i / 1e6;
            final double expected = NORMAL.inverseCumulativeProbability(share);
            assertEquals(expected, FastProbit.quantile(share), 2e-4, "of " + share);
        }
    }

    @Test
    void logarithmsOfProbabilitiesAreThoseOfTheNormalDistribution() {
        for (double value = -12; value <= 12; value += 1e-3) {
            assertEquals(
                    Math.log(NORMAL.cumulativeProbability(value)), FastProbit.logShare(value), 1e-4, "of " + value);
        }
        assertEquals(Double.NEGATIVE_INFINITY, FastProbit.logShare(Double.NEGATIVE_INFINITY));
        assertEquals(0, FastProbit.logShare(Double.POSITIVE_INFINITY));
    }
}
