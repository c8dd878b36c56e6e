// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Mean losses of both networks over several steps, without the gradient penalty.
 *
 * @param discriminator the discriminator's mean loss
 * @param generator the generator's mean loss
 */
public record Losses(double discriminator, double generator) {
    /** A loss at which a training has diverged: sound trainings stay below about 10 after their first steps. */
    private static final double MAX_LOSS = 1_000;

    /** Whether the losses are too large, or not numbers. */
    boolean diverged() {
        return !(discriminator + generator < MAX_LOSS);
    }
}
