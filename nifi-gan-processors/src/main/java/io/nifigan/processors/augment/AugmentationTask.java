// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.processors.flow.PropertyChoice;

/** The ways to augment real records. */
enum AugmentationTask implements PropertyChoice {
    BALANCE(
            "Balance",
            "Adds synthetic records of the rare classes of a column, until all classes are equally frequent or "
                    + "have the shares that are set"),
    IMPUTE("Impute", "Fills in missing fields according to the other fields of the record"),
    VARY("Vary", "Makes variations of each record: some columns stay, the others get new values that go with them");

    private final Label label;

    AugmentationTask(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
