// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.train.Prior;
import org.apache.nifi.components.DescribedValue;

/** The choices of the distribution of the generator's random numbers. */
enum LatentPrior implements DescribedValue {
    GAUSSIAN("Gaussian", "Bell-shaped: most numbers are near 0, a few far away; suits most tables", Prior.GAUSSIAN),
    UNIFORM("Uniform", "All numbers from -1 to 1 are equally likely", Prior.UNIFORM);

    private final String value;
    private final String description;
    private final Prior prior;

    LatentPrior(final String value, final String description, final Prior prior) {
        this.value = value;
        this.description = description;
        this.prior = prior;
    }

    Prior prior() {
        return prior;
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
