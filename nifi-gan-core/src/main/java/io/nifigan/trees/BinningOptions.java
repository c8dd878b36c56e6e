// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

/**
 * Options of the binning of columns into bins, and of bins into groups. Bins and groups are smaller towards both ends
 * of a number, since correlations and ranges depend on them.
 *
 * @param minRows the least rows of a bin of numbers, and of a text with a group of its own
 * @param fineShare the share of rows of a bin of numbers in the middle
 * @param finestShare the share of rows of a bin of numbers at the ends
 * @param fineSlope in between, the rows of a bin as a share of the rows between it and the nearer end
 * @param groupShare the share of rows of a group of bins in the middle
 * @param smallestGroup the share of rows of a group of bins at the ends
 * @param groupSlope like {@code fineSlope}, for groups
 * @param ownGroup the least share of rows of a bin with a group of its own
 * @param maxTextGroups the most texts with groups of their own
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
