// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<Integer> steps = new ArrayList<>();
    private final List<Losses> losses = new ArrayList<>();

    private final TrainingMonitor monitor = (step, planned, left, sinceLast) -> {
        assertEquals(100, planned);
        steps.add(step);
        losses.add(sinceLast);
        return step == 20 ? "a column is lost" : null;
    };

    private ProgressReporter reporter(final TrainingRuns training, final Duration period, final double penalty) {
        return new ProgressReporter(monitor, period, TrainingRuns.SETTINGS.withPenalty(penalty), training.now);
    }

    @Test
    void reportsEveryTenthAndNotesWhatIsWrong() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final ProgressReporter reporter = reporter(training, NEVER, .03);
            training.trainTo(20, reporter);
            assertEquals("a column is lost", training.run.problem());
            training.trainTo(100, reporter);
            assertNull(training.run.problem());
            assertEquals(IntStream.rangeClosed(1, 10).map(t -> 10 * t).boxed().toList(), steps);
            assertTrue(
                    losses.stream().allMatch(loss -> loss.discriminator() > 0 && loss.generator() > 0),
                    losses::toString);
        }
    }

    @Test
    void reportsAsOftenAsTheCallerWants() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final ProgressReporter reporter = reporter(training, Duration.ofSeconds(3), .03);
            training.tick = Duration.ofSeconds(1);
            training.trainTo(9, reporter);
            assertEquals(List.of(3, 6, 9), steps);
        }
    }

    @Test
    void reportsEachMeasurementOfEarlyStoppingOnce() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns(TrainingRuns.watched())) {
            final ProgressReporter reporter = reporter(training, NEVER, .03);
            training.trainTo(4, run -> {
                if (run.steps() == 3) {
                    run.keepIfBest(5);
                    reporter.onStep(run);
                }
                reporter.onStep(run);
            });
            assertEquals(List.of(3), steps);
        }
    }

    @Test
    void explodedLossesAreAProblemWithAdviceThatFitsTheSettings() throws TrainingException {
        for (final double penalty : new double[] {0, .03}) {
            try (TrainingRuns training = new TrainingRuns()) {
                final ProgressReporter reporter = reporter(training, NEVER, penalty);
                // Parameters of such a size give scores of such a size.
                while (training.run.steps() < 10) {
                    training.step.run(1e6);
                    training.run.review();
                    reporter.onStep(training.run);
                }
                assertEquals(
                        "its losses have exploded. Lower the learning rate"
                                + (penalty == 0 ? " or raise the penalty" : ""),
                        training.run.problem());
                assertEquals(List.of(), steps, "such losses are not reported");
            }
        }
    }

    @Test
    void lossesThatAreNotNumbersHaveDiverged() {
        assertTrue(new Losses(Double.NaN, 1).diverged());
        assertTrue(new Losses(1, Double.POSITIVE_INFINITY).diverged());
        assertTrue(new Losses(600, 400).diverged());
        assertFalse(new Losses(600, 399).diverged());
    }
}
