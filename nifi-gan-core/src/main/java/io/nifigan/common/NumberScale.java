// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/**
 * A rising scale on which means, variances and differences of a column's numbers neither overflow nor vanish: the
 * numbers themselves, those of extreme size multiplied by a power of two, or the signed logarithms of numbers that span
 * many decades.
 */
public final class NumberScale {
    /**
     * Minimum span for logarithms: beyond it the sum of a large and a small number keeps at most half of the digits of
     * the small one.
     */
    private static final double MIN_LOG_SPAN = 1e8;
    /** The span is that of absolute values between these shares, so that single values do not decide. */
    private static final double OUTSIDE = .01;
    /** The squares of numbers up to 2^{@value} and their sums are far from an overflow. */
    private static final int MAX_EXPONENT = 256;

    private final int shift;
    /** The absolute value around which the logarithms turn into a line through 0; 0 for no logarithms. */
    private final double origin;

    private NumberScale(final int shift, final double origin) {
        this.shift = shift;
        this.origin = origin;
    }

    /**
     * The scale of a column.
     *
     * @param sorted the column's values in ascending order, none NaN
     */
    public static NumberScale of(final double[] sorted) {
        final double[] sizes = sizes(sorted);
        if (sizes.length == 0) {
            return new NumberScale(0, 0);
        }
        final int outside = (int) (OUTSIDE * sizes.length);
        final double small = sizes[outside];
        final double large = sizes[sizes.length - 1 - outside];
        if (small < large / MIN_LOG_SPAN) {
            return new NumberScale(0, Math.max(small, Double.MIN_NORMAL));
        }
        final int exponent = Math.getExponent(sizes[sizes.length - 1]);
        return new NumberScale(Math.abs(exponent) > MAX_EXPONENT ? exponent : 0, 0);
    }

    /** The absolute values other than 0, ascending: both signs' values merged. */
    private static double[] sizes(final double[] sorted) {
        int negative = 0;
        while (negative < sorted.length && sorted[negative] < 0) {
            negative++;
        }
        int positive = negative;
        while (positive < sorted.length && sorted[positive] == 0) {
            positive++;
        }
        final double[] sizes = new double[sorted.length - (positive - negative)];
        int below = negative - 1;
        int above = positive;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = above >= sorted.length || below >= 0 && -sorted[below] < sorted[above]
                    ? -sorted[below--]
                    : sorted[above++];
        }
        return sizes;
    }

    /** Whether the scale is one of logarithms. */
    public boolean isLogarithmic() {
        return origin > 0;
    }

    /** The place of a number on the scale, NaN for NaN. */
    public double of(final double value) {
        if (origin == 0) {
            return shift == 0 ? value : Math.scalb(value, -shift);
        }
        final double size = Math.abs(value);
        // The sum of 1 and a quotient that overflows is the quotient.
        final double log =
                size / origin < Double.MAX_VALUE ? Math.log1p(size / origin) : Math.log(size) - Math.log(origin);
        return Math.copySign(log, value);
    }

    /** The number at a place of the scale. */
    public double value(final double place) {
        if (origin == 0) {
            return shift == 0 ? place : Math.scalb(place, shift);
        }
        final double log = Math.abs(place);
        final double size = log < 100 ? origin * Math.expm1(log) : Math.exp(log + Math.log(origin));
        return Math.copySign(Math.min(size, Double.MAX_VALUE), place);
    }
}
