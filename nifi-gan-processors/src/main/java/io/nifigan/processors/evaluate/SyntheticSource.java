// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import org.apache.nifi.components.DescribedValue;

/** Where the synthetic records come from. */
enum SyntheticSource implements DescribedValue {
    FLOW_FILE("FlowFile", "A FlowFile with the role synthetic, or several that are fragments of one"),
    MODEL("Model", "Generated here from the model: as many as there are real records, or as Number of Records says");

    private final String value;
    private final String description;

    SyntheticSource(final String value, final String description) {
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
