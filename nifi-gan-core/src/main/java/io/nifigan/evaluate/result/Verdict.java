// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;
import java.util.Objects;

/**
 * The verdict on one area in plain words.
 *
 * @param area the area
 * @param grade the grade
 * @param sentence a summary for readers without knowledge of statistics
 * @param basis the measured values behind it: one value and its thresholds per line, the decisive ones first
 */
public record Verdict(Area area, Grade grade, String sentence, List<String> basis) {
    /** An area of the evaluation. */
    public enum Area {
        /** Similarity of single columns, pairs and missing values, and whether rows are distinguishable. */
        FIDELITY,
        /** Validity of types, ranges, categories and rules. */
        VALIDITY,
        /** Usefulness for predicting a target. */
        USEFULNESS,
        /** What the synthetic rows reveal: copies, distances, attacks. A measurement, not a proof. */
        PRIVACY,
        /** What the model file reveals: whether its discriminator recognises its training rows. */
        MODEL_PRIVACY
    }

    /** A grade, best first. */
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
