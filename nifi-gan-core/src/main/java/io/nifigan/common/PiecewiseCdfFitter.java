// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.Arrays;

/**
 * Fits a {@link PiecewiseCdf} to sorted values without keeping single ones: a value that many rows have gets a jump of
 * its own; rare values in between are grouped into segments of equal numbers of rows. Segments are finer towards both
 * tails but never of fewer than three rows, and each has a middle knot that keeps its mean. Rare values between two
 * jumps are spread towards these, all the way where they are fewer than three: else they would be exact, and tell that
 * a row had them. Only the minimum and the maximum are exact. A gap that is wide against the whole range, with enough
 * rows on either side, stays empty: its ends are exact then, too.
 */
public final class PiecewiseCdfFitter {
    private static final int SEGMENTS = 400;
    private static final int MAX_COMMON = 2_000;
    private static final int COMMON_ROWS = 5;
    private static final int MIN_ROWS = 3;
    private static final double TAIL_SHARE = .02;
    /** Minimum width of a gap that stays empty, as a share of the range. */
    private static final double MIN_GAP = .125;

    private final double[] sorted;
    private final double half;
    private final int min;
    private double[] x = new double[64];
    private double[] p = new double[64];
    private int knots;

    private PiecewiseCdfFitter(final double[] sorted, final double step, final int min) {
        this.sorted = sorted;
        this.half = step / 2;
        this.min = min;
    }

    /**
     * @param sorted values in ascending order, 1 or more, none NaN
     * @param step the grid on which the values lie, 0 for none; a value stands for its whole grid cell
     */
    static PiecewiseCdf fit(final double[] sorted, final double step) {
        return fit(sorted, step, 1);
    }

    /**
     * Fits as {@link #fit(double[], double)} does, with a minimum number of rows.
     *
     * @param min minimum number of rows of a jump or a segment, where it is above the default
     */
    public static PiecewiseCdf fit(final double[] sorted, final double step, final int min) {
        return new PiecewiseCdfFitter(sorted, step, min).fit();
    }

    private PiecewiseCdf fit() {
        final int n = sorted.length;
        final int common = commonRows();
        int start = 0;
        double jump = Double.NaN;
        add(sorted[0] - half, 0);
        for (int i = 0; i < n; ) {
            int j = i + 1;
            while (j < n && sorted[j] == sorted[i]) {
                j++;
            }
            if (isGap(start, i)) {
                addSegments(start, i, jump, Double.NaN);
                start = i;
                jump = Double.NaN;
            }
            if (j - i >= common) {
                addSegments(start, i, jump, sorted[i] - half);
                jump = sorted[i] + half;
                add(sorted[i] - half, (double) i / n);
                add(sorted[i] + half, (double) j / n);
                start = j;
            }
            i = j;
        }
        addSegments(start, n, jump, Double.NaN);
        add(sorted[n - 1] + half, 1);
        return new PiecewiseCdf(Arrays.copyOf(x, knots), Arrays.copyOf(p, knots));
    }

    /** Whether a wide gap lies before an index, with enough rows since the start and after. */
    private boolean isGap(final int start, final int index) {
        final int n = sorted.length;
        final int rows = Math.max(COMMON_ROWS, min);
        return index - start >= rows
                && n - index >= rows
                && sorted[index] / 2 - sorted[index - 1] / 2 > MIN_GAP * (sorted[n - 1] / 2 - sorted[0] / 2);
    }

    /** Minimum number of rows for a value to get a jump of its own. */
    private int commonRows() {
        final int n = sorted.length;
        int rows = Math.max(Math.max(COMMON_ROWS, min), n / 5_000);
        while (countCommon(rows) > MAX_COMMON) {
            rows *= 2;
        }
        return rows;
    }

    private int countCommon(final int rows) {
        int count = 0;
        for (int i = 0; i < sorted.length; ) {
            int j = i + 1;
            while (j < sorted.length && sorted[j] == sorted[i]) {
                j++;
            }
            if (j - i >= rows) {
                count++;
            }
            i = j;
        }
        return count;
    }

