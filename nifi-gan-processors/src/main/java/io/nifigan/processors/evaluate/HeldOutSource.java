// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import org.apache.nifi.components.DescribedValue;

/** Where the real records are that the model has not learnt. */
enum HeldOutSource implements DescribedValue {
    NONE("None", "There are none: most privacy figures have no comparison, and usefulness is not measured"),
    FLOW_FILE("FlowFile", "A FlowFile with the role held-out"),
    TRAINING(
            "As In Training",
            "The real FlowFile is the one that TrainGAN learnt from: the model knows which of its records were "
                    + "held out");

    private final String value;
    private final String description;

    HeldOutSource(final String value, final String description) {
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
