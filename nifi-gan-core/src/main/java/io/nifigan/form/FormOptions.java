// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

/**
 * The thresholds of {@link FormFinder}. FormFinderTest has the columns that they must distinguish.
 *
 * @param maxExamined maximum number of distinct texts to examine
 * @param maxCandidates maximum number of forms to compare
 * @param maxForms maximum number of forms of one column: every offset of a time zone is one
 * @param maxWords maximum number of words among the values of one column
 * @param minRows minimum number of rows for a form or a word of its own; fewer are strays, as it would be unsafe to
 *     show them
 * @param minCovered share of the rows whose values the forms must restore
 * @param maxStrays share of the rows that may be neither values nor words
 * @param minDistinct minimum number of distinct texts for dates that are written in digits alone
 * @param fewDistinct up to this number of distinct texts, the texts of a further form are words
 * @param maxCategories number of distinct texts up to which a column with words is a category
 */
record FormOptions(
        int maxExamined,
        int maxCandidates,
        int maxForms,
        int maxWords,
        int minRows,
        double minCovered,
        double maxStrays,
        int minDistinct,
        int fewDistinct,
        int maxCategories) {
    static final FormOptions DEFAULT = new FormOptions(2_000, 200, 64, 30, 5, .5, .05, 20, 3, 50);
}
