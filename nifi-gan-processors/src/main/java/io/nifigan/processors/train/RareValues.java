// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.protect.Replacement;
import org.apache.nifi.components.DescribedValue;

/** What replaces a value of too few records. */
enum RareValues implements DescribedValue {
    REDISTRIBUTE(
            "Common Values",
            "One of the values of enough records, drawn in proportion to their frequency",
            Replacement.REDISTRIBUTE),
    MISSING("Missing", "No value", Replacement.MISSING),
    OTHER("Other", "The text in Other Value; in columns that hold no text, as for Common Values", Replacement.OTHER);

    private final String value;
    private final String description;
    private final Replacement replacement;

    RareValues(final String value, final String description, final Replacement replacement) {
        this.value = value;
        this.description = description;
        this.replacement = replacement;
    }

    Replacement replacement() {
        return replacement;
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
