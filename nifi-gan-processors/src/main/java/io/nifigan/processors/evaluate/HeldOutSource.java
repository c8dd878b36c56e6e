// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import org.apache.nifi.components.DescribedValue;

/** Where real records come from that no model has learnt. */
enum HeldOutSource implements DescribedValue {
    NONE("None", "There are none. Most of what is said on privacy then lacks what to compare with, and usefulness is not measured"),
    FLOW_FILE("Flow File", "From a flow file whose role is held-out"),
    TRAINING("As In Training",
            "The real flow file is the very one that TrainGAN learnt from: those of its records that it kept from training are told by the model");

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
