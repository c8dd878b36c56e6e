// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Converts numbers to plain decimal texts, and such texts to numbers. */
public final class NumberTexts {
    /** A text with leading zeros or a plus sign is a code rather than a number. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:(?:0|[1-9]\\d*)(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

    private static final int EXACT_DIGITS = 15;
    private static final int MAX_DIGITS = 17;
    private static final int MAX_LENGTH = 40;

    private NumberTexts() {}

    /** The number of decimals of a text, where {@link #fixed} restores exactly this text from its number; else -1. */
    public static int exactDecimals(final String text) {
        final int length = text.length();
        int at = 0;
        if (length > 0 && text.charAt(0) == '-') {
            at = 1;
        }
        final int first = at;
        int point = -1;
        int digits = 0;
        boolean zero = true;
        for (; at < length; at++) {
            final char c = text.charAt(at);
            if (c == '.' && point < 0 && at > first) {
                point = at;
            } else if (c >= '0' && c <= '9') {
                zero &= c == '0';
                digits += zero ? 0 : 1;
            } else {
                return -1;
            }
        }
        final int whole = (point < 0 ? length : point) - first;
        final int decimals = point < 0 ? 0 : length - point - 1;
        final boolean leadingZero = whole > 1 && text.charAt(first) == '0';
        if (whole == 0
                || point >= 0 && decimals == 0
                || leadingZero
                || zero && first == 1
                || length > MAX_LENGTH
                || digits > MAX_DIGITS) {
            return -1;
        }
        if (digits <= EXACT_DIGITS) {
            return decimals;
        }
        // With more than 15 digits only a text that its number restores is safe; whole numbers of that length are
        // codes.
        return point >= 0 && fixed(Double.parseDouble(text), decimals).equals(text) ? decimals : -1;
    }

    /** The number that a text means, or NaN where it is not a finite number. */
    public static double parse(final String text) {
        final String stripped = text.strip();
        if (stripped.length() > MAX_LENGTH || !NUMBER.matcher(stripped).matches()) {
            return Double.NaN;
        }
        final double value = Double.parseDouble(stripped);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** Plain notation with a fixed number of decimals. */
    public static String fixed(final double value, final int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** Plain notation with as few digits as possible. */
    public static String shortest(final double value) {
        if (value == Math.rint(value) && Math.abs(value) < 0x1p62) {
            return Long.toString((long) value);
        }
        return plain(BigDecimal.valueOf(value));
    }

    /** Plain notation of all of its digits. */
    public static String plain(final BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
