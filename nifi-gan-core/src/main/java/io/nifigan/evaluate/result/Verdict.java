// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;
import java.util.Objects;

/**
 * What the figures of one area come to, in plain words.
 *
 * @param area what was judged
 * @param grade how it came out
 * @param sentence for a person who knows no statistics
 * @param basis what it rests on: one figure and its thresholds in each line, those that decided first
 */
public record Verdict(Area area, Grade grade, String sentence, List<String> basis) {
    /** What was judged. */
    public enum Area {
        /** Single columns, pairs, missing values, and whether rows can be told apart. */
        FIDELITY,
        /** Types, ranges, categories and rules. */
        VALIDITY,
        /** What a target can be foretold by. */
        USEFULNESS,
        /**
         * What the synthetic rows give away: copies, distances, attacks. Not a proof of anything: what was measured,
         * and nothing beyond it.
         */
        PRIVACY,
        /**
         * What the model's file would give away to somebody who has it: whether its discriminator knows the rows that
         * it was trained on.
         */
        MODEL_PRIVACY
    }

    /** How it came out, best first. */
    public enum Grade {
        GOOD,
        FAIR,
        POOR
    }

    public Verdict {
        Objects.requireNonNull(area, "area");
        Objects.requireNonNull(grade, "grade");
        Checks.text("sentence", sentence);
        basis = Checks.copy("basis", basis, 100);
    }
}
