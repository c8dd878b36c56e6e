// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain digits for numbers of middling magnitude and an exponent for others, as programs print doubles. Its spec is the
 * spec of either form and the powers of ten between which digits are plain, or "shorter" where they are plain unless
 * the exponent makes the text shorter. A maximum of significant digits may follow: {@code 0.0#|0.#e+00|-4..16},
 * {@code 0.#|0.#e+00|shorter|15}.
 */
final class MagnitudeForm extends SpecifiedForm {
    private static final Pattern SPEC = Pattern.compile(
            "([^|]{1,90})\\|([^|]{1,90})\\|(?:(-?\\d{1,2})\\.\\.(-?\\d{1,2})|shorter)(?:\\|(\\d{1,2}))?");

    /** How programs print doubles. */
    static final List<MagnitudeForm> USUAL = List.of(
            // Python
            MagnitudeForm.parse("0.0#|0.#e+00|-4..16"),
            // Java
            MagnitudeForm.parse("0.0#|0.0#E0|-3..7"),
            // HSQLDB, which adds an exponent where Java writes none
            MagnitudeForm.parse("0.0#\"E0\"|0.0#E0|-3..7"),
            // JavaScript
            MagnitudeForm.parse("0.#|0.#e+0|-6..21"),
            // PostgreSQL, and C with 15 digits
            MagnitudeForm.parse("0.#|0.#e+00|-4..15|15"),
            // C and its streams, whose default is 6 digits
            MagnitudeForm.parse("0.#|0.#e+00|-4..6|6"),
            // R, which writes 1e+05 but 123456
            MagnitudeForm.parse("0.#|0.#e+00|shorter|15"),
            // .NET
            MagnitudeForm.parse("0.#|0.#E+00|-4..15"),
            // Spreadsheets
            MagnitudeForm.parse("0.#|0.#E+00|-4..11"));

    private static final String SHORTER = "shorter";
    /** A double has no more significant digits. */
    private static final int MAX_DIGITS = 17;

    /** Beyond this power of ten a double has no more digits of its own. */
    private static final int MAX_POWER = 30;

    private final NumberForm plain;
    private final NumberForm exponential;
    private final int low;
    private final int high;
    private final boolean shorter;
    private final int digits;

    private MagnitudeForm(
            final NumberForm plain,
            final NumberForm exponential,
            final int low,
            final int high,
            final boolean shorter,
            final int digits) {
        if (plain.shape().exponent() != null || exponential.shape().exponent() == null) {
            throw new IllegalArgumentException("Not a plain form of numbers and one with an exponent");
        }
        if (low < -MAX_POWER || low >= high || high > MAX_POWER) {
            throw new IllegalArgumentException("Not a range of powers of ten: " + low + ".." + high);
        }
        if (digits < 1 || digits > MAX_DIGITS) {
            throw new IllegalArgumentException("Not a number of significant digits: " + digits);
        }
        this.plain = plain;
        this.exponential = exponential;
        this.low = low;
        this.high = high;
        this.shorter = shorter;
        this.digits = digits;
    }

    private static MagnitudeForm parse(final String spec) {
        return of(spec).orElseThrow();
    }

    /** The form that a spec describes; empty where it describes none. */
    static Optional<MagnitudeForm> of(final String spec) {
        final Matcher matcher = SPEC.matcher(spec);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        final Optional<NumberShape> plain = NumberSpec.read(matcher.group(1));
        final Optional<NumberShape> exponential = NumberSpec.read(matcher.group(2));
        if (plain.isEmpty() || exponential.isEmpty()) {
            return Optional.empty();
        }
        final boolean shorter = matcher.group(3) == null;
        try {
            final MagnitudeForm form = new MagnitudeForm(
                    new NumberForm(plain.get()),
                    new NumberForm(exponential.get()),
                    shorter ? 0 : Integer.parseInt(matcher.group(3)),
                    shorter ? 1 : Integer.parseInt(matcher.group(4)),
                    shorter,
                    matcher.group(5) == null ? MAX_DIGITS : Integer.parseInt(matcher.group(5)));
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
        return plain.spec() + "|" + exponential.spec() + "|" + (shorter ? SHORTER : low + ".." + high)
                + (digits < MAX_DIGITS ? "|" + digits : "");
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
        final BigDecimal decimal = BigDecimal.valueOf(value);
        final BigDecimal rounded = decimal.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        final double near = rounded.doubleValue();
        final double written = Double.isInfinite(near) ? value : near;
        if (shorter) {
            final String plainText = plain.write(written);
            final String exponent = exponential.write(written);
            return exponent.length() < plainText.length() ? exponent : plainText;
        }
        final int power = rounded.precision() - rounded.scale() - 1;
        return (power >= low && power < high ? plain : exponential).write(written);
    }
}
