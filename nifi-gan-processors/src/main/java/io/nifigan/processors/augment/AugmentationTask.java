// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import org.apache.nifi.components.DescribedValue;

/** The ways to augment real records. */
enum AugmentationTask implements DescribedValue {
    BALANCE(
            "Balance",
            "Adds synthetic records of the rare classes of a column, until all classes are equally frequent or "
                    + "have the shares that are set"),
    IMPUTE("Impute", "Fills in missing fields according to the other fields of the record"),
    VARY("Vary", "Makes variations of each record: some columns stay, the others get new values that go with them");

    private final String value;
    private final String description;

    AugmentationTask(final String value, final String description) {
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
