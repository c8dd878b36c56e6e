// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** Which models are published. */
enum PublicationRule implements DescribedValue {
    ALWAYS("Always", "Every trained model is published"),
    UNLESS_WORSE(
            "Unless Worse",
            "A model is not published if its shape error and trend error together are more than 10 % above those "
                    + "of the latest version, both measured on the held-out records of this training. The "
                    + "records must have the same columns");

    private final String value;
    private final String description;

    PublicationRule(final String value, final String description) {
        this.value = value;
        this.description = description;
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
