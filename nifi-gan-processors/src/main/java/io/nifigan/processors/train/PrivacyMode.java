// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** What a model guarantees to the people whose records it learns. */
public enum PrivacyMode implements DescribedValue {
    NONE("none", "None", "No formal guarantee; Minimum Occurrences, Protect Extremes and Columns To Ignore apply."),
    DIFFERENTIAL(
            "differential",
            "Differential",
            "Nobody can tell from the model, or from anything made with it, whether a record was learnt, up to "
                    + "Epsilon and Delta. The model learns from noisy counts of the records; columns that "
                    + "Public Schema does not list must be ignored.");

    private final String value;
    private final String name;
    private final String description;

    PrivacyMode(final String value, final String name, final String description) {
        this.value = value;
        this.name = name;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
