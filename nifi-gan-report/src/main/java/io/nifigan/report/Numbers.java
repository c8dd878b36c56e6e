// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them, and as short as a chart needs them. */
final class Numbers {
    private static final MathContext BRIEF = new MathContext(4);
    private static final String NONE = "–";
    /** A space at which no line ends. */
    private static final char SPACE = '\u00A0';

    private Numbers() {}

    static String count(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A share in percent: one decimal where it is near to 0 or to all, so that what is rare is not rounded away. */
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

    /** Two decimals, as areas under curves and correlations are written. */
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

    /** Four digits, for a chart: a third of the room, and no eye sees the rest. */
    static double brief(final double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(BRIEF).doubleValue() : 0;
    }

    static List<Double> brief(final List<Double> values) {
        return values.stream()
                .map(value -> value == null ? null : (Double) brief(value))
                .toList();
    }

    /** A text of at most so many characters. */
    static String abbreviate(final String text, final int max) {
        return text.length() <= max ? text : text.substring(0, max - 1).stripTrailing() + "…";
    }
}
