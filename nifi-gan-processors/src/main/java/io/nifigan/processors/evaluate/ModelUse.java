// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import org.apache.nifi.components.DescribedValue;

/** Where the model of the synthetic records is, if there is one. */
enum ModelUse implements DescribedValue {
    NONE("None", "There is no model: the report has no origin, no rules and no membership inference"),
    FLOW_FILE("FlowFile", "A FlowFile with the role model"),
    LOCATION("File", "The model lies at Model Location"),
    STORE(
            "Model Store",
            "The model is the latest or a certain version of a name in a store to which TrainGAN publishes");

    private final String value;
    private final String description;

    ModelUse(final String value, final String description) {
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
