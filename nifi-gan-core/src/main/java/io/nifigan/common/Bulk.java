// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.Arrays;

/**
 * The range in which a column's numbers lie, a few far ones aside, such as -999 among temperatures or 9999 among years.
 * A value is far where the gap between it and the others is wider than the range of all others, and much wider than the
 * spacing of the outermost of these leads to expect. The spacing is that of the logarithms of the distances from the
 * median (Hill 1975), so that the largest values of a heavy tail, such as Pareto's, are not far.
 *
 * @param low the smallest value that is not far
 * @param high the largest value that is not far
 * @param min the limit below which further values would be far
 * @param max the limit above which further values would be far
 */
public record Bulk(double low, double high, double min, double max) {
    /** Minimum number of rows to keep a far value: fewer might be persons rather than a word for "unknown". */
    public static final int MIN_FAR_ROWS = 5;
    /** Minimum share of the rows of a common value. */
    private static final double MIN_COMMON_SHARE = .02;

    private static final int MIN_COMMON_ROWS = 10;
    /** Minimum number of values, so that there is a spacing to compare a gap with. */
    private static final int MIN_VALUES = 50;
    /** Maximum share and number of distinct far values on either side; more are a group of their own. */
    private static final double MAX_SHARE = .05;

    private static final int MAX_DISTINCT = 10;
    /**
     * The share of the values, on either side, whose spacing is compared with a gap, and the minimum number of them.
     */
    private static final double TAIL_SHARE = .02;

    private static final int MIN_TAIL = 30;
    /**
     * Minimum gap in mean excesses. The largest value of a Pareto tail exceeds this once in some 1,000 columns,
     * whatever its exponent; that of a log-normal tail is never so far.
     */
    private static final double MIN_GAP = 8;
    /** Minimum number of distinct values that are not far; fewer are like categories, which have no distances. */
    private static final int MIN_DISTINCT = 31;

    /**
     * The bulk of values.
     *
     * @param sorted values in ascending order, none NaN
     */
    public static Bulk of(final double[] sorted) {
        final int n = sorted.length;
        if (n < MIN_VALUES) {
            return new Bulk(
                    n == 0 ? Double.NEGATIVE_INFINITY : sorted[0],
                    n == 0 ? Double.POSITIVE_INFINITY : sorted[n - 1],
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY);
        }
        // A quarter avoids an overflow of differences.
        final double[] up = new double[n];
        final double[] down = new double[n];
        final double median = sorted[n / 2] / 4;
        for (int i = 0; i < n; i++) {
            up[i] = sorted[i] / 4 - median;
            down[i] = -(sorted[n - 1 - i] / 4 - median);
        }
        int above = 0;
        int below = (int) (MAX_SHARE * n);
        // The first round is without the outer values on the other side, for these may be far; the second knows.
        for (int round = 0; round < 2; round++) {
            above = far(up, below);
            below = far(down, above);
        }
        if (distinct(sorted, below, n - above, MIN_DISTINCT) < MIN_DISTINCT) {
            above = 0;
            below = 0;
        }
        final double high = sorted[n - 1 - above];
        final double low = sorted[below];
        return new Bulk(low, high, 4 * (median - limit(down, below, above)), 4 * (median + limit(up, above, below)));
    }

    /** The number of far values at the upper end of distances from the median. */
    private static int far(final double[] sorted, final int below) {
        final int n = sorted.length;
        for (int count = (int) (MAX_SHARE * n); count > 0; count--) {
            final double outer = sorted[n - count];
            final double inner = sorted[n - count - 1];
            // The first test is quick, and hardly any value passes it.
            if (outer - inner > inner - sorted[below]
                    && outer > limit(sorted, count, below)
                    && distinct(sorted, n - count, n, MAX_DISTINCT + 1) <= MAX_DISTINCT) {
                return count;
            }
        }
        return 0;
    }

    /** The distance from the median up to which a further value would not be far. */
    private static double limit(final double[] sorted, final int above, final int below) {
        final int n = sorted.length - above;
        final double inner = sorted[n - 1];
        int start = n - 1 - (int) Math.min(n / 2., Math.max(TAIL_SHARE * n, MIN_TAIL));
        while (start < n - 1 && sorted[start] <= 0) {
            start++;
        }
        final int tail = n - 1 - start;
        if (tail < MIN_TAIL / 2) {
            return Double.POSITIVE_INFINITY;
        }
        double logs = 0;
        for (int i = start + 1; i < n; i++) {
            logs += (Math.log(sorted[i]) - Math.log(sorted[start])) / tail;
        }
        return Math.max(inner + (inner - sorted[below]), inner * Math.exp(MIN_GAP * logs));
    }

    /** The number of distinct values at the indices from start to end (exclusive), counted up to a maximum. */
    private static int distinct(final double[] sorted, final int start, final int end, final int max) {
        int distinct = 1;
        for (int i = start + 1; i < end && distinct < max; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    /**
     * The bulk of the rarer values: those that at least {@code common} rows have are left out. They may be far.
     *
     * @param sorted values in ascending order, none NaN
     */
    public static Bulk of(final double[] sorted, final double common) {
        final double[] rarer = new double[sorted.length];
        int count = 0;
        for (int i = 0; i < sorted.length; ) {
            final int end = end(sorted, i);
            if (end - i < common) {
                Arrays.fill(rarer, count, count + end - i, sorted[i]);
                count += end - i;
            }
            i = end;
        }
        return of(Arrays.copyOf(rarer, count));
    }

    /**
     * The number of values that are far and that fewer rows have than are needed to keep a far value.
     *
     * @param values the values of all rows, NaN where missing
     */
    public static int countRare(final double[] values) {
        final double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        final Bulk bulk = of(sorted, commonRows(sorted.length));
        int count = 0;
        for (int i = 0; i < sorted.length; ) {
            final int end = end(sorted, i);
            count += bulk.isFar(sorted[i]) && end - i < MIN_FAR_ROWS ? end - i : 0;
            i = end;
        }
        return count;
    }

    /** The minimum number of rows of a common value, which is learnt by itself. */
    public static double commonRows(final int rows) {
        return Math.max(MIN_COMMON_ROWS, MIN_COMMON_SHARE * rows);
    }

    /** The index after the last value that equals the one at an index. */
    public static int end(final double[] sorted, final int index) {
        int end = index + 1;
        while (end < sorted.length && sorted[end] == sorted[index]) {
            end++;
        }
        return end;
    }

    /** Whether a value is far from the others; NaN is not. */
    public boolean isFar(final double value) {
        return value < min || value > max;
    }
}
