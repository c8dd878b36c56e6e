// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Mean losses of both networks over some steps, without the penalty.
 *
 * @param discriminator of the discriminator
 * @param generator of the generator
 */
public record Losses(double discriminator, double generator) {
    /** Trainings that go well have losses of a few units at most, but for their very first steps. */
    private static final double MAX_LOSS = 1_000;

    /** Whether the losses are too large to go on with, or no numbers. */
    boolean diverged() {
        return !(discriminator + generator < MAX_LOSS);
    }
}
