// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;
import io.nifigan.protect.Replacement;

/** What replaces a value of too few records. */
enum RareValues implements PropertyChoice {
    REDISTRIBUTE(
            "Common Values",
            "One of the values of enough records, drawn in proportion to their frequency",
            Replacement.REDISTRIBUTE),
    MISSING("Missing", "No value", Replacement.MISSING),
    OTHER("Other", "The text in Other Value; in columns that hold no text, as for Common Values", Replacement.OTHER);

    private final Label label;
    private final Replacement replacement;

    RareValues(final String value, final String description, final Replacement replacement) {
        this.label = new Label(value, description);
        this.replacement = replacement;
    }

    Replacement replacement() {
        return replacement;
    }

    @Override
    public Label label() {
        return label;
    }
}
