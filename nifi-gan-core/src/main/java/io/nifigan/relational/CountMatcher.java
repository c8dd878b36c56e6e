// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives generated numbers of children the distribution of the real ones: the smallest generated number becomes the
 * smallest real one, and so on. So totals are met, even where most parents have none.
 */
final class CountMatcher {
    private CountMatcher() {}

    /** The numbers of real parents, ascending. */
    static double[] distribution(final double[] counts) {
        final double[] sorted = counts.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Matches the numbers of children in a wide table.
     *
     * @param wide generated rows; its arrays are changed
     * @param prefix begins the names of the summary
     * @param real the numbers of real parents, ascending
     */
    static void match(final Table wide, final String prefix, final double[] real, final RandomStream random) {
        final List<Column> columns = wide.columns();
        final double[] counts = wide.numbers(Frame.index(columns, prefix + FamilySummary.COUNT));
        final boolean[] had = new boolean[counts.length];
        final double[] tie = new double[counts.length];
        for (int r = 0; r < counts.length; r++) {
            had[r] = counts[r] > 0;
            tie[r] = random.nextDouble();
        }
        final int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(r -> Double.isNaN(counts[r]) ? 0 : counts[r])
                        .thenComparingDouble(r -> tie[r]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            counts[order[i]] = real[(int) ((i + .5) / order.length * real.length)];
        }
        final int[] donors = IntStream.range(0, had.length).filter(r -> had[r]).toArray();
        for (int r = 0; r < counts.length; r++) {
            if (counts[r] > 0 && !had[r] && donors.length > 0) {
                copy(wide, prefix, donors[random.nextInt(donors.length)], r);
            }
        }
    }

    /** A parent that gets children has the summary of another. */
    private static void copy(final Table wide, final String prefix, final int from, final int to) {
        for (int c = 0; c < wide.columns().size(); c++) {
            final String name = wide.column(c).name();
            if (name.startsWith(prefix) && !name.equals(prefix + FamilySummary.COUNT)) {
                if (wide.numbers(c) != null) {
                    wide.numbers(c)[to] = wide.numbers(c)[from];
                } else {
                    wide.codes(c)[to] = wide.codes(c)[from];
                }
            }
        }
    }
}
