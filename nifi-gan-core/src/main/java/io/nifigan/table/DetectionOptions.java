// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/**
 * The thresholds of {@link SemanticTypeDetector}. Shares are of the distinct values that are examined.
 *
 * @param maxExamined maximum number of distinct values to examine
 * @param minValues minimum number of distinct values; with fewer, only a key can be detected
 * @param maxCategories distinct values up to which a column is a category, although its values look like addresses or
 *     user names
 * @param minNamedValues minimum number of distinct values where only the field's name and a weak check support a type
 * @param minPersons minimum number of distinct values of a category that may be names of persons
 * @param minShare share of matching values where few exceptions are allowed
 * @param minShareWithHint share of matching values that is enough where the field's name supports the type
 * @param minKnownNamesWithHint share of values in a locale's name lists (which hold only common names) that is enough
 *     where the field's name supports the type
 * @param minKnownNames share of values in a locale's name lists where nothing else supports the type
 * @param minAddresses share of values with letters and digits that a column of streets must have; also the share of
 *     company names
 * @param minStreets share of values that must be written as streets where the field's name does not support it
 */
record DetectionOptions(
        int maxExamined,
        int minValues,
        int maxCategories,
        int minNamedValues,
        int minPersons,
        double minShare,
        double minShareWithHint,
        double minKnownNamesWithHint,
        double minKnownNames,
        double minAddresses,
        double minStreets) {
    /** Set by hand; SemanticTypeDetectorTest has the columns that they must distinguish. */
    static final DetectionOptions DEFAULT = new DetectionOptions(2_000, 5, 50, 20, 3, .9, .5, .3, .6, .4, .7);
}
