// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The selection of columns and column pairs to compare. */
public final class ColumnPairs {
    private static final int MAX_PAIRS = 3_000;

    private ColumnPairs() {}

    /** All columns except identifiers, which are newly generated and not learnt. */
    public static int[] compared(final Table table) {
        return IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).kind() != ColumnKind.IDENTIFIER)
                .toArray();
    }

    /** The number of pairs. */
    public static long count(final int[] columns) {
        return (long) columns.length * (columns.length - 1) / 2;
    }

    /**
     * The pairs, {@code [pairs][2]}, smaller column index first; if there are more than 3,000, a random 3,000 with
     * possible repetitions.
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
