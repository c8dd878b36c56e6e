// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import io.nifigan.common.FilledDigits;
import io.nifigan.form.NumberShape.Decimals;
import io.nifigan.form.NumberShape.Exponent;
import io.nifigan.form.NumberShape.Grouping;
import io.nifigan.form.NumberShape.Sign;
import io.nifigan.form.NumberShape.Sign.Place;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes numbers in a {@link NumberShape}. */
final class NumberWriter {
    /** Only above this power of ten may a number be larger than the largest double. */
    private static final int MAX_POWER = 308;

    private NumberWriter() {}

    static String write(final double value, final NumberShape shape) {
        final BigDecimal rounded = rounded(Math.abs(value), shape);
        final Sign sign = shape.sign();
        final boolean negative = Math.copySign(1, value) < 0 && (rounded.signum() != 0 || sign.zero());
        final StringBuilder text = new StringBuilder(32);
        final Place place = sign.place();
        text.append(place == Place.FRONT ? sign(negative, sign) : open(negative, place == Place.BRACKETS));
        text.append(shape.affixes().prefix());
        text.append(place == Place.AFTER_PREFIX ? sign(negative, sign) : open(negative, place == Place.INNER_BRACKETS));
        if (shape.exponent() == null) {
            plain(rounded, shape, text);
        } else {
            scientific(rounded, shape.decimals(), shape.exponent(), text);
        }
        text.append(
                place == Place.AFTER_NUMBER ? sign(negative, sign) : close(negative, place == Place.INNER_BRACKETS));
        text.append(shape.affixes().suffix());
        text.append(close(negative, place == Place.BRACKETS));
        return text.toString();
    }

    private static String sign(final boolean negative, final Sign sign) {
        return negative ? String.valueOf(sign.minus()) : sign.always() ? "+" : "";
    }

    private static String open(final boolean negative, final boolean here) {
        return negative && here ? "(" : "";
    }

    private static String close(final boolean negative, final boolean here) {
        return negative && here ? ")" : "";
    }

    /** The number as it is written, with as many decimals as are written. */
    private static BigDecimal rounded(final double value, final NumberShape shape) {
        final Decimals decimals = shape.decimals();
        final BigDecimal scaled = unscaled(value, shape.affixes().factor());
        if (shape.exponent() != null) {
            return decimals.isFree() ? scaled.stripTrailingZeros() : mantissa(scaled, decimals.max() + 1);
        }
        if (decimals.filled()) {
            return filled(value, shape);
        }
        if (!decimals.isFree()) {
            return scaled.setScale(decimals.max(), RoundingMode.HALF_EVEN);
        }
        final BigDecimal shortest = scaled.signum() == 0 ? BigDecimal.ZERO : scaled.stripTrailingZeros();
        return shortest.scale() < decimals.min() ? shortest.setScale(decimals.min()) : shortest;
    }

    /** Rounds to significant digits; the largest doubles down, since there is none above them. */
    private static BigDecimal mantissa(final BigDecimal number, final int digits) {
        final BigDecimal rounded = number.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        final boolean tooLarge =
                rounded.precision() - rounded.scale() > MAX_POWER && Double.isInfinite(rounded.doubleValue());
        return (tooLarge ? number.round(new MathContext(digits, RoundingMode.DOWN)) : rounded).stripTrailingZeros();
    }

    private static BigDecimal unscaled(final double value, final long factor) {
        if (AffixWords.isBinary(factor)) {
            return BigDecimal.valueOf(value / factor);
        }
        return BigDecimal.valueOf(value).scaleByPowerOfTen(-NumberReader.zeros(factor));
    }

    /** A decimal number with more digits than a double holds, that is read as {@code value}. */
    private static BigDecimal filled(final double value, final NumberShape shape) {
        final int scale = shape.decimals().max();
        final long factor = shape.affixes().factor();
        final double held = factor == 1 ? value : unscaled(value, factor).doubleValue();
        final BigDecimal step = BigDecimal.ONE.movePointLeft(scale);
        return Math.ulp(held) <= step.doubleValue()
                ? unscaled(value, factor).setScale(scale, RoundingMode.HALF_EVEN)
                : FilledDigits.fill(held, step)
                        .setScale(scale, RoundingMode.HALF_EVEN)
                        .abs();
    }

    private static void plain(final BigDecimal number, final NumberShape shape, final StringBuilder text) {
        final String digits = number.toPlainString();
        final int point = digits.indexOf('.');
        final int length = point < 0 ? digits.length() : point;
        final int least = shape.decimals().whole();
        final boolean noZero = least == 0 && point >= 0 && length == 1 && digits.charAt(0) == '0';
        text.repeat('0', Math.max(0, least - length));
        final Grouping grouping = shape.grouping();
        if (grouping.sign() == 0 || length < 3 + grouping.leading()) {
            text.append(digits, noZero ? 1 : 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                final int left = length - i;
                if (i > 0 && (grouping.indian() ? left == 3 || left > 3 && left % 2 == 1 : left % 3 == 0)) {
                    text.append(grouping.sign());
                }
                text.append(digits.charAt(i));
            }
        }
        if (point >= 0) {
            text.append(shape.decimals().point()).append(digits, point + 1, digits.length());
        }
    }

    private static void scientific(
            final BigDecimal number, final Decimals decimals, final Exponent form, final StringBuilder text) {
        final String digits = number.unscaledValue().toString();
        final int exponent = number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
        text.append(digits.charAt(0));
        final int written = Math.max(decimals.min(), digits.length() - 1);
        if (written > 0) {
            text.append(decimals.point()).append(digits, 1, digits.length());
            text.repeat('0', written - digits.length() + 1);
        }
        text.append(form.letter());
        if (exponent < 0) {
            text.append('-');
        } else if (form.always()) {
            text.append('+');
        }
        final String size = Integer.toString(Math.abs(exponent));
        text.repeat('0', Math.max(0, form.digits() - size.length())).append(size);
    }
}
