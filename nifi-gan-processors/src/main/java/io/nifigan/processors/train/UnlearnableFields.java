// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;

/** What happens to fields of records that cannot be learnt. */
enum UnlearnableFields implements PropertyChoice {
    LEAVE_OUT(
            "Leave Out With Warning",
            "The field is left out of the training and of synthetic records. A warning and the attribute "
                    + "gan.training.notes name it and say why"),
    FAIL("Fail", "The FlowFile goes to 'failure'");

    private final Label label;

    UnlearnableFields(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
