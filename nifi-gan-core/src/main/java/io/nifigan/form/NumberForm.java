// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import io.nifigan.form.NumberShape.Sign;
import io.nifigan.form.NumberShape.Sign.Place;

/**
 * One way to write numbers: with a currency, a unit, signs for groups and decimals, an exponent. The specs resemble the
 * patterns of spreadsheets and of {@link java.text.DecimalFormat}; {@link NumberSpec} says what stands for what.
 */
public final class NumberForm extends SpecifiedForm {
    private final NumberShape shape;
    private final String spec;

    NumberForm(final NumberShape shape) {
        this.shape = shape;
        spec = NumberSpec.write(shape);
        if (spec.length() > MAX_SPEC) {
            throw new IllegalArgumentException(
                    "A form of numbers is described by more than " + MAX_SPEC + " characters");
        }
    }

    NumberShape shape() {
        return shape;
    }

    @Override
    public Content content() {
        return Content.NUMBER;
    }

    @Override
    public String spec() {
        return spec;
    }

    /**
     * {@inheritDoc} It reads more than it would write: fewer or more decimals, no group signs where it writes some, no
     * plus where it writes one. A factor is part of the number: "52.0k" is 52,000.
     */
    @Override
    public double read(final String text) {
        return NumberReader.read(text, shape);
    }

    /**
     * {@inheritDoc} It rounds half even, by the shortest decimal text of the number. A form without a place for a minus
     * writes it first.
     */
    @Override
    public String write(final double value) {
        return NumberWriter.write(value, shape);
    }

    /** {@inheritDoc} Where digits are filled, those that a double does not hold are not compared. */
    @Override
    public boolean restores(final String text) {
        final double value = read(text);
        if (Double.isNaN(value)) {
            return false;
        }
        final String written = write(value);
        return written.equals(text) || shape.decimals().filled() && read(written) == value && isAlike(written, text);
    }

    /** Whether two texts have digits at the same places, and equal characters elsewhere. */
    private static boolean isAlike(final String text, final String other) {
        if (text.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final char d = other.charAt(i);
            if (c != d && !(NumberReader.isDigit(c) && NumberReader.isDigit(d))) {
                return false;
            }
        }
        return true;
    }

    /** The place of this form among forms that restore equally many texts, as {@link NumberForms#rank} gives it. */
    int rank() {
        final NumberShape.Decimals decimals = shape.decimals();
        final Sign sign = shape.sign();
        final boolean grouped = shape.grouping().sign() != 0;
        int rank = 0;
        if (shape.exponent() != null) {
            rank += 40;
        } else if (AffixWords.isZeroExponent(shape.affixes().suffix())) {
            // Numbers from 1 to 10 alone are in either form.
            rank += 45;
        }
        if (decimals.filled()) {
            rank += 30;
        } else if (decimals.isFree()) {
            rank += decimals.min() > 0 ? 20 : 10;
        }
        if (decimals.max() > 0 && decimals.point() == ',' && !grouped) {
            rank += 2;
        }
        if (shape.grouping().sign() == '.' && decimals.max() == 0) {
            rank += 12;
        }
        if (shape.grouping().leading() > 1 || shape.grouping().indian()) {
            rank++;
        }
        if (sign.zero() || sign.place() != Place.FRONT) {
            rank++;
        }
        if (sign.zero() && sign.always()) {
            rank++;
        }
        return rank;
    }
}
