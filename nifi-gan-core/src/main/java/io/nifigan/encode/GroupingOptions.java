// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * The options of {@link RareValueClusters}.
 *
 * @param rowsPerGroup minimum number of rows per group, which limits the number of groups
 * @param maxColumns maximum number of columns to cluster by: those most associated with the category
 * @param bins number of bins of each of these columns
 * @param rounds maximum number of rounds of stochastic EM
 * @param minRounds minimum number of rounds
 * @param maxWork maximum number of inner steps, some nanoseconds each
 * @param maxRows maximum number of rows of a value to use
 * @param evidence minimum agreement between rows of the same value above chance, in standard errors
 */
record GroupingOptions(
        int rowsPerGroup,
        int maxColumns,
        int bins,
        int rounds,
        int minRounds,
        long maxWork,
        int maxRows,
        double evidence) {
    /** Set by hand; ManyCategoriesTest has the columns whose associations they must keep. */
    static final GroupingOptions DEFAULT = new GroupingOptions(100, 4, 16, 40, 5, 2_000_000_000L, 40, 5);
}
