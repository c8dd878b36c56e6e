// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The steps that a category never takes from one row of a family to the next, though chance would: no order is sent
 * before it is paid. The begin and the end of a family are steps, too, and so is that it goes on: first and last values
 * are as in real ones, and a value that ends families is never in their midst.
 *
 * @param column the index of the column
 * @param values the number of values known, numbered from 0
 * @param never the steps, ascending: {@code from * (values + 2) + to}, where {@code values} stands for the begin as the
 *     value from which and for the end as that to which, and {@code values + 1} for any other row after
 */
public record Transitions(int column, int values, int[] never) {
    /** The most values: more are names rather than states. */
    private static final int MAX_VALUES = 60;
    /** Steps that chance would take so often, and that do not occur, are impossible. */
    private static final double MIN_EXPECTED = 10;
    /** Where more values are missing, the steps around them are not known. */
    private static final double MAX_MISSING = .01;

    public Transitions {
        never = never.clone();
        if (column < 0 || values < 1 || values > MAX_VALUES) {
            throw new IllegalArgumentException("Steps of a category are of no column, or of too many values");
        }
        for (int i = 0; i < never.length; i++) {
            if (never[i] < 0 || never[i] >= (values + 1) * (values + 2) || i > 0 && never[i] <= never[i - 1]) {
                throw new IllegalArgumentException("Impossible steps of a category are not valid");
            }
        }
    }

    @Override
    public int[] never() {
        return never.clone();
    }

    /**
     * Finds the steps that a category never takes; empty where there are none.
     *
     * @param values the number of values
     * @param codes {@code [rows]}: the value of each row, -1 where it is missing, family after family
     * @param starts {@code [families + 1]}: the index of each family's first row
     */
    public static Optional<Transitions> of(final int column, final int values, final int[] codes, final int[] starts) {
        final long missing = Arrays.stream(codes).filter(code -> code < 0).count();
        if (values < 2 || values > MAX_VALUES || missing > MAX_MISSING * codes.length) {
            return Optional.empty();
        }
        final int width = values + 2;
        final double[] counts = new double[(values + 1) * width];
        final double[] from = new double[values + 1];
        final double[] to = new double[width];
        double all = 0;
        for (int f = 0; f + 1 < starts.length; f++) {
            for (int r = starts[f]; r <= starts[f + 1] && starts[f] < starts[f + 1]; r++) {
                final boolean last = r == starts[f + 1];
                final int before = r == starts[f] ? values : codes[r - 1];
                final int after = last ? values : codes[r];
                if (before >= 0 && after >= 0) {
                    counts[before * width + after]++;
                    counts[before * width + values + 1] += last ? 0 : 1;
                    from[before]++;
                    to[after]++;
                    to[values + 1] += last ? 0 : 1;
                    all++;
                }
            }
        }
        final double steps = all;
        final int[] never = IntStream.range(0, counts.length)
                // No family is empty.
                .filter(i -> i != values * width + values)
                .filter(i -> counts[i] == 0 && from[i / width] * to[i % width] >= MIN_EXPECTED * steps)
                .toArray();
        return never.length == 0 ? Optional.empty() : Optional.of(new Transitions(column, values, never));
    }

    private boolean isPossible(final int from, final int to) {
        return Arrays.binarySearch(never, from * (values + 2) + to) < 0;
    }

    /** The same steps, for questions about single rows. */
    public Guard guard() {
        return new Guard(this);
    }

    /** Decides which values a row may have: those from which its family can still come to an end. Immutable. */
    public static final class Guard {
        /** The most rows to look ahead. */
        private static final int AHEAD = 32;

        private final int column;
        private final int values;
        /** {@code [values + 1][values]}: whether one value may follow another; the last one is the begin. */
        private final boolean[][] follows;
        /** {@code [rows left][values]}: whether a family can be finished with so many rows after a value. */
        private final boolean[][] ends;

        private Guard(final Transitions of) {
            this.column = of.column;
            this.values = of.values;
            this.follows = new boolean[values + 1][values];
            this.ends = new boolean[AHEAD + 1][values];
            for (int from = 0; from <= values; from++) {
                for (int to = 0; to < values; to++) {
                    follows[from][to] = of.isPossible(from, to);
                }
            }
            for (int value = 0; value < values; value++) {
                ends[0][value] = of.isPossible(value, values);
            }
            for (int left = 1; left <= AHEAD; left++) {
                for (int value = 0; value < values; value++) {
                    final boolean[] next = follows[value];
                    final boolean[] then = ends[left - 1];
                    ends[left][value] = of.isPossible(value, values + 1)
                            && IntStream.range(0, values).anyMatch(to -> next[to] && then[to]);
                }
            }
        }

        /** The index of the column. */
        public int column() {
            return column;
        }

        /**
         * Whether a row may have a value. Values that were not known, and missing ones, may come anywhere.
         *
         * @param first whether it is the first row of its family
         * @param before the value in the row before, -1 where it is missing; ignored in the first row
         * @param value the value, -1 where it is missing
         * @param left the number of rows after it
         */
        public boolean allows(final boolean first, final int before, final int value, final int left) {
            if (value < 0 || value >= values) {
                return true;
            }
            final boolean mayFollow =
                    first ? follows[values][value] : before < 0 || before >= values || follows[before][value];
            return mayFollow && ends[Math.min(left, AHEAD)][value];
        }
    }
}
