// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
    private final TrainingRuns.Caller caller = new TrainingRuns.Caller();

    @Test
    void listenersAreCalledBeforeEachStepAndAfterTheLast() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final List<Integer> seen = new ArrayList<>();
            final List<Integer> milestones = new ArrayList<>();
            final List<Integer> over = new ArrayList<>();
            new TrainingLoop(
                            training.run,
                            List.of(run -> seen.add(run.steps()), run -> {
                                if (run.isMilestone()) {
                                    milestones.add(run.steps());
                                }
                                if (run.isOver()) {
                                    over.add(run.steps());
                                }
                            }),
                            caller.cancellation())
                    .run();
            assertEquals(IntStream.rangeClosed(0, 100).boxed().toList(), seen);
            assertEquals(List.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100), milestones);
            assertEquals(List.of(100), over);
            assertEquals("maximum steps", training.run.ended());
        }
    }

    @Test
    void oneListenerEndsTheTrainingAndTheNextRollsItBack() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final TrainingState begin = training.run.state();
            final List<Integer> seen = new ArrayList<>();
            new TrainingLoop(
                            training.run,
                            List.of(
                                    run -> {
                                        seen.add(run.steps());
                                        if (run.steps() == 3) {
                                            run.end("enough");
                                        }
                                    },
                                    run -> {
                                        if (run.isOver() && run.rollbacks() == 0) {
                                            run.rollBack(begin);
                                        }
                                    }),
                            caller.cancellation())
                    .run();
            assertEquals(List.of(0, 1, 2, 3, 1, 2, 3), seen);
            assertEquals("enough", training.run.ended());
            assertEquals(3, training.step.done());
        }
    }

    @Test
    void theTimeBudgetEndsTheTraining() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            new TrainingLoop(training.run, List.of(run -> training.now += 1_000_000_000L * 600), caller.cancellation())
                    .run();
            assertEquals(6, training.step.done());
            assertEquals("time budget", training.run.ended());
        }
    }

    @Test
    void aCancelledTrainingStopsAndNotifiesItsListeners() {
        try (TrainingRuns training = new TrainingRuns()) {
            final List<Integer> cancelled = new ArrayList<>();
            final StepListener listener = new StepListener() {
                @Override
                public void onStep(final TrainingRun run) {
                    caller.cancels = run.steps() == 7;
                }

                @Override
                public void onCancelled(final TrainingRun run) {
                    cancelled.add(run.steps());
                }
            };
            assertThrows(
                    TrainingStoppedException.class,
                    () -> new TrainingLoop(training.run, List.of(listener), caller.cancellation()).run());
            assertEquals(List.of(8), cancelled);
            assertFalse(training.run.isOver());
        }
    }

    @Test
    void aRollbackRestoresStepsBestAndMilestones() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns(TrainingRuns.watched())) {
            training.trainTo(20, run -> {});
            training.run.keepIfBest(8);
            final TrainingState twenty = training.run.state();
            assertEquals(5, twenty.prepared());
            training.trainTo(45, run -> {});
            training.run.keepIfBest(3);
            training.run.noteProblem("a column is lost");
            training.run.rollBack(twenty);
            assertEquals(20, training.run.steps());
            assertEquals(20, training.run.best().step());
            assertEquals(8, training.run.best().error());
            assertEquals(1, training.run.rollbacks());
            assertNull(training.run.problem());
            final List<Integer> milestones = new ArrayList<>();
            training.trainTo(41, run -> {
                if (run.isMilestone()) {
                    milestones.add(run.steps());
                }
            });
            assertEquals(List.of(30, 40), milestones);
            assertTrue(training.run.hasLosses());
        }
    }
}
