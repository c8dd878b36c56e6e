// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The notation of {@link TimeForm}s: a header, a bar and a pattern, or the pattern alone, for example {@code fr upper
 * nodot|dd MMM uuuu}.
 *
 * <p>The pattern is one of {@link java.time.format.DateTimeFormatter} with these letters: {@code uuuu} or {@code yyyy},
 * {@code yy} (1930 to 2029), {@code M} to {@code MMMM}, {@code LLL}, {@code LLLL}, {@code d}, {@code dd}, {@code DDD},
 * {@code Q}, {@code EEE}, {@code EEEE}, {@code ccc}, {@code cccc}, {@code YYYY}, {@code w}, {@code ww}, {@code e} (the
 * week of ISO 8601, the day of it from Monday), {@code H}, {@code HH}, {@code h}, {@code hh}, {@code m}, {@code mm},
 * {@code s}, {@code ss}, {@code S} to {@code SSSSSSSSS}. What differs: {@code a} is AM, {@code aa} am, {@code aaa}
 * A.M., {@code aaaa} a.m., {@code aaaaa} a. m., and six to eight are Chinese, Japanese and Korean; {@code o} is the
 * "th" after an English day; {@code ppd} and {@code ppH} are filled up with a blank; {@code [.S]} and {@code [,S]} are
 * a fraction of any length, left out where it is zero; {@code [:ss]} is left out at the full minute. Other letters and
 * digits stand between apostrophes. There are no other options.
 *
 * <p>The words of the header, in any order: {@code timestamp} for a pattern of dates that writes timestamps, and those
 * of {@link NameStyle}: a language, {@code lower}, {@code upper}, {@code title}, {@code dot}, {@code nodot},
 * {@code three}.
 */
final class TimePattern {
    private static final String TIMESTAMP = "timestamp";
    private static final String RESERVED = "[]{}#|";
    private static final List<Set<TimeField>> DATES = List.of(
            EnumSet.of(TimeField.YEAR, TimeField.MONTH, TimeField.DAY),
            EnumSet.of(TimeField.YEAR, TimeField.MONTH),
            EnumSet.of(TimeField.YEAR, TimeField.DAY_OF_YEAR),
            EnumSet.of(TimeField.YEAR, TimeField.QUARTER),
            EnumSet.of(TimeField.WEEK_YEAR, TimeField.WEEK));
    private static final List<TimeField> CLOCK =
            List.of(TimeField.HOUR, TimeField.MINUTE, TimeField.SECOND, TimeField.NANO);
    /** The texts of both halves of the day by the number of letters, from one on. */
    static final List<List<String>> HALVES = List.of(
            List.of("AM", "PM"),
            List.of("am", "pm"),
            List.of("A.M.", "P.M."),
            List.of("a.m.", "p.m."),
            List.of("a. m.", "p. m."),
            List.of("上午", "下午"),
            List.of("午前", "午後"),
            List.of("오전", "오후"));

    private final String pattern;
    private final NameStyle style;
    private final List<TimePart> parts = new ArrayList<>();
    private final Set<TimeField> fields = EnumSet.noneOf(TimeField.class);

    private TimePattern(final String pattern, final NameStyle style) {
        this.pattern = pattern;
        this.style = style;
    }

    /** The form of a spec; empty where the spec is invalid. */
    static Optional<TimeForm> compile(final String spec) {
        if (spec.length() > WrittenForm.MAX_SPEC) {
            return Optional.empty();
        }
        final int bar = headerEnd(spec);
        NameStyle style = NameStyle.ENGLISH;
        boolean timestamp = false;
        for (final String word :
                bar < 0 ? new String[0] : spec.substring(0, bar).split(" ")) {
            if (TIMESTAMP.equals(word)) {
                timestamp = true;
            } else {
                final Optional<NameStyle> more = style.with(word);
                if (more.isEmpty()) {
                    return Optional.empty();
                }
                style = more.get();
            }
        }
        final TimePattern pattern = new TimePattern(spec.substring(bar + 1), style);
        return pattern.parse() ? pattern.form(spec, timestamp) : Optional.empty();
    }

    /** The spec of the same pattern for timestamps. */
    static String timestampSpec(final String spec) {
        return TIMESTAMP + (headerEnd(spec) < 0 ? "|" : " ") + spec;
    }

    /** The index of the bar behind the header; -1 where there is none. A bar in a pattern is behind an apostrophe. */
    private static int headerEnd(final String spec) {
        final int bar = spec.indexOf('|');
        return bar < 0 || spec.substring(0, bar).indexOf('\'') >= 0 ? -1 : bar;
    }

    private Optional<TimeForm> form(final String spec, final boolean timestamp) {
        final Set<TimeField> date = EnumSet.copyOf(fields);
        CLOCK.forEach(date::remove);
        date.remove(TimeField.HOUR_OF_HALF);
        date.remove(TimeField.HALF_DAY);
        final boolean hasTime = date.size() < fields.size();
        // A weekday alone adds nothing to a month, quarter or time of day.
        if (date.remove(TimeField.WEEKDAY)
                && !date.contains(TimeField.DAY)
                && !date.contains(TimeField.DAY_OF_YEAR)
                && !date.contains(TimeField.WEEK)) {
            return Optional.empty();
        }
        final boolean valid = (date.isEmpty() || DATES.contains(date))
                && (!hasTime || isClock())
                && !(timestamp && (hasTime || date.isEmpty()));
        if (!valid) {
            return Optional.empty();
        }
        final Content content = date.isEmpty() ? Content.TIME : hasTime || timestamp ? Content.TIMESTAMP : Content.DATE;
        return Optional.of(new TimeForm(spec, content, parts));
    }

