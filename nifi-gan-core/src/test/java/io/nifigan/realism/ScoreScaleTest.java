// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScoreScaleTest {
    @Test
    void givesTheShareThatScoresNoHigher() {
        final ScoreScale scale = new ScoreScale(new double[] {-2, 0, 0, 1, 5});
        assertEquals(0, scale.percentile(-3));
        assertEquals(0, scale.percentile(-2));
        assertEquals(12.5, scale.percentile(-1), 1e-12);
        assertEquals(50, scale.percentile(0), 1e-12);
        assertEquals(62.5, scale.percentile(.5), 1e-12);
        assertEquals(87.5, scale.percentile(3), 1e-12);
        assertEquals(100, scale.percentile(5));
        assertEquals(100, scale.percentile(Double.POSITIVE_INFINITY));
    }

    @Test
    void refusesQuantilesThatDoNotAscend() {
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {1, 0}));
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {0, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {0, -0.}));
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {0}));
    }
}
