// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.PropertyChoice;

/** Where the synthetic records come from. */
enum SyntheticSource implements PropertyChoice {
    FLOW_FILE("FlowFile", "A FlowFile with the role synthetic, or several that are fragments of one"),
    MODEL("Model", "Generated here from the model: as many as there are real records, or as Number of Records says");

    private final Label label;

    SyntheticSource(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