    /** Whether the hour is whole, and no smaller unit stands without the next larger one. */
    private boolean isClock() {
        final boolean half = fields.contains(TimeField.HALF_DAY);
        if (fields.contains(TimeField.HOUR) == half || fields.contains(TimeField.HOUR_OF_HALF) != half) {
            return false;
        }
        for (int i = 2; i < CLOCK.size(); i++) {
            if (fields.contains(CLOCK.get(i)) && !fields.contains(CLOCK.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    private boolean parse() {
        int at = 0;
        while (at < pattern.length()) {
            final char c = pattern.charAt(at);
            final int end;
            if (c == '\'') {
                end = literal(at);
            } else if (c == '[') {
                end = option(at);
            } else if (Character.isLetter(c)) {
                end = letters(at);
            } else if (RESERVED.indexOf(c) < 0 && !Character.isDigit(c)) {
                parts.add(new TimePart.Literal(String.valueOf(c)));
                end = at + 1;
            } else {
                return false;
            }
            if (end < 0) {
                return false;
            }
            at = end;
        }
        return !fields.isEmpty();
    }

    /** Adds the text between apostrophes; two apostrophes in it are one. Returns the index behind it, or -1. */
    private int literal(final int from) {
        final StringBuilder text = new StringBuilder();
        int at = from + 1;
        while (at < pattern.length()) {
            final boolean twice = pattern.startsWith("''", at);
            if (pattern.charAt(at) == '\'' && !twice) {
                // Two apostrophes outside a literal are one, too.
                parts.add(new TimePart.Literal(text.isEmpty() ? "'" : text.toString()));
                return at + 1;
            }
            text.append(pattern.charAt(at));
            at += twice ? 2 : 1;
        }
        return -1;
    }

    private int option(final int at) {
        for (final String sign : List.of(".", ",")) {
            if (pattern.startsWith("[" + sign + "S]", at) && fields.add(TimeField.NANO)) {
                parts.add(new TimePart.Fraction(sign, 0));
                return at + 4;
            }
        }
        if (pattern.startsWith("[:ss]", at) && fields.add(TimeField.SECOND)) {
            parts.add(new TimePart.OptionalSeconds());
            return at + 5;
        }
        return -1;
    }

    private int letters(final int at) {
        final char c = pattern.charAt(at);
        int end = at;
        while (end < pattern.length() && pattern.charAt(end) == c) {
            end++;
        }
        if (c == 'p' && end - at == 2 && end < pattern.length()) {
            final TimeField field = pattern.charAt(end) == 'd' ? TimeField.DAY : hour(pattern.charAt(end));
            final boolean once = !pattern.startsWith(String.valueOf(pattern.charAt(end)), end + 1);
            return field != null && once && add(field, new TimePart.Number(field, 2, 2, true)) ? end + 1 : -1;
        }
        return part(pattern.substring(at, end)) ? end : -1;
    }

    private static TimeField hour(final char letter) {
        return letter == 'H' ? TimeField.HOUR : letter == 'h' ? TimeField.HOUR_OF_HALF : null;
    }

    private boolean part(final String letters) {
        return switch (letters) {
            case "uuuu", "yyyy" -> number(TimeField.YEAR, 4, 4);
            case "yy" -> add(TimeField.YEAR, new TimePart.ShortYear());
            case "M", "MM" -> number(TimeField.MONTH, letters.length(), 2);
            case "MMM", "MMMM", "LLL", "LLLL" -> name(TimeField.MONTH, letters);
            case "EEE", "EEEE", "ccc", "cccc" -> name(TimeField.WEEKDAY, letters);
            case "d", "dd" -> number(TimeField.DAY, letters.length(), 2);
            case "o" -> fields.contains(TimeField.DAY) && parts.add(new TimePart.OrdinalEnding());
            case "DDD" -> number(TimeField.DAY_OF_YEAR, 3, 3);
            case "Q" -> number(TimeField.QUARTER, 1, 1);
            case "YYYY" -> number(TimeField.WEEK_YEAR, 4, 4);
            case "w", "ww" -> number(TimeField.WEEK, letters.length(), 2);
            case "e" -> number(TimeField.WEEKDAY, 1, 1);
            case "H", "HH" -> number(TimeField.HOUR, letters.length(), 2);
            case "h", "hh" -> number(TimeField.HOUR_OF_HALF, letters.length(), 2);
            case "m", "mm" -> number(TimeField.MINUTE, letters.length(), 2);
            case "s", "ss" -> number(TimeField.SECOND, letters.length(), 2);
            default -> counted(letters.charAt(0), letters.length());
        };
    }

    /** Adds a part of which the number of letters is a choice. */
    private boolean counted(final char letter, final int count) {
        return switch (letter) {
            case 'a' ->
                count <= HALVES.size()
                        && add(TimeField.HALF_DAY, new TimePart.Name(TimeField.HALF_DAY, 0, HALVES.get(count - 1)));
            case 'S' -> count <= 9 && add(TimeField.NANO, new TimePart.Fraction("", count));
            default -> false;
        };
    }

    private boolean number(final TimeField field, final int min, final int max) {
        return add(field, new TimePart.Number(field, min, max, false));
    }

    private boolean name(final TimeField field, final String letters) {
        final List<String> names = style.names(letters);
        return !names.isEmpty() && add(field, new TimePart.Name(field, 1, names));
    }

    /** Adds a part; false where its field was there before. */
    private boolean add(final TimeField field, final TimePart part) {
        return fields.add(field) && parts.add(part);
    }
}
