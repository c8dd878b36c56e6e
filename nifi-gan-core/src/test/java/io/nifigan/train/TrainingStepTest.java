// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
    private static TrainingStep step(final TrainingSettings settings) {
        return new TrainingStep(TrainingRuns.ENCODED, settings, null, null);
    }

    private static void run(final TrainingStep step, final int steps) {
        for (int i = 0; i < steps; i++) {
            step.run(1e-3);
        }
    }

    @Test
    void startsWithTheGivenParameters() {
        final float[] generator;
        final float[] discriminator;
        try (TrainingStep other = step(TrainingRuns.SETTINGS.withSeed(99))) {
            generator = other.generatorParameters();
            discriminator = other.discriminatorParameters();
        }
        try (TrainingStep step =
                new TrainingStep(TrainingRuns.ENCODED, TrainingRuns.SETTINGS, generator, discriminator)) {
            assertArrayEquals(generator, step.generatorParameters());
            assertArrayEquals(discriminator, step.discriminatorParameters());
        }
    }

    @Test
    void aStepAtRateZeroChangesNothingAndOtherStepsChangeBothNetworks() {
        try (TrainingStep step = step(TrainingRuns.SETTINGS)) {
            final float[] generator = step.generatorParameters();
            final float[] discriminator = step.discriminatorParameters();
            step.run(0);
            assertArrayEquals(generator, step.generatorParameters());
            assertArrayEquals(discriminator, step.discriminatorParameters());
            step.run(1e-3);
            assertEquals(2, step.done());
            assertFalse(Arrays.equals(generator, step.generatorParameters()));
            assertFalse(Arrays.equals(discriminator, step.discriminatorParameters()));
        }
    }

    @Test
    void resumesFromAStateBitForBit() {
        try (TrainingStep step = step(TrainingRuns.SETTINGS);
                TrainingStep other = step(TrainingRuns.SETTINGS.withSeed(99))) {
            run(step, 4);
            final TrainingStep.State state = step.state();
            run(step, 5);
            final float[] generator = step.generatorParameters();
            final float[] discriminator = step.discriminatorParameters();
            run(other, 2);
            for (final TrainingStep restored : new TrainingStep[] {step, other}) {
                restored.restore(state);
                assertEquals(4, restored.done());
                assertFalse(restored.hasLosses(), "losses of steps that are undone");
                run(restored, 5);
                assertArrayEquals(generator, restored.generatorParameters());
                assertArrayEquals(discriminator, restored.discriminatorParameters());
            }
        }
    }

    @Test
    void lossesAreMeansOfTheStepsSinceTheLastCall() {
        try (TrainingStep each = step(TrainingRuns.SETTINGS);
                TrainingStep both = step(TrainingRuns.SETTINGS)) {
            assertEquals(new Losses(0, 0), each.takeLosses());
            run(each, 1);
            final Losses first = each.takeLosses();
            run(each, 1);
            final Losses second = each.takeLosses();
            run(both, 2);
            assertTrue(both.hasLosses());
            final Losses mean = both.takeLosses();
            assertNotEquals(first.discriminator(), second.discriminator());
            assertEquals((first.discriminator() + second.discriminator()) / 2, mean.discriminator(), 1e-12);
            assertEquals((first.generator() + second.generator()) / 2, mean.generator(), 1e-12);
            assertFalse(both.hasLosses());
        }
    }

    @Test
    void aConstantDiscriminatorHasTheLossOfACoin() {
        final int parameters;
        try (TrainingStep any = step(TrainingRuns.SETTINGS)) {
            parameters = any.size().discriminator();
        }
        try (TrainingStep step =
                new TrainingStep(TrainingRuns.ENCODED, TrainingRuns.SETTINGS, null, new float[parameters])) {
            step.run(0);
            step.run(0);
            final Losses losses = step.takeLosses();
            assertEquals(Math.log(2), losses.discriminator(), 1e-12);
            assertEquals(Math.log(2), losses.generator(), 1e-12);
        }
    }

    @Test
    void aBatchHasNoMoreRowsThanTheTable() {
        final TrainingSettings settings = TrainingSettings.defaults().withBatchSize(500);
        assertEquals(500, TrainingStep.batchSize(settings, 10_000));
        assertEquals(150, TrainingStep.batchSize(settings, 150));
        assertEquals(2, TrainingStep.batchSize(settings, 1));
    }

    @Test
    void impossibleStatesAreRefused() {
        try (TrainingStep step = step(TrainingRuns.SETTINGS)) {
            final TrainingStep.State good = step.state();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TrainingStep.State(
                            -1, good.streams(), good.shuffle(), good.generator(), good.discriminator()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TrainingStep.State(
                            1,
                            new long[good.streams().length],
                            good.shuffle(),
                            good.generator(),
                            good.discriminator()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TrainingStep.State(
                            1, new long[] {1, 2, 3}, good.shuffle(), good.generator(), good.discriminator()));
        }
    }
}
