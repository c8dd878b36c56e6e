// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * How rare values of a category are put into groups.
 *
 * @param rowsPerGroup the fewest rows for each group that there may be
 * @param maxColumns columns that groups go by: those that the category says most about
 * @param bins bins of each of these columns
 * @param rounds rounds of drawing each value's group
 * @param minRounds rounds in any case
 * @param maxWork steps of some nanoseconds each
 * @param maxRows of a value with more rows, so many tell enough
 * @param evidence standard errors from which on rows of the same value agree more often than by chance
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
    /** Set by hand; ManyCategoriesTest has the columns that they must keep what they go with. */
    static final GroupingOptions DEFAULT = new GroupingOptions(100, 4, 16, 40, 5, 2_000_000_000L, 40, 5);
}
