// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

/**
 * How columns are put into bins and these into groups. A bin or group is smaller towards both ends of a number, since
 * correlations and ranges live there.
 *
 * @param minRows of a bin of numbers, and of a text that is a group by itself
 * @param fineShare the share of rows that a bin of numbers holds in the middle
 * @param finestShare the share that it holds at the ends
 * @param fineSlope the share of the rows towards the nearer end that it holds in between
 * @param groupShare the share of rows that a group of bins holds in the middle
 * @param smallestGroup the share that it holds at the ends
 * @param groupSlope as {@code fineSlope}, of groups
 * @param ownGroup the share of rows from which on a bin is a group by itself
 * @param maxTextGroups texts that are groups by themselves
 */
record BinningOptions(
        int minRows,
        double fineShare,
        double finestShare,
        double fineSlope,
        double groupShare,
        double smallestGroup,
        double groupSlope,
        double ownGroup,
        int maxTextGroups) {
    /** Chosen on MAGIC and Online Shoppers, together with the trees and the raking that use them. */
    static final BinningOptions DEFAULT = new BinningOptions(10, .01, .001, .1, .1, .002, .5, .02, 48);
}
