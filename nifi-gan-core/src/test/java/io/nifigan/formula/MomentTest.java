// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MomentTest {
    private static final Moment MILLIS = Moment.of(3, 1_000);

    @Test
    void roundingTwiceIsRoundingToTheCoarser() {
        final Moment seconds = MILLIS.shifted(0, 1_000_000);
        assertEquals(new Moment(3, 0, 60_000_000), seconds.shifted(0, 60_000_000));
        assertEquals(new Moment(3, 5_000_000, 60_000_000), seconds.shifted(5_000_000, 60_000_000));
        // A half of a second is lost in whole seconds.
        assertNull(seconds.shifted(500_000, 1_000_000));
        assertNull(seconds.shifted(0, 1_500_000));
    }

    @Test
    void theCoarserIsNeverAfterTheFiner() {
        final Moment seconds = MILLIS.shifted(0, 1_000_000);
        assertTrue(seconds.isNeverAfter(MILLIS));
        assertFalse(MILLIS.isNeverAfter(seconds));
        assertTrue(seconds.isNeverAfter(MILLIS.shifted(3_000, 1_000)));
        assertFalse(seconds.isNeverAfter(MILLIS.shifted(-3_000, 1_000)));
        assertFalse(seconds.isNeverAfter(Moment.of(4, 1_000)));
        assertFalse(new Moment(3, 0, 7).isNeverAfter(new Moment(3, 0, 2)));
        // Two hours later, cut to the minute, is still later.
        assertTrue(MILLIS.isNeverAfter(new Moment(3, 7_200_000_000L, 60_000_000)));
        assertFalse(MILLIS.isNeverAfter(new Moment(3, 59_999_999, 60_000_000)));
    }
}
