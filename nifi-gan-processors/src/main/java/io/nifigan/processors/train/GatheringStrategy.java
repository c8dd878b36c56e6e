// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** How many flow files one model is trained on. */
enum GatheringStrategy implements DescribedValue {
    ONE("One Flow File", "Each flow file gives a model of its own"),
    MANY("Many Flow Files", "Flow files wait in the queue until they hold Minimum Records together or one of them has waited for Maximum Wait; "
            + "then they give one model");

    private final String value;
    private final String description;

    GatheringStrategy(final String value, final String description) {
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
