// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.PropertyChoice;

/** Where the real records are that the model has not learnt. */
enum HeldOutSource implements PropertyChoice {
    NONE("None", "There are none: most privacy figures have no comparison, and usefulness is not measured"),
    FLOW_FILE("FlowFile", "A FlowFile with the role held-out"),
    TRAINING(
            "As In Training",
            "The real FlowFile is the one that TrainGAN learnt from: the model knows which of its records were "
                    + "held out");

    private final Label label;

    HeldOutSource(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
