// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a person would take a text for a number, a date or a time. This accepts more than a {@link WrittenForm} must
 * read, so that columns of such texts can be named where they are not learnt.
 */
public final class Lookalikes {
    private static final int MAX_LENGTH = 60;
    /** Bare digits of this length are codes more often than quantities. */
    private static final int CODE_DIGITS = 8;
    /** The longest text around a number, such as "US$" or "kg/m²". */
    private static final int MAX_AFFIX = 5;

    private static final int MAX_DAY = 31;
    private static final int MAX_MONTH = 12;
    /** A duration may have more hours, or minutes, than a day. */
    private static final int MAX_HOUR_DIGITS = 3;

    private static final int MAX_MINUTE = 59;
    private static final int YEAR_DIGITS = 4;
    /** Words of up to this length may be a zone, AM or PM, an ordinal's ending or a letter between date and time. */
    private static final int MAX_OTHER_WORD = 4;

    private static final Pattern NUMBER = Pattern.compile("([^\\d,.]*+(?:\\.\\s)?+)"
            + "(\\d{1,3}(?:[,.'’\\u00a0\\u202f ]\\d{2,3})++(?:[.,]\\d++)?+|\\d++(?:[.,]\\d*+)?+|[.,]\\d++)"
            + "(?:[eE][+-]?+\\d{1,3})?+(\\D*+)");
    /** A unit after a number, with blanks before it, and then a bracket or a minus sign. */
    private static final Pattern AFTER = Pattern.compile("\\s*+[^\\s/:_)-]*+(?:/[^\\s/:_)-]++)?+[)-]?+");

