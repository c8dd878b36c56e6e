// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a training is saved; what happens to the files is in the tests of a whole training. */
class CheckpointWriterTest {
    private static final byte[] FINGERPRINT = new byte[TrainingStateFile.FINGERPRINT];

    @TempDir
    private Path folder;

    private final TrainingRuns.Caller caller = new TrainingRuns.Caller();

    private static TrainingState.Size size(final TrainingRuns training) {
        return new TrainingState.Size(training.step.size(), training.run.best().watched());
    }

    private CheckpointWriter writer(final TrainingRuns training, final Duration period) {
        final Checkpoints checkpoints = new Checkpoints(folder, period);
        assertEquals(Optional.empty(), checkpoints.begin(FINGERPRINT, size(training), caller));
        return new CheckpointWriter(checkpoints);
    }

    private Optional<TrainingState> saved(final TrainingRuns training) {
        return new Checkpoints(folder, Duration.ZERO).begin(FINGERPRINT, size(training), caller);
    }

    @Test
    void savesOnceThePeriodIsOver() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns()) {
            final CheckpointWriter writer = writer(training, Duration.ofMinutes(20));
            training.tick = Duration.ofMinutes(6);
            training.trainTo(3, writer);
            assertEquals(Optional.empty(), saved(training));
            training.trainTo(4, writer);
            assertEquals(4, saved(training).orElseThrow().step().done());
            assertFalse(training.run.isOver());
        }
    }

    @Test
    void savesWhenCancelledAndAtTheEnd() throws TrainingException {
        try (TrainingRuns training = new TrainingRuns(TrainingRuns.watched())) {
            final CheckpointWriter writer = writer(training, Duration.ofDays(1));
            training.trainTo(2, writer);
            training.run.keepIfBest(6);
            training.trainTo(4, writer);
            writer.onCancelled(training.run);
            final TrainingState state = saved(training).orElseThrow();
            assertEquals(4, state.step().done());
            assertEquals(5, state.prepared());
            assertEquals(2, state.best().step());
            assertArrayEquals(
                    training.step.generatorParameters(),
                    state.step().generator().average());
            training.trainTo(6, writer);
            training.run.end("no better");
            writer.onStep(training.run);
            assertEquals(6, saved(training).orElseThrow().step().done());
        }
    }

    @Test
    void withoutADirectoryNothingIsSaved() {
        try (TrainingRuns training = new TrainingRuns()) {
            new CheckpointWriter(Checkpoints.none()).onCancelled(training.run);
            assertTrue(saved(training).isEmpty());
        }
    }
}
