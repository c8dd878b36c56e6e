// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** What happens to fields of records that cannot be learnt. */
enum UnlearnableFields implements DescribedValue {
    LEAVE_OUT(
            "Leave Out With Warning",
            "The field is left out of the training and of synthetic records. A warning and the attribute "
                    + "gan.training.notes name it and say why"),
    FAIL("Fail", "The FlowFile goes to 'failure'");

    private final String value;
    private final String description;

    UnlearnableFields(final String value, final String description) {
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
