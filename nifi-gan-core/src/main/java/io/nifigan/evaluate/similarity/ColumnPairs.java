// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which columns and which pairs of them are compared. */
public final class ColumnPairs {
    private static final int MAX_PAIRS = 3_000;

    private ColumnPairs() {}

    /** All columns but identifiers, which are made anew and never learnt. */
    public static int[] compared(final Table table) {
        return IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).kind() != ColumnKind.IDENTIFIER)
                .toArray();
    }

    /** How many pairs there are. */
    public static long count(final int[] columns) {
        return (long) columns.length * (columns.length - 1) / 2;
    }

    /**
     * The pairs {@code [pairs][2]}, the lesser column first; of more than 3,000 as many drawn by chance, some perhaps
     * twice.
     */
    public static int[][] of(final int[] columns) {
        final long all = count(columns);
        final int[][] pairs = new int[(int) Math.min(all, MAX_PAIRS)][];
        if (all <= MAX_PAIRS) {
            int at = 0;
            for (int i = 0; i < columns.length; i++) {
                for (int j = i + 1; j < columns.length; j++) {
                    pairs[at++] = new int[] {columns[i], columns[j]};
                }
            }
            return pairs;
        }
        final SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < pairs.length; k++) {
            final int i = random.nextInt(columns.length);
            final int j = (i + 1 + random.nextInt(columns.length - 1)) % columns.length;
            pairs[k] = new int[] {columns[Math.min(i, j)], columns[Math.max(i, j)]};
        }
        return pairs;
    }
}
