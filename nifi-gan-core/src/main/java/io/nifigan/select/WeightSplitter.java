// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.RandomStream;

/**
 * Splits a row that weighs more than one row can (importance splitting, Kahn and Harris 1951): the row has a part of
 * its weight, and other rows near it have the rest. Not thread-safe.
 */
final class WeightSplitter {
    /**
     * The probability with which a row that has a whole part is kept, before lifts: {@link RakingFeedback} can steer
     * only what may be rejected. Chosen on the tables of docs/research/sampling.md.
     */
    private static final double PART = .85;

    /** The logarithm of the probability. A row whose weight is no further above the bound is not split. */
    static final double LOG_PART = Math.log(PART);

    /** The most other rows for one. The rest of its weight is lost. */
    private static final int MAX_OTHERS = 50;

    private final RandomStream random;

    WeightSplitter(final RandomStream random) {
        this.random = random;
    }

    /**
     * The number of other rows that are to be drawn near a row, each for a whole part. Chance decides about the last of
     * them.
     *
     * @param above the logarithm of the row's weight, less the bound
     */
    int others(final double above) {
        return above <= LOG_PART ? 0 : (int) Math.min(MAX_OTHERS, Math.exp(above - LOG_PART) - 1 + random.nextDouble());
    }

    /**
     * Draws the threshold that the logarithm of the weight of a row drawn near another must exceed, less that of the
     * other: a step of the algorithm of Metropolis et al. (1953), so that rows near others have the shares that their
     * weights ask for.
     */
    double threshold() {
        return Math.log(random.nextDouble());
    }
}
