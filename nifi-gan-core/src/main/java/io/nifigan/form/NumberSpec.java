// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import io.nifigan.form.NumberShape.Affixes;
import io.nifigan.form.NumberShape.Decimals;
import io.nifigan.form.NumberShape.Exponent;
import io.nifigan.form.NumberShape.Grouping;
import io.nifigan.form.NumberShape.Sign;
import io.nifigan.form.NumberShape.Sign.Place;
import java.util.Optional;

/**
 * The spec of a {@link NumberShape}, from left to right; only the digits must be there:
 *
 * <table>
 * <caption>Parts of a spec</caption>
 * <tr><th>part</th><th>examples</th><th>meaning</th></tr>
 * <tr><td>sign</td><td>{@code + ± −}</td><td>always a sign; a minus before zero as well; a minus that is U+2212, or
 * the dash U+2013. The sign stands where it is written. Without one a minus stands in front. {@code -} is written where
 * it is behind the prefix or the digits</td></tr>
 * <tr><td>brackets</td><td>{@code ("$"0.00) (±0.00)}</td><td>around negative numbers, instead of a minus; around a zero
 * that has a minus as well</td></tr>
 * <tr><td>prefix</td><td>{@code "CHF "}</td><td>a text in quotes; a quote in it is doubled</td></tr>
 * <tr><td>whole digits</td><td>{@code 0 # 000}</td><td>at least one digit; none before the point; at least
 * three</td></tr>
 * <tr><td>groups</td><td>{@code #,##0 ##,##0 #,##,##0}</td><td>in threes; only from five digits on; the Indian way. The
 * sign is any of {@code , . ' ’ _} and four kinds of blanks</td></tr>
 * <tr><td>decimals</td><td>{@code .00 .# .0# .??}</td><td>two; as many as needed; one at least; two, of which those that
 * a double does not hold are filled. The sign is a point or a comma</td></tr>
 * <tr><td>exponent</td><td>{@code E0 e+00}</td><td>minimum digits; a plus where it is written</td></tr>
 * <tr><td>factor</td><td>{@code *1000}</td><td>what the written number is multiplied by</td></tr>
 * <tr><td>suffix</td><td>{@code " kg"}</td><td>as the prefix</td></tr>
 * </table>
 */
final class NumberSpec {
    private static final char QUOTE = '"';
    private static final String SIGNED_ZERO = "\u00b1";

    private final String spec;
    private int at;

    private NumberSpec(final String spec) {
        this.spec = spec;
    }

    /** The spec of a shape. {@link #read} reads it, and nothing else, as this shape. */
    static String write(final NumberShape shape) {
        final Sign sign = shape.sign();
        final Place place = sign.place();
        final StringBuilder text = new StringBuilder();
        if (place == Place.FRONT && !sign.equals(Sign.PLAIN)) {
            text.append(sign(sign));
        }
        text.append(place == Place.BRACKETS ? open(sign) : "");
        quote(shape.affixes().prefix(), text);
        text.append(place == Place.AFTER_PREFIX ? sign(sign) : place == Place.INNER_BRACKETS ? open(sign) : "");
        digits(shape.decimals(), shape.grouping(), text);
        if (shape.exponent() != null) {
            text.append(shape.exponent().letter()).append(shape.exponent().always() ? "+" : "");
            text.repeat('0', shape.exponent().digits());
        }
        text.append(place == Place.AFTER_NUMBER ? sign(sign) : place == Place.INNER_BRACKETS ? ")" : "");
        if (shape.affixes().factor() != 1) {
            text.append('*').append(shape.affixes().factor());
        }
        quote(shape.affixes().suffix(), text);
        text.append(place == Place.BRACKETS ? ")" : "");
        return text.toString();
    }

    private static String sign(final Sign sign) {
        final String other = (sign.always() ? "+" : "") + (sign.zero() ? SIGNED_ZERO : "");
        return sign.minus() == Sign.HYPHEN && !other.isEmpty() ? other : other + sign.minus();
    }

    private static String open(final Sign sign) {
        return sign.zero() ? "(" + SIGNED_ZERO : "(";
    }

    private static void quote(final String text, final StringBuilder target) {
        if (!text.isEmpty()) {
            target.append(QUOTE).append(text.replace("\"", "\"\"")).append(QUOTE);
        }
    }

    private static void digits(final Decimals decimals, final Grouping grouping, final StringBuilder text) {
        final char sign = grouping.sign();
        if (sign == 0) {
            text.append(decimals.whole() == 0 ? "#" : "0".repeat(decimals.whole()));
        } else {
            text.repeat('#', grouping.leading()).append(sign);
            if (grouping.indian()) {
                text.append("##").append(sign);
            }
            text.append("##").append(decimals.whole() == 0 ? '#' : '0');
        }
        if (decimals.max() > 0) {
            text.append(decimals.point()).repeat(decimals.filled() ? '?' : '0', decimals.min());
            text.append(decimals.isFree() ? "#" : "");
        }
    }

