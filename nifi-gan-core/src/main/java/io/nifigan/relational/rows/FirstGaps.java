// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.common.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The times between a time of the parent and its first child. Generated ones get the distribution of the real ones: the
 * shortest becomes the shortest real one, and so on. So no child comes before its parent where none does in the real
 * tables.
 *
 * @param column the name of the parent's column
 * @param unit the column's unit in that of the children's times: one day in milliseconds for dates before timestamps
 * @param lengths the times in between, ascending, in the unit of the children's times
 */
public record FirstGaps(String column, double unit, double[] lengths) {
    /** The least number of parents with children: fewer are in order by chance. */
    private static final int MIN_PARENTS = 20;

    private static final int MAX_LENGTHS = 1_000;

    public FirstGaps {
        lengths = lengths.clone();
        if (!(unit > 0) || lengths.length == 0 || !(lengths[0] >= 0)) {
            throw new IllegalArgumentException("The first children come before their parents");
        }
        for (int i = 0; i < lengths.length; i++) {
            if (!Double.isFinite(lengths[i]) || i > 0 && lengths[i] < lengths[i - 1]) {
                throw new IllegalArgumentException("Times from parents to first children do not rise");
            }
        }
    }

    @Override
    public double[] lengths() {
        return lengths.clone();
    }

    /**
     * The gaps after a time of the parents; empty where some first child comes before it.
     *
     * @param times {@code [parents]}: the column's values, NaN for missing ones
     * @param firsts {@code [parents]}: the times of first children, NaN for parents without
     */
    public static Optional<FirstGaps> of(
            final String column, final double unit, final double[] times, final double[] firsts) {
        final double[] lengths = IntStream.range(0, times.length)
                .mapToDouble(r -> firsts[r] - times[r] * unit)
                .filter(length -> !Double.isNaN(length))
                .sorted()
                .toArray();
        if (lengths.length < MIN_PARENTS || lengths[0] < 0) {
            return Optional.empty();
        }
        final int count = Math.min(lengths.length, MAX_LENGTHS);
        return Optional.of(new FirstGaps(
                column,
                unit,
                IntStream.range(0, count)
                        .mapToDouble(i -> lengths[(int) ((i + .5) * lengths.length / count)])
                        .toArray()));
    }

    /** The mean time in between. */
    public double mean() {
        return Arrays.stream(lengths).average().orElse(0);
    }

    /**
     * Matches generated times of first children.
     *
     * @param counts {@code [parents]}: the numbers of children
     * @param times {@code [parents]}: the column's values
     * @param firsts {@code [parents]}: the times of first children, which are changed
     * @param latest no real child is later
     */
    public void match(
            final double[] counts,
            final double[] times,
            final double[] firsts,
            final double latest,
            final RandomStream random) {
        final double[] tie = new double[firsts.length];
        Arrays.setAll(tie, r -> random.nextDouble());
        final int[] order = IntStream.range(0, firsts.length)
                .filter(r -> counts[r] >= 1 && !Double.isNaN(times[r]))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(r -> firsts[r] - times[r] * unit)
                        .thenComparingDouble(r -> tie[r]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            final double time = times[order[i]] * unit;
            final double matched = time + lengths[(int) ((i + .5) / order.length * lengths.length)];
            firsts[order[i]] = Math.max(Math.min(matched, latest), time + lengths[0]);
        }
    }
}
