// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;

/**
 * A query for a contingency table: its columns, and the level of each.
 *
 * @param columns indices of the columns, ascending
 * @param levels for each column its level in the {@link Grouping}
 */
record MarginalQuery(int[] columns, int[] levels) {
    static MarginalQuery of(final int... columns) {
        final int[] levels = new int[columns.length];
        Arrays.fill(levels, 1);
        return new MarginalQuery(columns, levels);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof MarginalQuery query
                && Arrays.equals(columns, query.columns)
                && Arrays.equals(levels, query.levels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(columns) + Arrays.hashCode(levels);
    }

    @Override
    public String toString() {
        return Arrays.toString(columns) + Arrays.toString(levels);
    }
}
