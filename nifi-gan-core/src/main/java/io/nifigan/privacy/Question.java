// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;

/**
 * A table to count: which columns, and how finely.
 *
 * @param columns ascending
 * @param levels  of the {@link Grouping}, one a column
 */
record Question(int[] columns, int[] levels) {
    static Question of(final int... columns) {
        final int[] levels = new int[columns.length];
        Arrays.fill(levels, 1);
        return new Question(columns, levels);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Question question && Arrays.equals(columns, question.columns) && Arrays.equals(levels, question.levels);
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
