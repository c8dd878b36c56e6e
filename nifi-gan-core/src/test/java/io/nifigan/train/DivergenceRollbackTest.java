// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DivergenceRollbackTest {
    private final TrainingRuns.Caller caller = new TrainingRuns.Caller();

    private static void fails(final TrainingRuns training, final int step, final DivergenceRollback rollback)
            throws TrainingException {
        training.trainTo(step - 1, rollback);
        training.run.step();
        training.run.review();
        training.run.noteProblem("a column is lost");
        rollback.onStep(training.run);
    }

    @Test
    void goesBackToTheLastSoundMilestoneWithHalfTheRate() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final DivergenceRollback rollback = new DivergenceRollback(training.run, caller);
            training.trainTo(20, rollback);
            final float[] generator = training.step.generatorParameters();
            final float[] discriminator = training.step.discriminatorParameters();
            final double rate = training.schedule.learningRate();
            fails(training, 30, rollback);
            assertEquals(20, training.step.done());
            assertArrayEquals(generator, training.step.generatorParameters());
            assertArrayEquals(discriminator, training.step.discriminatorParameters());
            assertEquals(rate / 2, training.schedule.learningRate(), 1e-15);
            assertEquals(
                    List.of("The training diverged by step 30, and went back to step 20 to go on with half the "
                            + "learning rate: a column is lost"),
                    caller.notes);
        }
    }

    @Test
    void goesBackToTheBeginningBeforeTheFirstMilestone() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final float[] generator = training.step.generatorParameters();
            fails(training, 10, new DivergenceRollback(training.run, caller));
            assertEquals(0, training.step.done());
            assertArrayEquals(generator, training.step.generatorParameters());
        }
    }

    @Test
    void goesBackFromTheEndAndTrainsOn() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            fails(training, 100, new DivergenceRollback(training.run, caller));
            assertEquals(90, training.step.done());
            assertFalse(training.run.isOver());
        }
    }

    @Test
    void aProblemBetweenMilestonesMayPass() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            fails(training, 25, new DivergenceRollback(training.run, caller));
            assertEquals(25, training.step.done());
            assertEquals(List.of(), caller.notes);
        }
    }

    @Test
    void givesUpAfterThreeTimes() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final DivergenceRollback rollback = new DivergenceRollback(training.run, caller);
            for (int time = 1; time <= 3; time++) {
                fails(training, 10, rollback);
                assertEquals(time, training.run.rollbacks());
            }
            final TrainingException failure =
                    assertThrows(TrainingException.class, () -> fails(training, 10, rollback));
            assertEquals(
                    "The training diverged at step 10 of 100, also after going back 3 times, with a "
                            + "lower learning rate each time: a column is lost",
                    failure.getMessage());
        }
    }

    @Test
    void doesNotGoBackToNumbersThatAreNotFinite() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final TrainingStep.State state = training.step.state();
            final float[] broken = state.generator().parameters().clone();
            Arrays.fill(broken, Float.NaN);
            training.step.restore(new TrainingStep.State(
                    0,
                    state.streams(),
                    state.shuffle(),
                    new Optimizer.State(
                            broken,
                            state.generator().squares(),
                            state.generator().average()),
                    state.discriminator()));
            final DivergenceRollback rollback = new DivergenceRollback(training.run, caller);
            final TrainingException failure =
                    assertThrows(TrainingException.class, () -> fails(training, 10, rollback));
            assertEquals("The training diverged at step 10 of 100: a column is lost", failure.getMessage());
        }
    }
}
