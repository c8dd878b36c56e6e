// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/**
 * When values are taken for identifiers of a known meaning. Shares are of the different values that are looked at.
 *
 * @param maxLookedAt values that are looked at
 * @param min values below which nothing is said
 * @param fewCategories values below which a column of technical addresses is a category
 * @param minNames values below which names alone say nothing
 * @param nearlyAll a share that leaves room for a few odd values only
 * @param max a share that is enough where something else speaks for a meaning too
 * @param known the share of names in a locale's lists, which hold only the more common ones, that is enough where
 *     something else speaks for it too
 * @param wellKnown the share of them where nothing else does
 * @param streets the share that must be written as streets
 * @param formatted the share that must be written as phones
 */
record DetectionOptions(
        int maxLookedAt,
        int min,
        int fewCategories,
        int minNames,
        double nearlyAll,
        double max,
        double known,
        double wellKnown,
        double streets,
        double formatted) {
    /** Set by hand; MeaningDetectorTest has the columns that they must tell apart. */
    static final DetectionOptions DEFAULT = new DetectionOptions(2_000, 5, 50, 20, .9, .5, .3, .6, .4, .7);
}
