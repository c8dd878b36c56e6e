// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import java.util.Objects;

/**
 * What says how real a row looks, beside discriminator.
 *
 * @param classifier tells real rows from a mixture of unreal ones
 * @param scale how held-out real rows score
 */
public record Realism(RealismClassifier classifier, ScoreScale scale) {
    /** What the judge's rows that are not real are, for the manifest. */
    public static final String UNREAL =
            "generated rows, real rows with one or two fields of other rows, and rows of which "
                    + "each field is another row's; a third each";

    public Realism {
        Objects.requireNonNull(classifier);
        Objects.requireNonNull(scale);
    }

    /** No judge: there is only discriminator. */
    public static Realism none() {
        return new Realism(RealismClassifier.none(), new ScoreScale(new double[] {0, 0}));
    }

    /** Whether there is a judge. */
    public boolean trained() {
        return classifier.trained();
    }
}
