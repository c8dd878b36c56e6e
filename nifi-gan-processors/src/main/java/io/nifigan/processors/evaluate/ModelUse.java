// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import org.apache.nifi.components.DescribedValue;

/** Whether a model is there, and where. */
enum ModelUse implements DescribedValue {
    NONE("None", "There is no model: the report has no provenance, no rules and no membership inference"),
    FLOW_FILE("Flow File", "From a flow file whose role is model"),
    LOCATION("File", "From the file at Model Location");

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
