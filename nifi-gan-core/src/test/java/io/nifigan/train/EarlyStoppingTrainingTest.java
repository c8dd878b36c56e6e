// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.TimeBudget;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A training is measured, ended and gone back in as the figures say. */
@Tag("slow")
class EarlyStoppingTrainingTest {
    private static final TrainingSettings SETTINGS = TrainedModels.SMALL
            .withMaxSteps(200)
            .withTimeBudget(Duration.ofMinutes(10))
            .withPatience(20);
    private static final EncodedTable ENCODED = encoded();

    private static EncodedTable encoded() {
        final Table table = TrainedModels.table(100, 1);
        return EncoderFitter.fit(table, Set.of()).encode(table);
    }

    /** Says what it is told to say, and keeps what it saw. */
    private static final class Script implements TrainingMonitor, TrainingListener {
        private final double[] errors;
        private final GANTrainer trainer;
        private final List<Integer> steps = new ArrayList<>();
        private final List<float[]> generators = new ArrayList<>();
        private String ended;
        private int kept;

        Script(final GANTrainer trainer, final double... errors) {
            this.trainer = trainer;
            this.errors = errors;
        }

        @Override
        public String onReport(final int step, final int planned, final Duration left, final Losses losses) {
            return null;
        }

        @Override
        public double heldOutError() {
            steps.add(trainer.steps());
            generators.add(trainer.generatorParameters());
            return errors[Math.min(steps.size(), errors.length) - 1];
        }

        @Override
        public void ended(final String why) {
            ended = why;
        }

        @Override
        public void kept(final int step) {
            kept = step;
        }

        Script run() throws TrainingException {
            trainer.train(TimeBudget.of(Duration.ofMinutes(5)), Checkpoints.none(), this, this);
            return this;
        }
    }

    @Test
    void endsWithoutImprovementAndKeepsTheBestStep() throws TrainingException {
        try (GANTrainer trainer = new GANTrainer(ENCODED, SETTINGS)) {
            final Script script = new Script(trainer, 9, 7, 4, 5, 4, 6, 8, 3).run();
            assertEquals(List.of(5, 10, 15, 20, 25, 30, 35), script.steps);
            assertEquals(35, trainer.steps());
            assertEquals(15, script.kept);
            assertEquals("no better on held-out records for 20 steps, since step 15", script.ended);
            assertArrayEquals(script.generators.get(2), trainer.bestGenerator());
            assertFalse(Arrays.equals(script.generators.get(2), trainer.generatorParameters()), "the last is another");
        }
    }

    @Test
    void continuesWhileItImprovesAndKeepsTheBestStep() throws TrainingException {
        final double[] errors = new double[40];
        Arrays.setAll(errors, i -> i == 39 ? 300 : 100 - i);
        try (GANTrainer trainer = new GANTrainer(ENCODED, SETTINGS)) {
            final Script script = new Script(trainer, errors).run();
            assertEquals("maximum steps", script.ended);
            assertEquals(200, trainer.steps());
            assertEquals(195, script.kept);
            assertArrayEquals(script.generators.get(38), trainer.bestGenerator());
        }
    }

    @Test
    void theLastStepIsAlwaysMeasured() throws TrainingException {
        try (GANTrainer trainer = new GANTrainer(ENCODED, SETTINGS.withMaxSteps(12))) {
            final Script script = new Script(trainer, 9, 8, 7).run();
            assertEquals(List.of(5, 10, 12), script.steps);
            assertEquals(12, script.kept);
        }
    }

    @Test
    void withoutPatienceNothingIsMeasuredAndTheLastStepIsKept() throws TrainingException {
        try (GANTrainer watched =
                        new GANTrainer(ENCODED, SETTINGS.withMaxSteps(50).withPatience(200));
                GANTrainer trainer =
                        new GANTrainer(ENCODED, SETTINGS.withMaxSteps(50).withPatience(0))) {
            final Script script = new Script(trainer, 1).run();
            assertEquals(List.of(), script.steps);
            assertEquals(50, script.kept);
            assertArrayEquals(trainer.generatorParameters(), trainer.bestGenerator());
            // To look does not change what comes of it.
            new Script(watched, 3, 2, 1).run();
            assertArrayEquals(trainer.generatorParameters(), watched.generatorParameters());
        }
    }

    @Test
    void impossibleSnapshotsAreRefused() {
        final float[] some = new float[3];
        assertTrue(new BestSnapshot(4, 4, 2, some, some).finite());
        assertFalse(new BestSnapshot(4, 4, 2, new float[] {Float.NaN}, some).finite());
        for (final double error : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new BestSnapshot(4, 4, error, some, some));
        }
        assertThrows(IllegalArgumentException.class, () -> new BestSnapshot(4, 5, 2, some, some));
        assertThrows(IllegalArgumentException.class, () -> new BestSnapshot(-1, -1, 2, some, some));
        assertThrows(IllegalArgumentException.class, () -> new BestSnapshot(4, 4, 2, new float[0], new float[0]));
    }
}
