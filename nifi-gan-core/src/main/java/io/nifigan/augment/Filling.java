// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

/** The choice among the plausible values of a missing field. */
public enum Filling {
    /**
     * The mean for numbers and the most frequent value otherwise: smallest error on average, but less variation than
     * real data.
     */
    TYPICAL,
    /** A random plausible value, drawn by its frequency: as much variation as real data. */
    RANDOM
}
