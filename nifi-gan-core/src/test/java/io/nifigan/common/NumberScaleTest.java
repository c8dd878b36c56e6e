// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NumberScaleTest {
    @Test
    void ordinaryNumbersStayAsTheyAre() {
        final NumberScale scale = NumberScale.of(new double[] {-1e5, 0, .01, 3, 2e5});
        assertFalse(scale.isLogarithmic());
        assertEquals(.3, scale.of(.3));
        assertEquals(.3, scale.value(.3));
        assertEquals(7, NumberScale.of(new double[0]).of(7));
    }

    @Test
    void hugeNumbersAreScaled() {
        final NumberScale scale = NumberScale.of(new double[] {1e305, 1.5e308, Double.MAX_VALUE});
        assertFalse(scale.isLogarithmic());
        assertTrue(scale.of(Double.MAX_VALUE) <= 2);
        assertEquals(1.5e308, scale.value(scale.of(1.5e308)));
    }

    @Test
    void manyDecadesAreLogarithms() {
        final double[] values = {-1e300, -1e-5, -1e-307, 0, 1e-307, 1e-3, 5, 1e300, Double.MAX_VALUE};
        final NumberScale scale = NumberScale.of(values);
        assertTrue(scale.isLogarithmic());
        for (int i = 0; i < values.length; i++) {
            final double place = scale.of(values[i]);
            assertTrue(Math.abs(place) < 1_500, "place of " + values[i] + ": " + place);
            assertTrue(i == 0 || place > scale.of(values[i - 1]), "rising at " + values[i]);
            assertEquals(values[i], scale.value(place), 1e-12 * Math.abs(values[i]));
        }
        assertTrue(Double.isNaN(scale.of(Double.NaN)));
    }
}
