// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.math.BigDecimal;
import java.util.Set;

/**
 * Durations with colons: "27:46:48", "1:23.456", "2 days 03:04:05". The content is in minutes for hours and minutes, in
 * seconds otherwise. The spec has the first field in brackets, since it has no upper bound; a text behind the days, in
 * brackets too where no days are left out; the decimals, with a question mark where none are left out:
 * {@code [hh]:mm:ss}, {@code d" days "hh:mm:ss}, {@code [d" day(s), "]h:mm:ss.000000?}.
 */
final class ClockDuration extends DurationForm {
    /** The text after the number of days. */
    static final Set<String> DAY_WORDS =
            Set.of("", " ", ".", "-", "d ", " d ", " days ", " day ", " day(s) ", " day, ", " days, ", " day(s), ");

    private static final String PLURAL = "(s)";
    private static final int DAY = 86_400;

    private final Fields fields;
    private final int width;
    private final String days;
    private final boolean daysOptional;
    private final char point;
    private final int decimals;
    private final boolean decimalsOptional;
    private final String spec;

    /** The fields from the largest to the smallest. */
    enum Fields {
        HOURS_MINUTES_SECONDS("h", ":mm:ss"),
        HOURS_MINUTES("h", ":mm"),
        MINUTES_SECONDS("m", ":ss");

        final String first;
        final String rest;

        Fields(final String first, final String rest) {
            this.first = first;
            this.rest = rest;
        }
    }

    /**
     * @param width minimum digits of the first field, 1 or 2
     * @param days one of {@link #DAY_WORDS}; empty where days are not written
     */
    ClockDuration(
            final Fields fields,
            final int width,
            final String days,
            final boolean daysOptional,
            final char point,
            final int decimals,
            final boolean decimalsOptional) {
        check(width == 1 || width == 2, "no number of digits");
        check(DAY_WORDS.contains(days) && (!daysOptional || !days.isEmpty()), "no days");
        check(days.isEmpty() || fields == Fields.HOURS_MINUTES_SECONDS, "days without hours, minutes and seconds");
        check(point == '.' || point == ',', "no decimal sign");
        check(decimals >= 0 && decimals <= MAX_DECIMALS && (!decimalsOptional || decimals > 0), "no decimals");
        check(decimals == 0 || fields != Fields.HOURS_MINUTES, "decimals of minutes");
        this.fields = fields;
        this.width = width;
        this.days = days;
        this.daysOptional = daysOptional;
        this.point = point;
        this.decimals = decimals;
        this.decimalsOptional = decimalsOptional;
        final String first = fields.first.repeat(width);
        final String day = days.isEmpty() ? "" : "d\"" + days + '"';
        spec = DurationForms.MARK
                + (daysOptional ? '[' + day + ']' : day)
                + (days.isEmpty() ? '[' + first + ']' : first)
                + fields.rest
                + (decimals > 0 ? point + "0".repeat(decimals) : "")
                + (decimalsOptional ? "?" : "");
    }

    @Override
    public String spec() {
        return spec;
    }

    @Override
    int rank() {
        return (decimalsOptional ? 1 : 0) + (days.isEmpty() ? 0 : 2) + (daysOptional ? 1 : 0) + (width == 1 ? 1 : 0);
    }

