// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.PropertyChoice;

/** Where the model of the synthetic records is, if there is one. */
enum ModelUse implements PropertyChoice {
    NONE("None", "There is no model: the report has no origin, no rules and no membership inference"),
    FLOW_FILE("FlowFile", "A FlowFile with the role model"),
    LOCATION("File", "The model lies at Model Location"),
    STORE(
            "Model Store",
            "The model is the latest or a certain version of a name in a store to which TrainGAN publishes");

    private final Label label;

    ModelUse(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
