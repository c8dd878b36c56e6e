// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.processors.flow.PropertyChoice;

/** The grade that a verdict of the report needs for the gate to open. */
enum MinimumVerdict implements PropertyChoice {
    GOOD("Good", "The verdict must be good", Grade.GOOD),
    FAIR("Fair", "The verdict must be good or fair", Grade.FAIR),
    NONE("None", "Any verdict will do", Grade.POOR);

    private final Label label;
    private final Grade worst;

    MinimumVerdict(final String value, final String description, final Grade worst) {
        this.label = new Label(value, description);
        this.worst = worst;
    }

    /** Whether a grade is good enough. */
    boolean accepts(final Grade grade) {
        return grade.compareTo(worst) <= 0;
    }

    @Override
    public Label label() {
        return label;
    }
}
