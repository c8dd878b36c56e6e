// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

/**
 * The scores that a record needs to go to 'real' or 'usual'.
 *
 * @param probability the minimum probability, 0 for any
 * @param percentile the minimum percentile, 0 for any
 */
record Threshold(double probability, double percentile) {
    /** Whether the scores of a record reach it. */
    boolean isReached(final double recordProbability, final double recordPercentile) {
        return recordProbability >= probability && recordPercentile >= percentile;
    }
}
