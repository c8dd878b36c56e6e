// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.train.Loss;
import org.apache.nifi.components.DescribedValue;

/** The choices of how the two networks are marked in their game. */
enum TrainingLoss implements DescribedValue {
    RELATIVISTIC("Relativistic", "The judging network compares each made record with a real one: steady, and hardly ever forgets a part of the data",
            Loss.RELATIVISTIC),
    CLASSIC("Classic", "The judging network says of each record whether it is real, as the first GAN did: for comparison", Loss.CLASSIC);

    private final String value;
    private final String description;
    private final Loss loss;

    TrainingLoss(final String value, final String description, final Loss loss) {
        this.value = value;
        this.description = description;
        this.loss = loss;
    }

    Loss loss() {
        return loss;
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
