// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @EnumSource(Loss.class)
    void derivativesAgreeWithFiniteDifferences(final Loss loss) {
        for (final double real : new double[] {-3, -.2, 0, 1.7, 8}) {
            for (final double generated : new double[] {-9, -1, 0, .4, 5}) {
                assertEquals(
                        (loss.discriminator(real + STEP, generated) - loss.discriminator(real - STEP, generated))
                                / (2 * STEP),
                        loss.discriminatorByReal(real, generated),
                        1e-8);
                assertEquals(
                        (loss.discriminator(real, generated + STEP) - loss.discriminator(real, generated - STEP))
                                / (2 * STEP),
                        loss.discriminatorByGenerated(real, generated),
                        1e-8);
                assertEquals(
                        (loss.generator(real, generated + STEP) - loss.generator(real, generated - STEP)) / (2 * STEP),
                        loss.generatorByGenerated(real, generated),
                        1e-8);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void staysFiniteForHugeScores(final Loss loss) {
        assertEquals(0, loss.discriminator(1e4, -1e4), 1e-12);
        assertEquals(0, loss.generator(-1e4, 1e4), 1e-12);
        assertEquals(-1, loss.generatorByGenerated(1e4, -1e4), 1e-12);
    }
}
