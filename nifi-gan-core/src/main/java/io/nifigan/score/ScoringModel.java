// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

/** The part of a model that scores how real a row looks. */
public enum ScoringModel {
    /**
     * The realism classifier: boosted trees, trained on real rows against a mixture of generated rows and of real rows
     * with fields of other rows. A model without one falls back to the discriminator.
     */
    TREES,
    /** The GAN's discriminator, trained on real rows against generated ones only. */
    DISCRIMINATOR
}
