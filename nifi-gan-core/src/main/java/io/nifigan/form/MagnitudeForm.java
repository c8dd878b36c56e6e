// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Plain digits for numbers of middling magnitude and an exponent for others, as programs print doubles. Its spec is the
 * spec of either form and the powers of ten between which digits are plain, or "shorter" where they are plain unless
 * the exponent makes the text shorter: {@code 0.0#|0.#e+00|-4..16}, {@code 0.#|0.#e+00|shorter}.
 */
final class MagnitudeForm implements WrittenForm {
    /** How programs print doubles, with as many digits as needed. */
    static final List<MagnitudeForm> USUAL = List.of(
            // Python
            MagnitudeForm.parse("0.0#|0.#e+00|-4..16"),
            // Java
            MagnitudeForm.parse("0.0#|0.0#E0|-3..7"),
            // JavaScript
            MagnitudeForm.parse("0.#|0.#e+0|-6..21"),
            // PostgreSQL, and C with 15 digits
            MagnitudeForm.parse("0.#|0.#e+00|-4..15"),
            // C and its streams, whose default is 6 digits
            MagnitudeForm.parse("0.#|0.#e+00|-4..6"),
            // R, which writes 1e+05 but 123456
            MagnitudeForm.parse("0.#|0.#e+00|shorter"),
            // .NET
            MagnitudeForm.parse("0.#|0.#E+00|-4..15"),
            // Spreadsheets
            MagnitudeForm.parse("0.#|0.#E+00|-4..11"));

    private static final String SHORTER = "shorter";

    /** Beyond this power of ten a double has no more digits of its own. */
    private static final int MAX_POWER = 30;

    private final NumberForm plain;
    private final NumberForm exponential;
    private final int low;
    private final int high;
    private final boolean shorter;

    private MagnitudeForm(
            final NumberForm plain,
            final NumberForm exponential,
            final int low,
            final int high,
            final boolean shorter) {
        if (plain.shape().exponent() != null || exponential.shape().exponent() == null) {
            throw new IllegalArgumentException("Not a plain form of numbers and one with an exponent");
        }
        if (low < -MAX_POWER || low >= high || high > MAX_POWER) {
            throw new IllegalArgumentException("Not a range of powers of ten: " + low + ".." + high);
        }
        this.plain = plain;
        this.exponential = exponential;
        this.low = low;
        this.high = high;
        this.shorter = shorter;
    }

    private static MagnitudeForm parse(final String spec) {
        return of(spec).orElseThrow();
    }

    /** The form that a spec describes; empty where it describes none. */
    static Optional<MagnitudeForm> of(final String spec) {
        final String[] parts = spec.split("\\|", 4);
        final boolean shorter = parts.length == 3 && SHORTER.equals(parts[2]);
        if (parts.length != 3 || !shorter && !parts[2].matches("-?\\d{1,2}\\.\\.-?\\d{1,2}")) {
            return Optional.empty();
        }
        final Optional<NumberShape> plain = NumberSpec.read(parts[0]);
        final Optional<NumberShape> exponential = NumberSpec.read(parts[1]);
        if (plain.isEmpty() || exponential.isEmpty()) {
            return Optional.empty();
        }
        final String[] powers = (shorter ? "0..1" : parts[2]).split("\\.\\.");
        try {
            final MagnitudeForm form = new MagnitudeForm(
                    new NumberForm(plain.get()),
                    new NumberForm(exponential.get()),
                    Integer.parseInt(powers[0]),
                    Integer.parseInt(powers[1]),
                    shorter);
            return form.spec().equals(spec) ? Optional.of(form) : Optional.empty();
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Content content() {
        return Content.NUMBER;
    }

    @Override
    public String spec() {
        return plain.spec() + "|" + exponential.spec() + "|" + (shorter ? SHORTER : low + ".." + high);
    }

    @Override
    public double read(final String text) {
        final double value = plain.read(text);
        return Double.isNaN(value) ? exponential.read(text) : value;
    }

    @Override
    public String write(final double value) {
        if (value == 0) {
            return plain.write(value);
        }
        if (shorter) {
            final String digits = plain.write(value);
            final String exponent = exponential.write(value);
            return exponent.length() < digits.length() ? exponent : digits;
        }
        final BigDecimal decimal = BigDecimal.valueOf(value);
        final int power = decimal.precision() - decimal.scale() - 1;
        return (power >= low && power < high ? plain : exponential).write(value);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof MagnitudeForm form && form.spec().equals(spec());
    }

    @Override
    public int hashCode() {
        return spec().hashCode();
    }

    @Override
    public String toString() {
        return spec();
    }
}
