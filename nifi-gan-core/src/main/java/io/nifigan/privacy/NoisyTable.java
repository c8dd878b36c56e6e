// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * The noisy contingency table of a query.
 *
 * @param query the columns and levels of the table
 * @param counts the noisy counts: integers, some below 0; the last column varies fastest
 * @param variance the variance of the noise on each count
 */
record NoisyTable(MarginalQuery query, double[] counts, double variance) {}
