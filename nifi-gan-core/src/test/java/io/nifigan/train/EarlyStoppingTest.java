// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Early stopping alone; that a training ends and keeps its best is in {@link EarlyStoppingTrainingTest}. */
class EarlyStoppingTest {
    /** Gives one error after another. */
    private static final class Errors implements TrainingMonitor {
        private final double[] errors;
        private int measured;

        Errors(final double... errors) {
            this.errors = errors;
        }

        @Override
        public String onReport(final int step, final int planned, final Duration left, final Losses losses) {
            throw new AssertionError("early stopping reports nothing");
        }

        @Override
        public double heldOutError() {
            return errors[measured++];
        }
    }

    @Test
    void measuresFourTimesWithinThePatienceAndThenEnds() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns(TrainingRuns.watched())) {
            final Errors errors = new Errors(9, 7, 8, 8, 8, 7);
            final EarlyStopping stopping = new EarlyStopping(12, errors);
            stopping.onStep(training.run);
            assertEquals(0, errors.measured, "before the first step there is nothing to measure");
            final List<float[]> generators = new ArrayList<>();
            training.trainTo(17, run -> {
                stopping.onStep(run);
                generators.add(training.step.generatorParameters());
            });
            assertEquals(5, errors.measured);
            assertFalse(training.run.isOver());
            training.trainTo(18, stopping);
            assertEquals("no better on held-out records for 12 steps, since step 6", training.run.ended());
            assertEquals(6, training.run.best().step());
            assertEquals(7, training.run.best().error());
            assertArrayEquals(generators.get(5), training.run.best().generator());
        }
    }

    @Test
    void measuresAStepOnceAndTheLastOneAlways() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns(TrainingRuns.watched())) {
            final Errors errors = new Errors(9, 8, 7);
            final EarlyStopping stopping = new EarlyStopping(40, errors);
            training.trainTo(10, stopping);
            stopping.onStep(training.run);
            assertEquals(1, errors.measured);
            training.trainTo(13, stopping);
            training.run.end("time budget");
            stopping.onStep(training.run);
            assertEquals(2, errors.measured);
            assertEquals(13, training.run.best().step());
            assertEquals("time budget", training.run.ended());
        }
    }

    @Test
    void onlyALowerErrorIsBetter() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns(TrainingRuns.watched())) {
            training.trainTo(3, new EarlyStopping(2, new Errors(5, 5, 5)));
            assertEquals(1, training.run.best().step());
            assertEquals(3, training.run.best().checked());
            assertTrue(training.run.isOver());
        }
    }
}
