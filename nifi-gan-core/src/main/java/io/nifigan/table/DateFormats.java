// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formats of days and times in texts. A format is a {@link DateTimeFormatter} pattern, in which {@code [.S]} stands
 * for a fraction of a second of any length that is left out where it is zero. Parsing is strict: there is no 30th of
 * February.
 */
final class DateFormats {
    /** Milliseconds of a day. */
    static final long DAY = 86_400_000L;

    private static final String ANY_FRACTION = "[.S]";
    private static final List<String> DATES = List.of(
            "uuuu-MM-dd",
            "uuuu/MM/dd",
            "uuuu.MM.dd",
            "MM/dd/uuuu",
            "dd/MM/uuuu",
            "M/d/uuuu",
            "d/M/uuuu",
            "dd.MM.uuuu",
            "d.M.uuuu",
            "dd-MM-uuuu",
            "MM-dd-uuuu",
            "dd MMM uuuu",
            "d MMM uuuu",
            "dd-MMM-uuuu",
            "MMM dd, uuuu",
            "MMM d, uuuu",
            "d MMMM uuuu",
            "MMMM d, uuuu");
    private static final List<String> TIMES = List.of(
            "HH:mm:ss",
            "HH:mm",
            "HH:mm:ss.S",
            "HH:mm:ss.SS",
            "HH:mm:ss.SSS",
            "HH:mm:ss.SSSSSS",
            "HH:mm:ss.SSSSSSSSS",
            "HH:mm:ss" + ANY_FRACTION,
            "H:mm:ss",
            "H:mm",
            "hh:mm a",
            "h:mm a",
            "hh:mm:ss a",
            "h:mm:ss a",
            "HH:mm[:ss]" + ANY_FRACTION);
    private static final List<String> TIMESTAMPS = timestamps();
    private static final Pattern OFFSET = Pattern.compile("\\d(\\s?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))$");
    private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();
    private static final int MAX_CACHED = 1_000;
    private static final long LAST_NANO = LocalTime.MAX.toNanoOfDay();

    private DateFormats() {}

    private static List<String> timestamps() {
        final List<String> all = new ArrayList<>();
        for (final String date : DATES) {
            for (final String time : TIMES) {
                all.add(date + "'T'" + time);
                all.add(date + " " + time);
            }
        }
        return List.copyOf(all);
    }

    /**
     * The first format that parses all texts.
     *
     * @param texts distinct texts, not empty
     */
    static Optional<String> recognise(final List<String> texts, final ColumnKind kind) {
        return texts.isEmpty()
                ? Optional.empty()
                : candidates(texts.get(0), kind).stream()
                        .filter(pattern -> texts.stream().noneMatch(text -> Double.isNaN(parse(text, kind, pattern))))
                        .findFirst();
    }

