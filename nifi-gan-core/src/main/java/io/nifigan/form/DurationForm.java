// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** One way to write durations. The content is a number in the smallest unit that the form writes. */
public abstract sealed class DurationForm extends SpecifiedForm permits ClockDuration, UnitsDuration {
    /** Maximum number of decimals of the smallest unit: nanoseconds. */
    static final int MAX_DECIMALS = 9;
    /** Maximum length of a text that is read. */
    static final int MAX_LENGTH = 64;

    /** Beyond this number of smallest units nothing is told apart; larger ones are written as this. */
    private static final double MAX_VALUE = 0x1p53;

    private static final int MAX_DIGITS = 18;

    @Override
    public final Content content() {
        return Content.NUMBER;
    }

    @Override
    public abstract String spec();

    /** The place of this form among durations that restore equally many texts: the lower one says more about them. */
    abstract int rank();

    /** The size of a number without its sign, half even rounded to decimals where their number is not negative. */
    static BigDecimal size(final double value, final int decimals) {
        final BigDecimal size = BigDecimal.valueOf(Math.min(Math.abs(value), MAX_VALUE));
        return decimals < 0 ? size : size.setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /** The first place from {@code from} on at which there is no digit. */
    static int digits(final String text, final int from) {
        int at = from;
        while (at < text.length() && NumberReader.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The whole number between two places; -1 where there is none or it has too many digits. */
    static long number(final String text, final int from, final int to) {
        if (to <= from || to - from > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    static void check(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException("Not a form of durations: " + message);
        }
    }
}