    @Override
    public double read(final String text) {
        final String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_LENGTH) {
            return Double.NaN;
        }
        final boolean negative = stripped.charAt(0) == '-';
        int at = negative ? 1 : 0;
        final int firstEnd = digits(stripped, at);
        long dayCount = 0;
        final int clock = days.isEmpty() ? at : afterDays(stripped, firstEnd);
        if (clock > at) {
            dayCount = number(stripped, at, firstEnd);
            at = clock;
        } else if (!days.isEmpty() && !daysOptional) {
            return Double.NaN;
        }
        final double seconds = readClock(stripped, at);
        if (dayCount < 0 || clock > firstEnd && seconds >= DAY) {
            return Double.NaN;
        }
        if (!negative) {
            return dayCount * (double) DAY + seconds;
        }
        // With days, Python and Pandas write the days below and what is added to them.
        return dayCount > 0 ? seconds - dayCount * (double) DAY : -seconds;
    }

    /** The place behind the words for days, which stand at {@code at}; -1 where they do not. */
    private int afterDays(final String text, final int at) {
        final int plural = days.indexOf(PLURAL);
        int end = at;
        if (plural >= 0) {
            final String word = days.substring(0, plural);
            if (!text.startsWith(word, at)) {
                return -1;
            }
            end += word.length();
            if (end < text.length() && text.charAt(end) == 's') {
                end++;
            }
        }
        final String rest = plural >= 0 ? days.substring(plural + PLURAL.length()) : days;
        if (!text.startsWith(rest, end)) {
            return -1;
        }
        end += rest.length();
        return end < text.length() && text.charAt(end) == '+' ? end + 1 : end;
    }

    private double readClock(final String text, final int from) {
        int at = digits(text, from);
        final long first = number(text, from, at);
        if (first < 0 || at - from < width || at - from > width && text.charAt(from) == '0') {
            return Double.NaN;
        }
        double value = first;
        for (int i = 0; i < fields.rest.length(); i += 3) {
            final int end = digits(text, at + 1);
            if (at >= text.length() || text.charAt(at) != ':' || end != at + 3 || text.charAt(at + 1) > '5') {
                return Double.NaN;
            }
            value = 60 * value + number(text, at + 1, end);
            at = end;
        }
        if (at < text.length() && text.charAt(at) == point && decimals > 0) {
            final int end = digits(text, at + 1);
            if (end != text.length() || end == at + 1 || end > at + 1 + MAX_DECIMALS) {
                return Double.NaN;
            }
            return new BigDecimal((long) value + "." + text.substring(at + 1, end)).doubleValue();
        }
        return at == text.length() ? value : Double.NaN;
    }

    @Override
    public String write(final double value) {
        final BigDecimal size = size(value, decimals);
        boolean negative = value < 0 && size.signum() > 0;
        long whole = size.longValue();
        String fraction = size.toPlainString();
        fraction = decimals == 0 ? "" : fraction.substring(fraction.length() - decimals);
        final StringBuilder text = new StringBuilder(24);
        if (!days.isEmpty()) {
            long dayCount = whole / DAY;
            if (negative) {
                final BigDecimal daysUp = BigDecimal.valueOf(dayCount + 1).multiply(BigDecimal.valueOf(DAY));
                final BigDecimal over = daysUp.subtract(size);
                final boolean exact = over.compareTo(BigDecimal.valueOf(DAY)) == 0;
                dayCount += exact ? 0 : 1;
                whole = exact ? 0 : over.longValue();
                final String plain = over.toPlainString();
                fraction = decimals == 0 ? "" : plain.substring(plain.length() - decimals);
            } else {
                whole %= DAY;
            }
            if (dayCount > 0 || !daysOptional) {
                text.append(negative ? "-" : "").append(dayCount).append(days(dayCount));
                text.append(negative && " days ".equals(days) ? "+" : "");
                negative = false;
            }
        }
        text.append(negative ? "-" : "");
        clock(whole, text);
        if (decimals > 0 && !(decimalsOptional && fraction.chars().allMatch(c -> c == '0'))) {
            text.append(point).append(fraction);
        }
        return text.toString();
    }

    private String days(final long count) {
        return days.replace(PLURAL, count == 1 ? "" : "s");
    }

    private void clock(final long whole, final StringBuilder text) {
        final boolean three = fields == Fields.HOURS_MINUTES_SECONDS;
        padded(whole / (three ? 3600 : 60), width, text);
        if (three) {
            text.append(':');
            padded(whole / 60 % 60, 2, text);
        }
        text.append(':');
        padded(whole % 60, 2, text);
    }

    private static void padded(final long number, final int width, final StringBuilder text) {
        if (width == 2 && number < 10) {
            text.append('0');
        }
        text.append(number);
    }
}
