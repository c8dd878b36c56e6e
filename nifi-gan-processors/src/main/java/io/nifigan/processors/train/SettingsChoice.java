// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import org.apache.nifi.components.DescribedValue;

/** Whether a user sets the details of a training or leaves them at their defaults. */
enum SettingsChoice implements DescribedValue {
    RECOMMENDED(
            "Recommended", "All other properties have their defaults, which suit tables of 10,000 to 100,000 records"),
    ADVANCED(
            "Advanced",
            "Shows the other properties: steps, seed and cores, rules between columns, progress and checkpoints, "
                    + "memory, and the networks");

    private final String value;
    private final String description;

    SettingsChoice(final String value, final String description) {
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
