// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** What is promised to those whose records are learnt. */
public enum PrivacyMode implements DescribedValue {
    NONE("none", "None", "Nothing beyond what Minimum Occurrences, Protect Extremes and Columns To Ignore do."),
    DIFFERENTIAL("differential", "Differential", "Nobody can tell from the model or from anything made with it whether a record was learnt, up to "
            + "Epsilon and Delta. Records are only counted, with noise; what is not public has to be left out.");

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
