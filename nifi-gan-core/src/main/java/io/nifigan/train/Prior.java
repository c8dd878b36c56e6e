// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/** The distribution that the latent z is drawn from, one independent number a dimension. */
public enum Prior {
    /** Mean 0, variance 1. */
    GAUSSIAN,
    /** Between -1 and 1. */
    UNIFORM
}
