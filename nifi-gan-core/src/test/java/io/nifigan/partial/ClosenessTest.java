// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClosenessTest {
    private static final int ROWS = 2_000;

    private final SplittableRandom random = new SplittableRandom(1);

    /** Amounts between 1 and e^8, and values within some percent of them. */
    private double[][] near() {
        final double[] computed = new double[ROWS];
        Arrays.setAll(computed, r -> Math.exp(8 * random.nextDouble()));
        final double[] values = new double[ROWS];
        Arrays.setAll(values, r -> computed[r] * (1 + .04 * (random.nextDouble() - .5)));
        return new double[][] {values, computed};
    }

    @Test
    void valuesWithinSomePercentAreNearByShares() {
        final double[][] near = near();
        final Closeness closeness = Closeness.of(near[0], near[1], 0, true);
        assertTrue(closeness.relative());
        assertEquals(.02, closeness.width(), .02);
    }

    /** There is no percent of a date. */
    @Test
    void timesAreNearByDistancesOnly() {
        final double[][] near = near();
        final Closeness closeness = Closeness.of(near[0], near[1], 0, false);
        assertFalse(closeness.relative());
        assertTrue(closeness.information() > 0);
    }
}
