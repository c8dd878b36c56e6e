// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * How tails are fitted.
 *
 * @param shapes shapes that are tried
 * @param scales scales that are tried with each
 * @param minShape the first shape: values that lie evenly up to an end
 * @param maxShape the last shape
 * @param minScale the first scale, as a part of the room
 * @param maxScale the last scale, likewise
 * @param belief how much of the shape is believed that the records before the tail show
 * @param minBelieved the shape below which none is believed
 * @param maxDoublings times that a step outward may double
 * @param spreadOfShapes how far shapes are from what is usual
 * @param misfit no tail is quite of this form: so much of a cell's count may be off without any noise
 * @param flat shapes nearer to 0 are taken for 0
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
