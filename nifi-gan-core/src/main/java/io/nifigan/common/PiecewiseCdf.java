// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.Arrays;

/**
 * A cumulative distribution function as a monotone, piecewise linear curve, with its inverse. Between knots of one sign
 * that are more than a decade apart it is linear in the logarithm of the value, so that the values of a heavy tail are
 * not all of the larger knot's size. Several knots with the same x are a jump; several with the same p are a gap
 * without rows.
 *
 * @param x the values of the knots, ascending, 2 or more
 * @param p the share of rows below each knot, ascending from 0 to 1
 */
public record PiecewiseCdf(double[] x, double[] p) {
    private static final int MAX_KNOTS = 20_000;
    private static final double DECADE = 10;

    public PiecewiseCdf {
        if (x.length < 2 || x.length != p.length || x.length > MAX_KNOTS) {
            throw new IllegalArgumentException(
                    "%d values and %d shares of a quantile table; there must be as many of each, 2 to %d"
                            .formatted(x.length, p.length, MAX_KNOTS));
        }
        for (int i = 0; i < x.length; i++) {
            final boolean rising = i == 0 || Double.compare(x[i], x[i - 1]) >= 0 && p[i] >= p[i - 1];
            if (!rising || !Double.isFinite(x[i]) || !(p[i] >= 0 && p[i] <= 1)) {
                throw new IllegalArgumentException(
                        "Knot %d of a quantile table is not finite or not rising".formatted(i));
            }
        }
    }

    /** The share of rows below a value: at a jump, its lower end. */
    public double below(final double value) {
        int i = Arrays.binarySearch(x, value);
        if (i >= 0) {
            while (i > 0 && x[i - 1] == value) {
                i--;
            }
            return p[i];
        }
        return between(-i - 1, value);
    }

    /** The share of rows at or below a value: at a jump, its upper end. */
    public double upTo(final double value) {
        int i = Arrays.binarySearch(x, value);
        if (i >= 0) {
            while (i < x.length - 1 && x[i + 1] == value) {
                i++;
            }
            return p[i];
        }
        return between(-i - 1, value);
    }

    private double between(final int after, final double value) {
        if (after == 0) {
            return 0;
        }
        if (after == x.length) {
            return 1;
        }
        if (spansDecades(x[after - 1], x[after])) {
            final double logs = Math.log(Math.abs(value)) - Math.log(Math.abs(x[after - 1]));
            final double share = logs / (Math.log(Math.abs(x[after])) - Math.log(Math.abs(x[after - 1])));
            return p[after - 1] + Math.clamp(share, 0, 1) * (p[after] - p[after - 1]);
        }
        final double span = x[after] - x[after - 1];
        // Computed from halves where the difference overflows a double.
        final double share = span <= Double.MAX_VALUE
                ? (value - x[after - 1]) / span
                : (value / 2 - x[after - 1] / 2) / (x[after] / 2 - x[after - 1] / 2);
        return p[after - 1] + share * (p[after] - p[after - 1]);
    }

    /** Whether two rising values have one sign and are more than a decade apart. */
    static boolean spansDecades(final double low, final double high) {
        return low > 0 ? high / DECADE > low : high < 0 && low / DECADE < high;
    }

    /**
     * The value below which a share of the rows lies; for a share outside 0 to 1, the smallest or the largest value.
     */
    public double quantile(final double share) {
        final int last = p.length - 1;
        if (share <= p[0]) {
            return x[0];
        }
        if (share >= p[last]) {
            return x[last];
        }
        // Knots are mostly spaced evenly by share: the search starts at the place that this suggests and doubles its
        // range.
        int low = (int) (share * last);
        int high = low;
        for (int reach = 1; p[low] > share; reach *= 2) {
            high = low;
            low = Math.max(0, low - reach);
        }
        for (int reach = 1; high == low || p[high] <= share; reach *= 2) {
            low = high;
            high = Math.min(last, high + reach);
        }
        while (high - low > 1) {
            final int middle = (low + high) >>> 1;
            if (p[middle] <= share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        final double part = (share - p[low]) / (p[high] - p[low]);
        if (spansDecades(x[low], x[high])) {
            final double log = (1 - part) * Math.log(Math.abs(x[low])) + part * Math.log(Math.abs(x[high]));
            return Math.clamp(Math.copySign(Math.exp(log), x[low]), x[low], x[high]);
        }
        final double span = x[high] - x[low];
        return span <= Double.MAX_VALUE ? x[low] + part * span : (1 - part) * x[low] + part * x[high];
    }
}
