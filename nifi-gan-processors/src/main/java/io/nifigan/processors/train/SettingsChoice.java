// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;

/** Whether a user sets the details of a training or leaves them at their defaults. */
enum SettingsChoice implements PropertyChoice {
    RECOMMENDED(
            "Recommended", "All other properties have their defaults, which suit tables of 10,000 to 100,000 records"),
    ADVANCED(
            "Advanced",
            "Shows the other properties: steps, seed and cores, rules between columns, progress and checkpoints, "
                    + "memory, and the networks");

    private final Label label;

    SettingsChoice(final String value, final String description) {
        this.label = new Label(value, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
