// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Formatting of numbers for readers and for charts. */
final class Numbers {
    private static final MathContext BRIEF = new MathContext(4);
    private static final String NONE = "–";
    /** A no-break space. */
    static final char SPACE = '\u00A0';

    private Numbers() {}

    static String count(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A share in percent, with one decimal near 0 and 100 % so that rare cases stay visible. */
    static String percent(final Double share) {
        if (share == null) {
            return NONE;
        }
        final double percent = 100 * share;
        if (percent > 0 && percent < .1) {
            return "<%1$c0.1%1$c%%".formatted(SPACE);
        }
        final boolean whole = percent == Math.rint(percent) || percent >= 10 && percent < 90;
        return String.format(
                Locale.ROOT, whole ? "%.0f%c%%" : "%.1f%c%%", percent < 100 ? Math.min(percent, 99.9) : percent, SPACE);
    }

    static String percent(final Rate rate) {
        return rate == null ? NONE : percent(rate.value());
    }

    /** The 95 % interval of a rate, in percent. */
    static String interval(final Rate rate) {
        return "95%c%% interval %s to %s".formatted(SPACE, percent(rate.low()), percent(rate.high()));
    }

    /** A difference of shares in percentage points. */
    static String points(final double difference) {
        return String.format(Locale.ROOT, "%.1f%cpoints", 100 * difference + 0., SPACE);
    }

    /** A number with two decimals, as is usual for areas under curves and correlations. */
    static String decimal(final Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%.2f", value + 0.);
    }

    static String decimal(final Double value, final int digits) {
        return value == null ? NONE : String.format(Locale.ROOT, "%." + digits + "f", value + 0.);
    }

    static String duration(final double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    /** A number rounded to four digits, which is enough for a chart. */
    static double brief(final double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(BRIEF).doubleValue() : 0;
    }

    static List<Double> brief(final List<Double> values) {
        return values.stream()
                .map(value -> value == null ? null : (Double) brief(value))
                .toList();
    }

    /** A text, cut after a number of characters. */
    static String abbreviate(final String text, final int max) {
        return text.length() <= max ? text : text.substring(0, max - 1).stripTrailing() + "…";
    }
}
