// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

/** Who says how real a row looks. */
public enum ScoringModel {
    /**
     * Boosted trees that were trained after the training on real rows against a mixture of generated rows and of real
     * rows with fields of other rows. A model that was not refined has none; then it is the discriminator.
     */
    TREES,
    /** The discriminator of the training, which knows real rows and generated ones only. */
    DISCRIMINATOR
}
