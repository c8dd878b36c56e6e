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
    void ignoresTheClockIfTheStepsFit() {
        final Schedule slow = new Schedule(400, 1e-3, Duration.ofSeconds(100), 0);
        final Schedule fast = new Schedule(400, 1e-3, Duration.ofSeconds(100), 0);
        for (int step = 0; step < 400; step++) {
            assertTrue(slow.review(step, step * 200 * MILLISECOND));
            assertTrue(fast.review(step, step * 3 * MILLISECOND));
            assertEquals(fast.learningRate(), slow.learningRate());
        }
        assertFalse(fast.review(400, 1));
        assertEquals(1e-3 * .02, fast.learningRate(), 1e-9);
    }

    @Test
    void reachesTheLastRateWhenTheTimeIsUp() {
        final Schedule schedule = new Schedule(1_000_000, 1e-3, Duration.ofSeconds(10), 0);
        int step = 0;
        while (schedule.review(step, step * 10 * MILLISECOND)) {
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

    @Test
    void theRateFallsByACosineToTwoPercent() {
        final Schedule schedule = new Schedule(1_000, 1e-3, Duration.ofHours(1), 0);
        schedule.review(0, 0);
        assertEquals(1e-3, schedule.learningRate(), 1e-12);
        schedule.review(500, 1);
        assertEquals(.51e-3, schedule.learningRate(), 1e-12);
        schedule.review(1_000, 2);
        assertEquals(.02e-3, schedule.learningRate(), 1e-12);
    }

    @Test
    void eachRollbackHalvesTheRateThatProgressAloneWouldGive() {
        final Schedule schedule = new Schedule(1_000, 1e-3, Duration.ofHours(1), 0);
        schedule.review(800, 1);
        schedule.rollBack(.5);
        assertEquals(.51e-3 / 2, schedule.learningRate(), 1e-12);
        schedule.rollBack(0);
        assertEquals(1e-3 / 4, schedule.learningRate(), 1e-12);
        assertEquals(2, schedule.rollbacks());
        final Schedule restored = new Schedule(1_000, 1e-3, Duration.ofHours(1), 500);
        restored.restore(schedule.state(7), 500);
        assertEquals(schedule.learningRate(), restored.learningRate());
        assertEquals(2, restored.rollbacks());
    }

    @Test
    void aSlowMachinePlansNoMoreStepsThanFitTheBudget() {
        final Schedule schedule = new Schedule(10_000, 1e-3, Duration.ofSeconds(10), 0);
        for (int step = 0; step <= 200; step++) {
            schedule.review(step, step * 10 * MILLISECOND);
        }
        assertEquals(1_000, schedule.planned());
        assertEquals(.2, schedule.progress(), 1e-9);
        assertEquals(Duration.ofSeconds(8), schedule.left(200, 2_000 * MILLISECOND));
    }

    @Test
    void smallTablesGetFewerPasses() {
        assertEquals(986, Schedule.stepsBeforeMemorization(500, 900));
        // 376 times 200 rows in batches of 100.
        assertEquals(753, Schedule.stepsBeforeMemorization(100, 200));
        assertTrue(
                Schedule.stepsBeforeMemorization(500, 9_999) >= 19_990,
                "hardly fewer than 10,000 rows are gone through a thousand times");
        assertEquals(Integer.MAX_VALUE, Schedule.stepsBeforeMemorization(500, 10_000));
        assertEquals(Integer.MAX_VALUE, Schedule.stepsBeforeMemorization(500, 1_000_000));
    }

    @Test
    void saysWhatEndedTheTraining() {
        final TrainingSettings settings =
                TrainingSettings.defaults().withBatchSize(100).withMaxSteps(800);
        assertEquals(
                "more steps would memorize so few records",
                Schedule.of(settings, 200, Duration.ofHours(1), 0).end(753));
        assertEquals(
                "time budget",
                Schedule.of(settings, 200, Duration.ofHours(1), 0).end(752));
        assertEquals(
                "maximum steps",
                Schedule.of(settings.withMaxSteps(753), 200, Duration.ofHours(1), 0)
                        .end(753));
    }
}
