// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;
import io.nifigan.train.Loss;

/** The choices of the loss that generator and discriminator optimise. */
enum TrainingLoss implements PropertyChoice {
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

    private final Label label;
    private final Loss loss;

    TrainingLoss(final String value, final String description, final Loss loss) {
        this.label = new Label(value, description);
        this.loss = loss;
    }

    Loss loss() {
        return loss;
    }

    @Override
    public Label label() {
        return label;
    }
}
