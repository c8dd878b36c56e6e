// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * Options of the fit of tails.
 *
 * @param shapes the number of shapes tried
 * @param scales the number of scales tried for each shape
 * @param minShape the least shape: -1 is a uniform tail
 * @param maxShape the greatest shape
 * @param minScale the least scale, as a share of the distance from the threshold to the column's bound
 * @param maxScale the greatest scale, likewise
 * @param belief the factor by which the shape from the records before the tail is shrunk towards 0
 * @param minBelieved the least expected shape
 * @param maxDoublings the most quantiles used for the expected shape
 * @param spreadOfShapes the standard deviation of the prior on the shape
 * @param misfit the model error of a count besides noise, as a share of the count
 * @param flat shapes nearer to 0 than this count as 0
 */
record TailOptions(
        int shapes,
        int scales,
        double minShape,
        double maxShape,
        double minScale,
        double maxScale,
        double belief,
        double minBelieved,
        int maxDoublings,
        double spreadOfShapes,
        double misfit,
        double flat) {
    /** Chosen on MAGIC and Online Shoppers, as docs/privacy.md says. */
    static final TailOptions DEFAULT = new TailOptions(27, 120, -1, .3, 1e-3, 4, .5, -.5, 8, .2, .1, 1e-3);
}
