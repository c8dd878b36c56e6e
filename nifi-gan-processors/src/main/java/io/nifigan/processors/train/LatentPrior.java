// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.PropertyChoice;
import io.nifigan.train.Prior;

/** The choices of the distribution of the generator's random numbers. */
enum LatentPrior implements PropertyChoice {
    GAUSSIAN("Gaussian", "Bell-shaped: most numbers are near 0, a few far away; suits most tables", Prior.GAUSSIAN),
    UNIFORM("Uniform", "All numbers from -1 to 1 are equally likely", Prior.UNIFORM);

    private final Label label;
    private final Prior prior;

    LatentPrior(final String value, final String description, final Prior prior) {
        this.label = new Label(value, description);
        this.prior = prior;
    }

    Prior prior() {
        return prior;
    }

    @Override
    public Label label() {
        return label;
    }
}
