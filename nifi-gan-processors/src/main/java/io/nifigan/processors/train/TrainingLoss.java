// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.train.Loss;
import org.apache.nifi.components.DescribedValue;

/** The choices of the loss that generator and discriminator optimise. */
enum TrainingLoss implements DescribedValue {
    RELATIVISTIC(
            "Relativistic",
            "The discriminator compares each synthetic record with a real one: a stable training that covers all "
                    + "of the data",
            Loss.RELATIVISTIC),
    CLASSIC(
            "Classic",
            "The discriminator classifies each record by itself as real or synthetic, as in the first GAN: for "
                    + "comparison",
            Loss.CLASSIC);

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
