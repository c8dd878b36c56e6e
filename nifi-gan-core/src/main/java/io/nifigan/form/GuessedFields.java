// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The beginning of a text, taken for fields of a date and time.
 *
 * @param at index of the first character that is not taken yet
 * @param pattern the pattern so far; day, month and hour have a mark that says what the text shows of their padding
 * @param keys the fields in their order: u, M, d, D (day of the year), Q, Y, w, e (week), E, H, m, s, f (fraction), a
 *     (half of the day), z (zone)
 * @param since index behind the last field
 */
record GuessedFields(int at, String pattern, String keys, int since) {
    static final GuessedFields NONE = new GuessedFields(0, "", "", 0);

    /** Orders in which people write the fields of a date. */
    private static final List<String> ORDERS =
            List.of("uMd", "dMu", "Mdu", "uM", "Mu", "uD", "Ywe", "Yw", "wY", "uQ", "Qu", "Md", "dM");

    private static final Set<String> DAYS = Set.of("uMd", "dMu", "Mdu", "uD", "Ywe");
    private static final String DATE_KEYS = "uMdDYweQ";
    private static final String CLOCK_KEYS = "Hmsf";
    private static final String PLAIN = "-/.:, _";
    /** A field of two digits without a leading zero: it may be filled up or not. */
    private static final char EITHER = 1;
    /** A field filled up with a zero. */
    private static final char PADDED = 2;
    /** A field of one digit. */
    private static final char SHORT = 3;

    private static final Pattern MARKED_DATE = Pattern.compile("([\\x01-\\x03])([dM])");
    private static final Pattern MARKED_HOUR = Pattern.compile("([\\x01-\\x03])([Hh])");
    private static final int MICRO_DIGITS = 6;

    /** The marked letter of a day, month or hour. */
    static String shown(final char letter, final boolean padded, final int digits) {
        return "" + (padded ? PADDED : digits == 1 ? SHORT : EITHER) + letter;
    }

    static String quoted(final String literal) {
        return "'" + literal.replace("'", "''") + "'";
    }

    static boolean isDate(final char key) {
        return DATE_KEYS.indexOf(key) >= 0;
    }

    char last() {
        return keys.isEmpty() ? ' ' : keys.charAt(keys.length() - 1);
    }

    String date() {
        return only(keys, DATE_KEYS);
    }

    private boolean isDateAfterClock() {
        return CLOCK_KEYS.indexOf(only(keys, DATE_KEYS + CLOCK_KEYS).charAt(0)) >= 0;
    }

    private boolean isNamed() {
        return pattern.contains("MMM") || pattern.contains("LLL");
    }

    private static boolean isDayAndMonth(final String date) {
        return "Md".equals(date) || "dM".equals(date);
    }

    /** Whether these fields say a day. */
    boolean hasDay() {
        return DAYS.contains(date());
    }

    private String clock() {
        return only(keys, CLOCK_KEYS);
    }

    private static String only(final String keys, final String wanted) {
        final StringBuilder some = new StringBuilder();
        keys.chars().filter(key -> wanted.indexOf(key) >= 0).forEach(key -> some.append((char) key));
        return some.toString();
    }

    /** Whether the last field is one of the time of day, so that a zone may follow. */
    boolean endsInClock() {
        return "Hmsfa".indexOf(last()) >= 0;
    }

    /** Whether this is the beginning of a time, or of a timestamp in the order of ISO 8601. */
    boolean isIsoSoFar() {
        return date().isEmpty() || pattern.startsWith("uuuu");
    }

    /** Whether a field may come next. */
    boolean allows(final char key) {
        if (keys.indexOf(key) >= 0) {
            return false;
        }
        final String date = date();
        final String clock = clock();
        if (isDate(key)) {
            // A time may stand before the date, or between the day and the year.
            final boolean apart = clock.isEmpty() || clock.length() > 1 && (isDateAfterClock() || key == 'u');
            return apart && ORDERS.stream().anyMatch(each -> each.startsWith(date + key));
        }
        if (key == 'H') {
            return clock.isEmpty() && (date.isEmpty() || hasDay() || isNamed() && isDayAndMonth(date));
        }
        return CLOCK_KEYS.indexOf(key) < 0
                || !clock.isEmpty() && CLOCK_KEYS.indexOf(last()) >= 0 && CLOCK_KEYS.startsWith(clock + key);
    }

    GuessedFields with(final char key, final String letters, final int end) {
        return new GuessedFields(end, joined(pattern, letters), keys + key, end);
    }

    /** With a part of the pattern that is no field. */
    GuessedFields with(final String letters, final int end) {
        return new GuessedFields(end, pattern + letters, keys, end);
    }

