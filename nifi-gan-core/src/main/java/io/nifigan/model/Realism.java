// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.refine.RealismJudge;
import java.util.Objects;

/**
 * What says how real a row looks, beside the game's discriminator.
 *
 * @param judge tells real rows from a mixture of unreal ones
 * @param scale how held-out real rows score
 */
public record Realism(RealismJudge judge, ScoreScale scale) {
    /** What the judge's rows that are not real are, for the manifest. */
    static final String UNREAL = "generated rows, real rows with one or two fields of other rows, and rows of which each field is another row's; a third each";

    public Realism {
        Objects.requireNonNull(judge);
        Objects.requireNonNull(scale);
    }

    /** No judge: there is only the game's discriminator. */
    public static Realism none() {
        return new Realism(RealismJudge.none(), new ScoreScale(new double[] {0, 0}));
    }

    /** Whether there is a judge. */
    public boolean tells() {
        return judge.tells();
    }
}
