// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.rows.Frame;
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

    /**
     * How many parents have how many children.
     *
     * @param counts the numbers of children that occur, ascending
     * @param upTo for each of them the number of parents that have as many or fewer
     */
    record Distribution(int[] counts, int[] upTo) {
        private static final int MAX_COUNT = 100_000_000;

        Distribution {
            if (counts.length == 0 || counts.length != upTo.length || counts[0] < 0 || upTo[0] < 1) {
                throw new IllegalArgumentException("A distribution of numbers of children is not valid");
            }
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > MAX_COUNT || i > 0 && (counts[i] <= counts[i - 1] || upTo[i] <= upTo[i - 1])) {
                    throw new IllegalArgumentException("Numbers of children are not rising, or too large");
                }
            }
        }

        /** The distribution of the numbers of children of real parents, one or more. */
        static Distribution of(final double[] parents) {
            final int[] sorted =
                    Arrays.stream(parents).mapToInt(n -> (int) n).sorted().toArray();
            final int[] counts = Arrays.stream(sorted).distinct().toArray();
            final int[] upTo = new int[counts.length];
            for (int i = 0, r = 0; i < counts.length; i++) {
                while (r < sorted.length && sorted[r] == counts[i]) {
                    r++;
                }
                upTo[i] = r;
            }
            return new Distribution(counts, upTo);
        }

        /** The number of children of the parent at a share of all, ordered by that number. */
        int at(final double share) {
            final int rank = (int) (share * upTo[upTo.length - 1]) + 1;
            final int found = Arrays.binarySearch(upTo, rank);
            return counts[Math.min(counts.length - 1, found >= 0 ? found : -found - 1)];
        }
    }

    /**
     * Matches the numbers of children in a wide table.
     *
     * @param wide generated rows; its arrays are changed
     * @param prefix begins the names of the summary
     * @param real the numbers of real parents
     */
    static void match(final Table wide, final String prefix, final Distribution real, final RandomStream random) {
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
            counts[order[i]] = real.at((i + .5) / order.length);
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