    /**
     * Adds knots for the rare values at the indices from start to end (exclusive).
     *
     * @param before the end of the jump before them, NaN where there is none
     * @param after the beginning of the jump after them, NaN where there is none
     */
    private void addSegments(final int start, final int end, final double before, final double after) {
        final int n = sorted.length;
        int from = start;
        while (from < end) {
            int to = Math.min(end, from + rowsAt(from));
            // A remainder with so few rows that it would reveal them joins the segment before it.
            if (end - to < Math.max(MIN_ROWS, min)) {
                to = end;
            }
            // Values that repeat stay in one segment.
            while (to < end && sorted[to] == sorted[to - 1]) {
                to++;
            }
            final double low = from == start ? first(start, end, before) : edge(from);
            final double high = to == end ? last(start, end, after) : edge(to);
            add(low, (double) from / n);
            if (to - from > 1) {
                add(middle(from, to, low, high), (from + to) / 2. / n);
            }
            add(high, (double) to / n);
            from = to;
        }
    }

    private double first(final int start, final int end, final double before) {
        final double exact = sorted[start] - half;
        return Double.isNaN(before) ? exact : Math.max(before, exact - spread(start, end, start));
    }

    private double last(final int start, final int end, final double after) {
        final double exact = sorted[end - 1] + half;
        return Double.isNaN(after) ? exact : Math.min(after, exact + spread(start, end, end - 1));
    }

    /**
     * How far values may move: without limit where they are fewer than may be told, else by the mean distance of those
     * next to an index, or, where they are no more than a segment, by a segment's part of the whole range.
     */
    private double spread(final int start, final int end, final int index) {
        final int all = end - start;
        if (all < Math.max(MIN_ROWS, min)) {
            return Double.POSITIVE_INFINITY;
        }
        final int rows = Math.min(all, rowsAt(index));
        final int from = index == start ? start : end - rows;
        final double distance = sorted[from + rows - 1] / (rows - 1) - sorted[from] / (rows - 1);
        return all > rowsAt(index)
                ? distance
                : Math.max(distance, sorted[sorted.length - 1] / SEGMENTS - sorted[0] / SEGMENTS);
    }

    /** The middle knot, with which a segment keeps its mean, or the mean of the logarithms where it spans decades. */
    private double middle(final int from, final int to, final double low, final double high) {
        final boolean logs = PiecewiseCdf.spansDecades(low, high);
        double mean = 0;
        for (int i = from; i < to; i++) {
            mean += (logs ? Math.log(Math.abs(sorted[i])) : sorted[i]) / (to - from);
        }
        if (logs) {
            final double log = 2 * mean - (Math.log(Math.abs(low)) + Math.log(Math.abs(high))) / 2;
            return Math.clamp(Math.copySign(Math.exp(log), low), low, high);
        }
        return Math.clamp(2 * mean - low / 2 - high / 2, low, high);
    }

    private double edge(final int index) {
        final double low = sorted[index - 1];
        final double high = sorted[index];
        return PiecewiseCdf.spansDecades(low, high)
                ? Math.clamp(Math.copySign(Math.sqrt(Math.abs(low)) * Math.sqrt(Math.abs(high)), low), low, high)
                : low / 2 + high / 2;
    }

    private int rowsAt(final int index) {
        final int n = sorted.length;
        final double usual = (double) n / SEGMENTS;
        final double share = (index + .5) / n;
        final double tail = Math.min(share, 1 - share);
        // In the outer 2 % on either side, segments shrink in proportion to the rows that are left.
        return (int) Math.max(Math.max(MIN_ROWS, min), usual * Math.min(1, tail / TAIL_SHARE));
    }

    private void add(final double value, final double share) {
        if (knots == x.length) {
            x = Arrays.copyOf(x, 2 * knots);
            p = Arrays.copyOf(p, 2 * knots);
        }
        if (knots > 0 && x[knots - 1] == value && p[knots - 1] == share) {
            return;
        }
        x[knots] = knots == 0 ? value : Math.max(value, x[knots - 1]);
        p[knots++] = share;
    }
}
