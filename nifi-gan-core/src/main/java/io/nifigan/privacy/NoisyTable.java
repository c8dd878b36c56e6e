// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * Counts with noise: all that is ever known of records.
 *
 * @param query what was counted
 * @param counts whole numbers, some below zero
 * @param variance of the noise on each
 */
record NoisyTable(MarginalQuery query, double[] counts, double variance) {}