    GuessedFields literal(final String literal, final int end) {
        String all = pattern;
        for (final char c : literal.toCharArray()) {
            all = joined(all, PLAIN.indexOf(c) >= 0 ? String.valueOf(c) : quoted(String.valueOf(c)));
        }
        return new GuessedFields(end, all, keys, since);
    }

    /** Two patterns as one: two literals in a row become one, since two apostrophes would mean one. */
    private static String joined(final String first, final String second) {
        return first.endsWith("'") && second.startsWith("'")
                ? first.substring(0, first.length() - 1) + second.substring(1)
                : first + second;
    }

    /** With the seconds, whose colon stands in the pattern already, as an option. */
    GuessedFields withOptionalSeconds(final int end) {
        return new GuessedFields(end, pattern.substring(0, pattern.length() - 1) + "[:ss]", keys + "s", end);
    }

    /** The parts of the pattern for a fraction of a second, the separator of which stands in the pattern already. */
    List<GuessedFields> fractions(final String separator, final String digits, final int end) {
        final List<GuessedFields> all = new ArrayList<>();
        final GuessedFields bare =
                new GuessedFields(at, pattern.substring(0, pattern.length() - separator.length()), keys, since);
        if (!bare.pattern.endsWith("]")) {
            if (digits.length() > MICRO_DIGITS && digits.substring(MICRO_DIGITS).matches("0+")) {
                all.add(with('f', "S".repeat(MICRO_DIGITS) + quoted(digits.substring(MICRO_DIGITS)), end));
            }
            all.add(with('f', "S".repeat(digits.length()), end));
        }
        all.add(bare.with('f', "[" + separator + "S]", end));
        return all;
    }

    /** Whether the fields form a complete date, time or timestamp. */
    boolean isPlausible(final String text) {
        final String date = date();
        final String clock = clock();
        final boolean half = keys.indexOf('a') >= 0;
        if (!date.isEmpty() && !ORDERS.contains(date)
                || !clock.isEmpty() && !date.isEmpty() && !hasDay() && !isDayAndMonth(date)) {
            return false;
        }
        final boolean named = isNamed();
        if (isDayAndMonth(date)) {
            // As in the logs of systems; without a time or a name, two numbers may be anything.
            return named && clock.length() > 1 && keys.indexOf('E') < 0;
        }
        if (date.startsWith("uM") && named && pattern.contains("yy")) {
            return false;
        }
        if ("uM".equals(date) && !named) {
            // 2023.05 is a number, 23-05 anything.
            return pattern.startsWith("uuuu") && !pattern.contains(".") && !pattern.contains(",");
        }
        if ("Mu".equals(date) && !named) {
            final boolean padded = pattern.indexOf(SHORT) < 0;
            return pattern.endsWith("uuuu") ? padded || !pattern.contains(".") : padded && pattern.contains("/");
        }
        if (clock.isEmpty()) {
            return !date.isEmpty();
        }
        if ("H".equals(clock)) {
            return half || pattern.startsWith("uuuu") && pattern.indexOf(SHORT) < 0 && keys.indexOf('H') >= 3;
        }
        // 10.30 is a number; 1030 is one too, while 0930 is a time.
        final boolean number = date.isEmpty() && "Hm".equals(clock) && !half && pattern.contains(".");
        final boolean digitsOnly = pattern.startsWith("HHmm");
        return !number && !(digitsOnly && date.isEmpty() && text.charAt(0) != '0');
    }

    /** The patterns without marks. A field of which the text does not show the padding is as the others, or both. */
    List<String> patterns() {
        final boolean paddedShown = isShown(PADDED);
        final boolean shortShown = isShown(SHORT);
        final Set<String> patterns = new LinkedHashSet<>();
        for (final boolean padded : new boolean[] {true, false}) {
            final boolean contradicted = padded ? shortShown && !paddedShown : paddedShown && !shortShown;
            if (!contradicted) {
                final String date = unmarked(pattern, MARKED_DATE, padded);
                patterns.add(unmarked(date, MARKED_HOUR, true));
                // Nobody writes 2023-01-30 9:05 with zeros in the date only; with the year last, people do.
                if ((!padded || !pattern.startsWith("uuuu")) && !pattern.contains("[:ss]")) {
                    patterns.add(unmarked(date, MARKED_HOUR, false));
                }
            }
        }
        return List.copyOf(patterns);
    }

    private boolean isShown(final char mark) {
        return pattern.indexOf(mark + "d") >= 0 || pattern.indexOf(mark + "M") >= 0;
    }

    private static String unmarked(final String marked, final Pattern fields, final boolean padded) {
        return fields.matcher(marked).replaceAll(found -> {
            final char mark = found.group(1).charAt(0);
            final boolean fill = mark == PADDED || mark == EITHER && padded;
            return fill ? found.group(2).repeat(2) : found.group(2);
        });
    }
}
