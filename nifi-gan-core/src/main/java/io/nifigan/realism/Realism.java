// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import java.util.Objects;

/**
 * The realism classifier with the scale of its scores.
 *
 * @param classifier the boosted trees that separate real rows from unreal ones
 * @param scale the scores of held-out real rows
 */
public record Realism(RealismClassifier classifier, ScoreScale scale) {
    /** The rows against which the classifier is trained, as the manifest describes them. */
    public static final String UNREAL = "generated rows, rows with one or two fields of other rows, and rows of which "
            + "each field is another row's; a third each";

    public Realism {
        Objects.requireNonNull(classifier);
        Objects.requireNonNull(scale);
    }

    /** An untrained classifier: rows are scored by the discriminator only. */
    public static Realism none() {
        return new Realism(RealismClassifier.none(), new ScoreScale(new double[] {0, 0}));
    }

    /** Whether the classifier is trained. */
    public boolean trained() {
        return classifier.trained();
    }
}
