// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.Filling;
import org.apache.nifi.components.DescribedValue;

/** The choices of the value that fills in a missing field. */
enum FillStrategy implements DescribedValue {
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

    private final String value;
    private final Filling filling;
    private final String description;

    FillStrategy(final String value, final Filling filling, final String description) {
        this.value = value;
        this.filling = filling;
        this.description = description;
    }

    Filling filling() {
        return filling;
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
