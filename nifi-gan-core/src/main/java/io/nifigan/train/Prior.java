// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;

/** The distribution of the latent vector z, whose dimensions are independent. */
public enum Prior {
    /** Standard normal: mean 0, variance 1. */
    GAUSSIAN,
    /** Uniform from -1 to 1. */
    UNIFORM;

    /** Fills the first {@code size} numbers of an array with draws. */
    public void fill(final RandomStream random, final float[] target, final int size) {
        if (this == GAUSSIAN) {
            random.gaussian(target, size);
            return;
        }
        random.uniform(target, size);
        for (int i = 0; i < size; i++) {
            target[i] = 2 * target[i] - 1;
        }
    }
}