    /** The format that parses most of the texts; empty where no format parses any. */
    static Optional<String> best(final List<String> texts, final ColumnKind kind) {
        String best = null;
        int max = 0;
        final List<String> sample = texts.subList(0, Math.min(texts.size(), 1_000));
        final Map<String, Boolean> tried = new ConcurrentHashMap<>();
        for (final String text : sample) {
            if (max == sample.size()) {
                break;
            }
            for (final String pattern : candidates(text, kind)) {
                if (tried.putIfAbsent(pattern, true) != null) {
                    continue;
                }
                int read = 0;
                for (final String other : sample) {
                    read += Double.isNaN(parse(other, kind, pattern)) ? 0 : 1;
                }
                if (read > max) {
                    max = read;
                    best = pattern;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static List<String> candidates(final String text, final ColumnKind kind) {
        final String stripped = text.strip();
        if (stripped.length() < 4 || stripped.length() > 45 || stripped.chars().noneMatch(Character::isDigit)) {
            return List.of();
        }
        final List<String> fitting = new ArrayList<>();
        final Matcher offset = OFFSET.matcher(stripped);
        final String suffix = kind == ColumnKind.TIMESTAMP && offset.find() ? "'" + offset.group(1) + "'" : "";
        final List<String> known = switch (kind) {
            case DATE -> DATES;
            case TIME -> TIMES;
            default -> TIMESTAMPS;
        };
        for (final String pattern : known) {
            if (!Double.isNaN(parse(stripped, kind, pattern + suffix))) {
                fitting.add(pattern + suffix);
            }
        }
        return fitting;
    }

    /** The value of a text in the kind's unit (see {@link Column}), or NaN where it does not match the format. */
    static double parse(final String text, final ColumnKind kind, final String pattern) {
        final String stripped = text.strip();
        final DateTimeFormatter formatter = formatter(pattern);
        // Finds most mismatches without the cost of an exception.
        final ParsePosition at = new ParsePosition(0);
        if (formatter.parseUnresolved(stripped, at) == null || at.getIndex() < stripped.length()) {
            return Double.NaN;
        }
        try {
            return switch (kind) {
                case DATE -> LocalDate.parse(stripped, formatter).toEpochDay();
                case TIME -> millis(LocalTime.parse(stripped, formatter));
                default -> millis(LocalDateTime.parse(stripped, formatter));
            };
        } catch (final DateTimeException e) {
            return Double.NaN;
        }
    }

    /** The text of a value in the kind's unit (see {@link Column}). */
    static String format(final double value, final ColumnKind kind, final String pattern) {
        final DateTimeFormatter formatter = formatter(pattern);
        return switch (kind) {
            case DATE -> formatter.format(date(value));
            case TIME -> formatter.format(time(value));
            default -> formatter.format(timestamp(value));
        };
    }

    static LocalDate date(final double days) {
        return LocalDate.ofEpochDay(Math.round(Math.max(-365_000_000d, Math.min(365_000_000d, days))));
    }

    /** The time to the nearest nanosecond. */
    static LocalTime time(final double millis) {
        return LocalTime.ofNanoOfDay(Math.clamp(Math.round(Math.clamp(millis, 0, DAY) * 1e6), 0, LAST_NANO));
    }

    /** The timestamp to the nearest microsecond. */
    static LocalDateTime timestamp(final double millis) {
        final double bounded = Math.clamp(millis, -3e16, 3e16);
        final long seconds = (long) Math.floor(bounded / 1e3);
        final long micros = Math.round((bounded - seconds * 1e3) * 1e3);
        return LocalDateTime.ofEpochSecond(
                seconds + micros / 1_000_000, (int) (micros % 1_000_000) * 1_000, ZoneOffset.UTC);
    }

    /**
     * The formatter of a format.
     *
     * @throws IllegalArgumentException where the pattern is invalid
     */
    static DateTimeFormatter formatter(final String pattern) {
        final DateTimeFormatter known = FORMATTERS.get(pattern);
        if (known != null) {
            return known;
        }
        final DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        final int fraction = pattern.indexOf(ANY_FRACTION);
        if (fraction < 0) {
            builder.appendPattern(pattern);
        } else {
            builder.appendPattern(pattern.substring(0, fraction))
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true);
            final String rest = pattern.substring(fraction + ANY_FRACTION.length());
            if (!rest.isEmpty()) {
                builder.appendPattern(rest);
            }
        }
        final DateTimeFormatter created = builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        if (FORMATTERS.size() < MAX_CACHED) {
            FORMATTERS.put(pattern, created);
        }
        return created;
    }

    /** Whether a format can write values of a kind and parse them again. */
    static boolean isUsable(final ColumnKind kind, final String pattern) {
        try {
            return !Double.isNaN(parse(format(0, kind, pattern), kind, pattern));
        } catch (final IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    /** Milliseconds of the day, exact to the nanosecond. */
    static double millis(final LocalTime time) {
        return time.toNanoOfDay() / 1e6;
    }

    /** Milliseconds since 1970, cut to microseconds: a double holds no more of them. */
    static double millis(final LocalDateTime time) {
        return (time.toEpochSecond(ZoneOffset.UTC) * 1e6 + time.getNano() / 1_000) / 1e3;
    }
}
