// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.Filling;
import io.nifigan.processors.flow.PropertyChoice;

/** The choices of the value that fills in a missing field. */
enum FillStrategy implements PropertyChoice {
    TYPICAL(
            "Typical Value",
            Filling.TYPICAL,
            "The mean of numbers, or the most frequent of other values, among similar records: closest to the "
                    + "truth on average, but such columns vary less than real ones"),
    RANDOM(
            "Random Value",
            Filling.RANDOM,
            "The values of one similar record, at random: each is farther from the truth, but columns keep their "
                    + "variance and their relations");

    private final Label label;
    private final Filling filling;

    FillStrategy(final String value, final Filling filling, final String description) {
        this.label = new Label(value, description);
        this.filling = filling;
    }

    Filling filling() {
        return filling;
    }

    @Override
    public Label label() {
        return label;
    }
}
