// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.processors.flow.PropertyChoice;

/** Where a processor takes its model from. */
public enum ModelSource implements PropertyChoice {
    FLOW_FILE("FlowFile Content", "Each incoming FlowFile is a model, as TrainGAN sends it to 'model'"),
    LOCATION("File", "The model lies at Model Location; it is read again when it changes there"),
    STORE(
            "Model Store",
            "The model is the latest or a certain version of a name in a store to which TrainGAN publishes; a "
                    + "new version is used from the next FlowFile on");

    private final Label label;

    ModelSource(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
