// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;

/** The distribution that the latent z is drawn from, one independent number a dimension. */
public enum Prior {
    /** Mean 0, variance 1. */
    GAUSSIAN,
    /** Between -1 and 1. */
    UNIFORM;

    /** Fills the start of an array with such numbers. */
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
