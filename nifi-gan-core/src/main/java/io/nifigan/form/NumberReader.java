// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import io.nifigan.form.NumberShape.Affixes;
import io.nifigan.form.NumberShape.Grouping;
import io.nifigan.form.NumberShape.Sign;
import io.nifigan.form.NumberShape.Sign.Place;

/** Reads texts of a {@link NumberShape}. */
final class NumberReader {
    /** Maximum length of a text: the largest double has 309 digits, the smallest 324 decimals; with group signs. */
    private static final int MAX_LENGTH = 512;

    private final String text;
    private final NumberShape shape;
    private int from;
    private int to;

    private NumberReader(final String text, final NumberShape shape) {
        this.text = text;
        this.shape = shape;
        to = text.length();
    }

    static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }

    /** The number, or NaN where the text is not of this shape. */
    static double read(final String text, final NumberShape shape) {
        final String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_LENGTH) {
            return Double.NaN;
        }
        return new NumberReader(stripped, shape).read();
    }

    private double read() {
        final Affixes affixes = shape.affixes();
        final Place place = shape.sign().place();
        boolean negative = place == Place.BRACKETS && brackets() || place == Place.FRONT && sign();
        if (to - from < affixes.prefix().length() + affixes.suffix().length()
                || !text.startsWith(affixes.prefix(), from)
                || !text.startsWith(affixes.suffix(), to - affixes.suffix().length())) {
            return Double.NaN;
        }
        from += affixes.prefix().length();
        to -= affixes.suffix().length();
        negative |= place == Place.INNER_BRACKETS && brackets() || place == Place.AFTER_PREFIX && sign();
        if (place == Place.AFTER_NUMBER
                && to > from
                && text.charAt(to - 1) == shape.sign().minus()) {
            to--;
            negative = true;
        }
        final double value = number();
        return Double.isInfinite(value) ? Double.NaN : negative ? -value : value;
    }

    private boolean brackets() {
        if (to - from < 3 || text.charAt(from) != '(' || text.charAt(to - 1) != ')') {
            return false;
        }
        from++;
        to--;
        return true;
    }

    /** Passes a sign. Returns whether it was a minus. */
    private boolean sign() {
        final Sign sign = shape.sign();
        if (from < to && text.charAt(from) == sign.minus()) {
            from++;
            return true;
        }
        if (sign.always() && from < to && text.charAt(from) == '+') {
            from++;
        }
        return false;
    }

    private double number() {
        final StringBuilder plain = new StringBuilder(to - from + 6);
        if (!whole(plain) || !decimals(plain)) {
            return Double.NaN;
        }
        int exponent = 0;
        if (shape.exponent() != null) {
            if (from == to || text.charAt(from) != shape.exponent().letter()) {
                return Double.NaN;
            }
            from++;
            exponent = exponent();
        }
        if (from < to) {
            return Double.NaN;
        }
        final long factor = shape.affixes().factor();
        final boolean binary = AffixWords.isBinary(factor);
        if (!binary) {
            exponent += zeros(factor);
        }
        if (exponent != 0) {
            plain.append('E').append(exponent);
        }
        final double value = Double.parseDouble(plain.toString());
        return binary ? value * factor : value;
    }

    /** The number of zeros of a power of ten. */
    static int zeros(final long factor) {
        int zeros = 0;
        for (long rest = factor; rest > 1; rest /= 10) {
            zeros++;
        }
        return zeros;
    }

    /** Reads the digits before the point, and looks whether they are grouped rightly or not at all. */
    private boolean whole(final StringBuilder plain) {
        final Grouping grouping = shape.grouping();
        int group = 0;
        int groups = 1;
        for (; from < to; from++) {
            final char c = text.charAt(from);
            if (isDigit(c)) {
                plain.append(c);
                group++;
            } else if (c == grouping.sign() && c != 0) {
                final int size = grouping.indian() ? 2 : 3;
                if (groups > 1 ? group != size : group == 0 || group > size) {
                    return false;
                }
                groups++;
                group = 0;
            } else {
                break;
            }
        }
        if (groups > 1 && group != 3) {
            return false;
        }
        final int digits = plain.length();
        final int least = shape.decimals().whole();
        if (digits == 0) {
            plain.append('0');
            return least <= 1
                    && from < to
                    && text.charAt(from) == shape.decimals().point();
        }
        return digits >= least && (digits <= Math.max(1, least) || plain.charAt(0) != '0');
    }

    private boolean decimals(final StringBuilder plain) {
        if (from == to || text.charAt(from) != shape.decimals().point()) {
            return true;
        }
        final int first = ++from;
        plain.append('.');
        while (from < to && isDigit(text.charAt(from))) {
            plain.append(text.charAt(from++));
        }
        return from > first;
    }

    /** Reads the sign and the digits of an exponent; stays before them where there are none or too many. */
    private int exponent() {
        int at = from;
        final boolean minus = at < to && text.charAt(at) == '-';
        if (minus || at < to && text.charAt(at) == '+') {
            at++;
        }
        final int first = at;
        int value = 0;
        while (at < to && at - first < 3 && isDigit(text.charAt(at))) {
            value = 10 * value + text.charAt(at++) - '0';
        }
        if (at > first) {
            from = at;
        } else {
            from--;
        }
        return minus ? -value : value;
    }
}