    private static final Pattern SIGNS = Pattern.compile("[-+−()~<>≥≤\\s\\u00a0\\u202f]");
    /** Other letters before a number make it a code, such as INV-17. */
    private static final Set<String> CURRENCIES = Stream.concat(
                    Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode),
                    Stream.of("Rs", "Rs.", "Fr", "Fr.", "kr", "US", "R", "C", "A"))
            .collect(Collectors.toUnmodifiableSet());

    /** Basic ISO dates with or without a time, ISO weeks and ISO durations. */
    private static final Pattern ISO = Pattern.compile("(?:1[89]|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])"
            + "(?:[T ]?(?:[01]\\d|2[0-3])[0-5]\\d(?:[0-5]\\d[.,]?\\d{0,9})?(?:Z|[+-]\\d{2}:?\\d{2})?)?"
            + "|\\d{4}-?W[0-5]\\d(?:-?[1-7])?"
            + "|-?P(?=.*\\d)(?:\\d{1,9}[YMWD]){0,4}(?:T(?:\\d{1,9}(?:[.,]\\d{1,9})?[HMS]){1,3})?");

    private static final Pattern TOKEN = Pattern.compile("\\d++|\\p{L}++|[^\\d\\p{L}]++");
    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs", "tr", "ru", "uk");
    private static final Set<String> CALENDAR_WORDS = calendarWords();

    private Lookalikes() {}

    private static Set<String> calendarWords() {
        final Set<String> words = new HashSet<>();
        for (final String language : LANGUAGES) {
            final Locale locale = Locale.forLanguageTag(language);
            for (final TextStyle style :
                    List.of(TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE)) {
                Stream.concat(
                                Stream.of(Month.values()).map(month -> month.getDisplayName(style, locale)),
                                Stream.of(DayOfWeek.values()).map(day -> day.getDisplayName(style, locale)))
                        .map(word -> word.toLowerCase(Locale.ROOT).replace(".", ""))
                        .forEach(words::add);
            }
        }
        words.removeIf(word -> word.length() < 3);
        return Set.copyOf(words);
    }

    /**
     * What is written around a number, such as "€" or "kg", without signs and blanks; empty where the text does not
     * look like a number. Texts with leading zeros, long rows of bare digits and numbers behind letters are codes.
     */
    public static Optional<String> aroundNumber(final String text) {
        final String stripped = text.strip();
        if (stripped.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        final Matcher matcher = NUMBER.matcher(stripped);
        if (!matcher.matches() || !AFTER.matcher(matcher.group(3)).matches()) {
            return Optional.empty();
        }
        final String digits = matcher.group(2);
        final String before = bare(matcher.group(1));
        final String around = before + bare(matcher.group(3));
        final boolean leadingZero =
                digits.length() > 1 && digits.charAt(0) == '0' && Character.isDigit(digits.charAt(1));
        final boolean code = leadingZero
                || digits.length() >= CODE_DIGITS
                        && around.isEmpty()
                        && digits.chars().allMatch(Character::isDigit);
        return code || around.length() > MAX_AFFIX || !isCurrency(before) ? Optional.empty() : Optional.of(around);
    }

    /** A text around a number without signs, brackets and blanks. */
    private static String bare(final String text) {
        return SIGNS.matcher(text).replaceAll("");
    }

    private static boolean isCurrency(final String text) {
        final StringBuilder letters = new StringBuilder();
        text.codePoints()
                .filter(c -> Character.getType(c) != Character.CURRENCY_SYMBOL)
                .forEach(letters::appendCodePoint);
        return letters.isEmpty() || CURRENCIES.contains(letters.toString());
    }

    /** Whether a text is the name of a month or a day of the week in a common language, or short for it. */
    public static boolean isCalendarWord(final String text) {
        return CALENDAR_WORDS.contains(text.strip().toLowerCase(Locale.ROOT).replace(".", ""));
    }

    /** Whether a text looks like a day, a time of day, a point in time or a duration. */
    public static boolean isDateOrTime(final String text) {
        final String stripped = text.strip();
        if (stripped.length() > MAX_LENGTH) {
            return false;
        }
        if (ISO.matcher(stripped).matches()) {
            return true;
        }
        final List<String> tokens =
                TOKEN.matcher(stripped).results().map(found -> found.group()).toList();
        boolean named = false;
        for (final String token : tokens) {
            if (Character.isLetter(token.codePointAt(0))) {
                final boolean calendar = CALENDAR_WORDS.contains(token.toLowerCase(Locale.ROOT));
                if (!calendar && token.length() > MAX_OTHER_WORD) {
                    return false;
                }
                named |= calendar;
            }
        }
        final List<String> digits = tokens.stream()
                .filter(token -> Character.isDigit(token.charAt(0)))
                .toList();
        return named
                ? !digits.isEmpty() && digits.stream().allMatch(group -> group.length() <= 9)
                : startsWithDay(tokens) || startsWithTime(tokens);
    }

    private static boolean startsWithDay(final List<String> tokens) {
        if (tokens.size() < 5
                || !tokens.get(1).equals(tokens.get(3))
                || !Set.of("-", "/", ".", ". ", " ").contains(tokens.get(1))) {
            return false;
        }
        final List<String> parts = List.of(tokens.get(0), tokens.get(2), tokens.get(4));
        if (parts.stream().anyMatch(part -> !isNumber(part, YEAR_DIGITS))) {
            return false;
        }
        final List<String> small = parts.stream()
                .filter(part -> part.length() <= 2 && Integer.parseInt(part) <= MAX_DAY)
                .toList();
        final long years = parts.stream()
                .filter(part -> part.length() == YEAR_DIGITS && (part.startsWith("1") || part.startsWith("2")))
                .count();
        final boolean hasMonth =
                small.stream().mapToInt(Integer::parseInt).anyMatch(part -> part >= 1 && part <= MAX_MONTH);
        return hasMonth
                && (years == 1 && small.size() == 2
                        || small.size() >= 2 && parts.stream().allMatch(part -> part.length() == 2));
    }

    private static boolean startsWithTime(final List<String> tokens) {
        return tokens.size() >= 3
                && ":".equals(tokens.get(1))
                && isNumber(tokens.get(0), MAX_HOUR_DIGITS)
                && tokens.get(2).length() == 2
                && isNumber(tokens.get(2), 2)
                && Integer.parseInt(tokens.get(2)) <= MAX_MINUTE
                && tokens.stream().filter(":"::equals).count() <= 3;
    }

    /** Whether a token is made of up to so many ASCII digits. */
    private static boolean isNumber(final String token, final int digits) {
        return token.length() <= digits && token.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