    /** The shape that a spec describes; empty where it describes none. */
    static Optional<NumberShape> read(final String spec) {
        if (spec.length() > WrittenForm.MAX_SPEC) {
            return Optional.empty();
        }
        try {
            final NumberShape shape = new NumberSpec(spec).shape();
            return write(shape).equals(spec) ? Optional.of(shape) : Optional.empty();
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private NumberShape shape() {
        Sign sign = sign(Place.FRONT, Sign.PLAIN);
        if (take('(')) {
            sign = Sign.brackets(Place.BRACKETS, take(SIGNED_ZERO.charAt(0)));
        }
        final String prefix = quoted();
        sign = sign(Place.AFTER_PREFIX, sign);
        if (take('(')) {
            sign = Sign.brackets(Place.INNER_BRACKETS, take(SIGNED_ZERO.charAt(0)));
        }
        final Grouping grouping = grouping();
        final Decimals decimals = decimals(grouping);
        final Exponent exponent = exponent();
        sign = sign(Place.AFTER_NUMBER, sign);
        final boolean closed = take(')');
        final long factor = take('*') ? factor() : 1;
        final String suffix = quoted();
        if (closed && sign.place() == Place.BRACKETS && prefix.isEmpty() && !suffix.isEmpty()) {
            sign = Sign.brackets(Place.INNER_BRACKETS, sign.zero());
        }
        take(')');
        return new NumberShape(new Affixes(prefix, factor, suffix), sign, grouping, decimals, exponent);
    }

    private char peek(final int ahead) {
        return at + ahead < spec.length() ? spec.charAt(at + ahead) : '\0';
    }

    private boolean take(final char c) {
        if (peek(0) != c || c == 0) {
            return false;
        }
        at++;
        return true;
    }

    private int count(final char c) {
        int count = 0;
        while (take(c)) {
            count++;
        }
        return count;
    }

    private Sign sign(final Place place, final Sign before) {
        final boolean always = take('+');
        final boolean zero = take(SIGNED_ZERO.charAt(0));
        if (Sign.isMinus(peek(0))) {
            return new Sign(place, spec.charAt(at++), always, zero);
        }
        return always || zero ? new Sign(place, Sign.HYPHEN, always, zero) : before;
    }

    private String quoted() {
        final StringBuilder text = new StringBuilder();
        if (take(QUOTE)) {
            while (at < spec.length() && (!take(QUOTE) || peek(0) == QUOTE)) {
                text.append(spec.charAt(at++));
            }
        }
        return text.toString();
    }

    /** Passes all of the whole digits but the last "0" or "#" of groups. */
    private Grouping grouping() {
        final int leading = peek(1) == '#' ? 2 : 1;
        final char sign = peek(leading);
        final boolean indian = peek(leading + 3) == sign;
        final int last = leading + (indian ? 6 : 3);
        if (peek(0) != '#' || !Grouping.isGroupSign(sign) || peek(last) != '0' && peek(last) != '#') {
            return Grouping.NONE;
        }
        // "#.##0" groups, and so does "#.###"; "#.0" and "#.#" are decimals.
        if (peek(last - 1) != '#' || peek(last - 2) != '#') {
            return Grouping.NONE;
        }
        at += last;
        return new Grouping(sign, leading, indian);
    }

    private Decimals decimals(final Grouping grouping) {
        int whole = count('0');
        if (whole == 0 && !take('#')) {
            throw new IllegalArgumentException("A form of numbers without digits");
        }
        if (grouping.sign() != 0) {
            whole = Math.min(whole, 1);
        }
        final char point = peek(0);
        if (point != '.' && point != ',') {
            return Decimals.fixed(whole, otherThan(grouping.sign()), 0);
        }
        at++;
        final int filled = count('?');
        final int min = count('0');
        final boolean free = take('#');
        return filled > 0
                ? new Decimals(whole, point, filled, filled, true)
                : new Decimals(whole, point, min, free ? Decimals.FREE : min, false);
    }

    /** The decimal sign of a shape without decimals. */
    static char otherThan(final char groupSign) {
        return groupSign == '.' ? ',' : '.';
    }

    private Exponent exponent() {
        final char letter = peek(0);
        if (letter != 'e' && letter != 'E') {
            return null;
        }
        at++;
        return new Exponent(letter, take('+'), count('0'));
    }

    private long factor() {
        long factor = 0;
        while (NumberReader.isDigit(peek(0)) && factor < Long.MAX_VALUE / 20) {
            factor = 10 * factor + spec.charAt(at++) - '0';
        }
        return factor;
    }
}
