// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.evaluate.result.Verdict.Grade;
import org.apache.nifi.components.DescribedValue;

/** The grade that a verdict of the report needs for the gate to open. */
enum MinimumVerdict implements DescribedValue {
    GOOD("Good", "The verdict must be good", Grade.GOOD),
    FAIR("Fair", "The verdict must be good or fair", Grade.FAIR),
    NONE("None", "Any verdict will do", Grade.POOR);

    private final String value;
    private final String description;
    private final Grade worst;

    MinimumVerdict(final String value, final String description, final Grade worst) {
        this.value = value;
        this.description = description;
        this.worst = worst;
    }

    /** Whether a grade is good enough. */
    boolean accepts(final Grade grade) {
        return grade.compareTo(worst) <= 0;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
