// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long MILLISECOND = 1_000_000;

    @Test
    void ignoresTheClockWhereTheStepsFit() {
        final Schedule slow = new Schedule(400, 1e-3, Duration.ofSeconds(100), 0);
        final Schedule fast = new Schedule(400, 1e-3, Duration.ofSeconds(100), 0);
        for (int step = 0; step < 400; step++) {
            assertTrue(slow.goesOn(step, step * 200 * MILLISECOND));
            assertTrue(fast.goesOn(step, step * 3 * MILLISECOND));
            assertEquals(fast.learningRate(), slow.learningRate());
        }
        assertFalse(fast.goesOn(400, 1));
        assertEquals(1e-3 * .02, fast.learningRate(), 1e-9);
    }

    @Test
    void reachesTheLastRateWhenTheTimeIsUp() {
        final Schedule schedule = new Schedule(1_000_000, 1e-3, Duration.ofSeconds(10), 0);
        int step = 0;
        while (schedule.goesOn(step, step * 10 * MILLISECOND)) {
            step++;
        }
        assertEquals(1_000, step);
        assertEquals(1_000, schedule.planned(), 30);
        assertEquals(1e-3 * .02, schedule.learningRate(), 1e-6);
    }

    @Test
    void choosesALowerRateForMoreSteps() {
        assertEquals(1e-3, new Schedule(1_000, 0, Duration.ofHours(1), 0).learningRate(), 1e-12);
        assertEquals(5e-4, new Schedule(9_000, 0, Duration.ofHours(1), 0).learningRate(), 1e-12);
    }
}
