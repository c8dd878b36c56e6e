// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

/** Which of the values that a missing field may have had is taken. */
public enum Filling {
    /**
     * The mean of numbers, the most frequent of other values: nearest to the truth on average, but less varied than it.
     */
    TYPICAL,
    /** One of them by chance, as often as it is one: as varied as the truth. */
    RANDOM
}
