// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

import java.util.List;

/** How many real rows fall into each cell of a table of one column or two, which is all that raking asks of them. It need not have the rows. */
public interface RealTables {
    /** How many rows there are, 1 or more. */
    int rows();

    /**
     * {@code [cells]}: the rows in each cell.
     *
     * @param first  a column of the bins
     * @param second another, whose groups are crossed with those of the first; -1 for the bins of the first alone
     */
    int[] counts(int first, int second);

    /** The like of a part of the rows, by which pairs are chosen where there are too many. */
    default int[] someCounts(final int first, final int second) {
        return counts(first, second);
    }

    /** Of rows that are here. */
    static RealTables of(final RowBins bins, final byte[][] codes) {
        return new CountedTables(bins, codes);
    }

    /** Of the rows of several, one or more, which stay where they are: sums, cell by cell. */
    static RealTables sum(final List<RealTables> parts) {
        return new RealTables() {
            @Override
            public int rows() {
                return parts.stream().mapToInt(RealTables::rows).reduce(0, Math::addExact);
            }

            @Override
            public int[] counts(final int first, final int second) {
                final int[] sum = parts.getFirst().counts(first, second);
                for (final RealTables part : parts.subList(1, parts.size())) {
                    final int[] counts = part.counts(first, second);
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += counts[i];
                    }
                }
                return sum;
            }
        };
    }
}
