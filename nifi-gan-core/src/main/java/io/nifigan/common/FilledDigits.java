// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimal numbers with more digits than a double holds. The digits in excess follow from a hash of the number, so that
 * they differ from number to number as they do in the data.
 */
public final class FilledDigits {
    /**
     * Share of the numbers that round to a double from which its filled digits are drawn: below one, since the ends of
     * that interval may be read as its neighbour.
     */
    private static final double FILLED_SHARE = .98;
    /** Shorter numbers are what they are, such as 1.5. */
    private static final int MAX_SHORT_DIGITS = 15;

    private FilledDigits() {}

    /** Whether a number has fewer digits than its grid, and not because it is a short one. */
    public static boolean isCut(final double value, final double step) {
        return step > 0
                && Math.ulp(value) > step
                && BigDecimal.valueOf(value).stripTrailingZeros().precision() > MAX_SHORT_DIGITS;
    }

    /**
     * A multiple of a step that is read as {@code value}.
     *
     * @param value a number whose spacing to the next double is larger than the step
     */
    public static BigDecimal fill(final double value, final double step) {
        final double spare = Math.ulp(value) - step;
        final long bits = Double.doubleToLongBits(value);
        double share = (RandomStream.stream(bits, 0) >> 11) * 0x1p-53 * FILLED_SHARE;
        if (bits << 12 == 0) {
            // Below a power of two doubles are twice as dense.
            share = Math.copySign(share, value);
        }
        final BigDecimal grid = BigDecimal.valueOf(step);
        return new BigDecimal(value)
                .add(new BigDecimal(share * spare))
                .divide(grid, 0, RoundingMode.HALF_EVEN)
                .multiply(grid);
    }
}
