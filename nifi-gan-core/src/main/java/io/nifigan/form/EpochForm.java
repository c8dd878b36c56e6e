// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Timestamps as the decimal number of seconds, milli-, micro- or nanoseconds since 1970. Specs: {@code epoch s},
 * {@code epoch ms}, {@code epoch us}, {@code epoch ns}; {@code epoch s.SSS} with three decimal places, {@code epoch
 * s[.S]} with as many as needed; {@code epoch us000} for microseconds with three zeros behind. Only seconds and
 * milliseconds have decimal places. It reads the years {@link #MIN_YEAR} to {@link #MAX_YEAR} only: other numbers are
 * no timestamps.
 *
 * <p>A double holds a timestamp to the microsecond. Finer digits are made up from the value on writing, and
 * {@link #restores} does not ask for them.
 */
final class EpochForm extends SpecifiedForm {
    private static final int MIN_YEAR = 1_990;
    private static final int MAX_YEAR = 2_050;
    private static final long MICROS_OF_YEAR = 31_556_952_000_000L;
    private static final long MIN_MICROS = (MIN_YEAR - 1_970) * MICROS_OF_YEAR;
    private static final long MAX_MICROS = (MAX_YEAR + 1 - 1_970) * MICROS_OF_YEAR;
    private static final int MICRO_DIGITS = 6;
    private static final int MAX_DIGITS = 9;
    private static final String ZEROS = "000";
    private static final List<String> UNITS = List.of("s", "ms", "us", "ns");
    private static final Pattern SPEC = Pattern.compile("epoch (s|ms|us|ns)(?:\\.(S{1,9})|(\\[\\.S])|(000))?");
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{8,18})(?:\\.(\\d{1,9}))?");

    private final String spec;
    /** Digits of a second before the decimal point. */
    private final int whole;
    /** Decimal places; the most of them where {@link #any}. */
    private final int places;

    private final boolean any;
    private final String zeros;

    private EpochForm(final String spec, final int whole, final int places, final boolean any, final String zeros) {
        this.spec = spec;
        this.whole = whole;
        this.places = places;
        this.any = any;
        this.zeros = zeros;
    }

    static Optional<WrittenForm> of(final String spec) {
        final Matcher matcher = SPEC.matcher(spec);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        final int whole = 3 * UNITS.indexOf(matcher.group(1));
        final boolean any = matcher.group(3) != null;
        final int fixed = matcher.group(2) == null ? 0 : matcher.group(2).length();
        final int places = any ? MICRO_DIGITS - whole : fixed;
        final String zeros = matcher.group(4) == null ? "" : matcher.group(4);
        final boolean decimal = any || places > 0;
        final boolean valid = whole + places <= MAX_DIGITS && (!decimal || whole <= 3);
        return valid ? Optional.of(new EpochForm(spec, whole, places, any, zeros)) : Optional.empty();
    }

    /** The forms that restore a text. */
    static List<WrittenForm> candidates(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return List.of();
        }
        final List<String> suffixes = new ArrayList<>();
        if (matcher.group(2) != null) {
            suffixes.add("." + "S".repeat(matcher.group(2).length()));
            suffixes.add("[.S]");
        } else {
            suffixes.add(ZEROS);
            suffixes.add("");
        }
        final List<WrittenForm> forms = new ArrayList<>();
        for (final String unit : UNITS) {
            for (final String suffix : suffixes) {
                // Zeros stand for digits that a double does not hold.
                if (!ZEROS.equals(suffix) || "us".equals(unit)) {
                    of("epoch " + unit + suffix)
                            .filter(form -> form.restores(text))
                            .ifPresent(forms::add);
                }
            }
        }
        return forms;
    }

    @Override
    public Content content() {
        return Content.TIMESTAMP;
    }

    @Override
    public String spec() {
        return spec;
    }

    @Override
    public double read(final String text) {
        final long number = number(text.strip());
        return number < 0 ? Double.NaN : ExactMillis.ofMicros(micros(number));
    }

    @Override
    public String write(final double value) {
        final long micros = ExactMillis.toMicros(value);
        // No year of five digits: its nanoseconds would not fit into a long.
        return text(Math.clamp(micros, -MAX_MICROS, 4 * MAX_MICROS - 1), ExactMillis.finerDigits(micros));
    }

    @Override
    public boolean restores(final String text) {
        final long number = number(text.strip());
        if (number < 0) {
            return false;
        }
        final long micros = ExactMillis.toMicros(ExactMillis.ofMicros(micros(number)));
        final long finer = number % power(Math.max(0, whole + places - MICRO_DIGITS));
        return text(micros, finer * power(Math.min(3, MAX_DIGITS - whole - places)))
                .equals(text);
    }

    /** The number in the smallest unit that the form writes; negative where the text is not in this form. */
    private long number(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || !matcher.group(1).endsWith(zeros)) {
            return -1;
        }
        final String digits = matcher.group(1).substring(0, matcher.group(1).length() - zeros.length());
        final String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        final boolean fits = any ? fraction.length() <= places : fraction.length() == places;
        if (!fits || digits.length() + places > 19) {
            return -1;
        }
        final long number;
        try {
            number = Long.parseLong(digits + fraction + "0".repeat(places - fraction.length()));
        } catch (final NumberFormatException e) {
            return -1;
        }
        final long micros = micros(number);
        return micros >= MIN_MICROS && micros < MAX_MICROS ? number : -1;
    }

    private long micros(final long number) {
        final int finer = whole + places - MICRO_DIGITS;
        if (finer >= 0) {
            return number / power(finer);
        }
        return number > MAX_MICROS ? MAX_MICROS : number * power(-finer);
    }

    /** @param finer three digits below the microsecond */
    private String text(final long micros, final long finer) {
        if (micros < 0) {
            return "-" + text(-micros, finer);
        }
        final int digits = whole + places;
        final long number = digits <= MICRO_DIGITS
                ? micros / power(MICRO_DIGITS - digits)
                : micros * power(digits - MICRO_DIGITS) + finer / power(MAX_DIGITS - digits);
        final String fraction =
                Long.toString(power(places) + number % power(places)).substring(1);
        int end = fraction.length();
        while (any && end > 0 && fraction.charAt(end - 1) == '0') {
            end--;
        }
        return number / power(places) + zeros + (end == 0 ? "" : "." + fraction.substring(0, end));
    }

    private static long power(final int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
