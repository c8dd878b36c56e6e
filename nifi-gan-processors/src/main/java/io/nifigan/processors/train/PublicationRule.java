// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;

/** Which models are published. */
enum PublicationRule implements PropertyChoice {
    ALWAYS("Always", "Every trained model is published"),
    UNLESS_WORSE(
            "Unless Worse",
            "A model is not published if its shape error and trend error together are more than 10 % above those "
                    + "of the latest version, both measured on the held-out records of this training. The "
                    + "records must have the same columns");

    private final Label label;

    PublicationRule(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
