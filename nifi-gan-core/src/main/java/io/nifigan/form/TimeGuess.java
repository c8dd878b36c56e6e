// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the patterns that a text may be written in. It goes through the text from left to right, takes each run of
 * digits or letters for all that it can be, and keeps the patterns whose form gives the very text back.
 */
final class TimeGuess {
    private static final int MIN_TEXT = 4;
    private static final int MAX_TEXT = 80;
    private static final int MAX_SEPARATOR = 4;
    private static final String SEPARATORS = "-/.:,;_[]()\"'|";
    private static final String OPENING = "[(\"'";
    /** Patterns tried for one text; a text that has more readings is hardly a date. */
    private static final int MAX_TRIED = 200;
    /** Languages given for one text where it is none in English; the other texts of a column show which. */
    private static final int MAX_LANGUAGES = 4;

    private static final Pattern ZONE = Pattern.compile("(?!\\s?[AP]M\\b)"
            + "(?:\\s?(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?\\s?[+-][01]\\d(?::?[0-5]\\d)?|(?:UTC|GMT)[+-]\\d))?"
            + "(?:\\s?\\[[\\w/+-]{1,40}]|\\s\\([\\p{L}\\d +-]{1,40}\\)|\\s[A-Z][A-Za-z_]{1,20}/[A-Za-z_/]{1,30})?"
            + "(?=$|[\\s\\])\"])");

    /** XML Schema's dates may have an offset, too. */
    private static final Pattern OFFSET_OF_DAY = Pattern.compile("(?:Z|[+-][01]\\d:[0-5]\\d)$");

    /** Words between the fields of a date. */
    private static final Set<String> WORDS = Set.of(
            "t", "z", "of", "at", "the", "on", "de", "del", "a", "las", "à", "às", "le", "il", "el", "um", "uhr", "den",
            "der", "op", "om", "kl", "klo", "o", "h", "hr", "hrs", "m", "min", "s", "sec", "г", "года", "в");

    private static final Set<String> BEFORE_MINUTES = Set.of(":", ".", "-", "_", "h", "H", "時", "时", "点", "시 ");
    private static final Set<String> BEFORE_SECONDS = Set.of(":", ".", "-", "_", "m", "min", "分", "분 ");
    private static final List<String> ENDINGS = List.of("st", "nd", "rd", "th");
    /** Fields in runs of digits, by the length of the run. */
    private static final Map<Integer, List<String>> COMPACT = Map.of(
            4, List.of("HHmm"),
            6, List.of("uuuuMM", "yyMMdd", "ddMMyy", "MMddyy", "HHmmss"),
            7, List.of("uuuuDDD"),
            8, List.of("uuuuMMdd", "ddMMuuuu", "MMdduuuu"),
            10, List.of("uuuuMMddHH", "yyMMddHHmm"),
            12, List.of("uuuuMMddHHmm", "yyMMddHHmmss"));

    private final String text;
    private final NameStyle style;
    private final Map<String, WrittenForm> found;
    private int tried;

    private TimeGuess(final String text, final NameStyle style, final Map<String, WrittenForm> found) {
        this.text = text;
        this.style = style;
        this.found = found;
    }

    static List<WrittenForm> candidates(final String text) {
        if (text.length() < MIN_TEXT
                || text.length() > MAX_TEXT
                || text.chars().filter(c -> TimePart.isDigit((char) c)).count() < 2
                || text.chars().anyMatch(c -> c < ' ')) {
            return List.of();
        }
        final Map<String, WrittenForm> found = new LinkedHashMap<>();
        final Set<String> languages = new LinkedHashSet<>();
        boolean isEnglish = false;
        for (final NameStyle style : NameIndex.styles(text)) {
            final boolean enough = isEnglish || languages.size() == MAX_LANGUAGES;
            if (!enough || languages.contains(style.language())) {
                final int before = found.size();
                new TimeGuess(text, style, found).advance(GuessedFields.NONE);
                if (found.size() > before) {
                    languages.add(style.language());
                    // Other languages than English have names in small letters.
                    isEnglish |= "en".equals(style.language()) && style.letters() != NameStyle.Letters.LOWER;
                }
            }
        }
        return List.copyOf(found.values());
    }

    private void advance(final GuessedFields so) {
        if (tried > MAX_TRIED) {
            return;
        }
        final int at = so.at();
        if (at == text.length()) {
            finish(so);
            return;
        }
        if (so.since() == at && (so.endsInClock() || so.hasDay())) {
            zone(so);
        }
        final char c = text.charAt(at);
        if (TimePart.isDigit(c)) {
            digits(so);
        } else if (Character.isLetter(c)) {
            letters(so);
        } else {
            separator(so);
        }
    }

    private void zone(final GuessedFields so) {
        final Matcher zone =
                (so.endsInClock() ? ZONE : OFFSET_OF_DAY).matcher(text).region(so.at(), text.length());
        if (zone.lookingAt() && zone.end() > so.at()) {
            field(so, 'z', GuessedFields.quoted(zone.group()), zone.end());
        }
    }

    private void separator(final GuessedFields so) {
        int end = so.at();
        while (end < text.length() && !Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        final String separator = text.substring(so.at(), end);
        final String signs = so.at() == 0 ? OPENING : SEPARATORS;
        if (separator.isEmpty()
                || separator.length() > MAX_SEPARATOR
                || !separator.chars().allMatch(c -> signs.indexOf(c) >= 0 || so.at() > 0 && Character.isSpaceChar(c))) {
            return;
        }
        if (separator.endsWith("  ") && digitsFrom(end) == 1) {
            final GuessedFields shorter = so.literal(separator.substring(0, separator.length() - 1), end);
            field(shorter, 'd', "ppd", end + 1);
            field(shorter, 'H', "ppH", end + 1);
            field(shorter, 'H', "pph", end + 1);
        }
        advance(so.literal(separator, end));
    }

    private int digitsFrom(final int at) {
        int end = at;
        while (end < text.length() && TimePart.isDigit(text.charAt(end))) {
            end++;
        }
        return end - at;
    }

    private void digits(final GuessedFields so) {
        final int at = so.at();
        final int count = digitsFrom(at);
        final String run = text.substring(at, at + count);
        final String separator = text.substring(so.since(), at);
        if (count <= 9 && so.last() == 's' && (".".equals(separator) || ",".equals(separator))) {
            so.fractions(separator, run, at + count).forEach(this::advance);
        }
        if (count == 3 && so.last() == 's' && ":".equals(separator)) {
            field(so, 'f', "SSS", at + count);
        }
        if (count <= 2) {
            shortRun(so, run, separator);
        } else if (count == 3) {
            threeDigits(so, separator);
        }
        if (count == 4 && run.charAt(0) >= '1' && run.charAt(0) <= '2') {
            field(so, 'u', "uuuu", at + count);
            if (text.startsWith("W", at + count) || text.startsWith("-W", at + count)) {
                field(so, 'Y', "YYYY", at + count);
            }
        }
        for (final String fields : compact(count)) {
            // Four or six digits are a time by themselves or behind a date.
            final boolean clock = fields.startsWith("HH");
            if (!clock || so.hasDay() || so.keys().isEmpty() && at + count == text.length()) {
                compact(so, fields, at + count);
            }
        }
    }

    private void shortRun(final GuessedFields so, final String run, final String separator) {
        final int count = run.length();
        final int end = so.at() + count;
        final int value = Integer.parseInt(run);
        final boolean padded = run.charAt(0) == '0' && count == 2;
        final boolean clockSign = !"-".equals(separator) || !so.date().isEmpty();
        // 1.1.25 is a version, and 10.0.0.12 an address; only behind a word an hour's minutes have one digit.
        final boolean whole = count == 2 || Character.isLetter(separator.isEmpty() ? ' ' : separator.charAt(0));
        if (whole && so.last() == 'H' && BEFORE_MINUTES.contains(separator) && clockSign && value < 60) {
            field(so, 'm', "m".repeat(count), end);
        }
        if (whole && so.last() == 'm' && BEFORE_SECONDS.contains(separator) && value < 60) {
            field(so, 's', "s".repeat(count), end);
            if (":".equals(separator) && count == 2 && value > 0 && so.isIsoSoFar()) {
                advance(so.withOptionalSeconds(end));
            }
        }
        if (so.last() == 'Y' || so.last() == 'w') {
            if (separator.endsWith("W")) {
                field(so, 'w', "w".repeat(count), end);
            } else if (count == 1 && so.last() == 'w') {
                field(so, 'e', "e", end);
            }
            return;
        }
        if (count == 1 && (separator.endsWith("Q") || separator.endsWith("q"))) {
            field(so, 'Q', "Q", end);
            return;
        }
        // A colon between numbers of a date: only in 2023:01:30.
        if (!":".equals(separator) || so.pattern().startsWith("uuuu")) {
            if (value >= 1 && value <= 31) {
                field(so, 'd', GuessedFields.shown('d', padded, count), end);
            }
            if (value >= 1 && value <= 12) {
                field(so, 'M', GuessedFields.shown('M', padded, count), end);
            }
            if (count == 2) {
                field(so, 'u', "yy", end);
            }
        }
        if (value < 24) {
            field(so, 'H', GuessedFields.shown('H', padded, count), end);
            field(so, 'H', GuessedFields.shown('h', padded, count), end);
        }
    }

    private void threeDigits(final GuessedFields so, final String separator) {
        if (so.last() == 'u' && ("-".equals(separator) || "/".equals(separator))) {
            field(so, 'D', "DDD", so.at() + 3);
        } else if (so.last() == 'Y' && separator.endsWith("W")) {
            advance(so.with('w', "ww", so.at()).with('e', "e", so.at() + 3));
        }
    }

    private static List<String> compact(final int count) {
        return count >= 14 && count <= 23
                ? List.of("uuuuMMddHHmmss" + "S".repeat(count - 14))
                : COMPACT.getOrDefault(count, List.of());
    }

    /** Adds the fields of a run of digits, such as uuuuMMdd. */
    private void compact(final GuessedFields so, final String fields, final int end) {
        GuessedFields next = so;
        int at = 0;
        while (at < fields.length()) {
            int stop = at;
            while (stop < fields.length() && fields.charAt(stop) == fields.charAt(at)) {
                stop++;
            }
            final char key = fields.charAt(at) == 'y' ? 'u' : fields.charAt(at) == 'S' ? 'f' : fields.charAt(at);
            if (!next.allows(key)) {
                return;
            }
            next = next.with(key, fields.substring(at, stop), end);
            at = stop;
        }
        advance(next);
    }

    private void letters(final GuessedFields so) {
        final int at = so.at();
        final int end = NameIndex.endOfLetters(text, at);
        final String run = text.substring(at, end);
        for (final int stop : NameIndex.ends(text, at, end)) {
            names(so, stop);
        }
        int letters = 0;
        for (final List<String> halves : TimePattern.HALVES) {
            letters++;
            for (final String half : halves) {
                if (text.startsWith(half, at)
                        && NameIndex.endOfLetters(text, at + half.length()) == at + half.length()) {
                    field(so, 'a', "a".repeat(letters), at + half.length());
                }
            }
        }
        if (so.last() == 'd' && so.since() == at && ENDINGS.contains(run)) {
            advance(so.with("o", end));
        }
        final String word = run.toLowerCase(Locale.ROOT);
        if (WORDS.contains(word)
                || "am".equals(word) && so.keys().isEmpty()
                || "w".equals(word) && so.last() == 'Y'
                || "q".equals(word) && (so.keys().isEmpty() || "u".equals(so.keys()))) {
            advance(so.literal(run, end));
        }
        if (NameIndex.isUnit(text.charAt(at))) {
            advance(so.literal(run.substring(0, 1), at + 1));
        }
    }

    private void names(final GuessedFields so, final int stop) {
        final int at = so.at();
        if (stop == at + 1 && NameIndex.isUnit(text.charAt(at)) && so.since() == at) {
            // The unit of the number before it, which is the name of a weekday elsewhere.
            return;
        }
        final Set<String> patterns = new LinkedHashSet<>();
        for (final NameIndex.Hit hit : NameIndex.find(text.substring(at, stop))) {
            final String name = hit.in(style);
            final int end = at + name.length();
            // The dot in 30.Jan.2023 separates, and is no part of the name.
            final boolean separates =
                    name.endsWith(".") && end < text.length() && Character.isLetterOrDigit(text.charAt(end));
            if (!name.isEmpty() && text.startsWith(name, at) && !separates && patterns.add(hit.pattern())) {
                field(so, NameStyle.isMonth(hit.pattern()) ? 'M' : 'E', hit.pattern(), end);
            }
        }
    }

    private void field(final GuessedFields so, final char key, final String pattern, final int end) {
        // A date behind a time is apart from it: 11.12.2023 has no time in it.
        final boolean apart = !so.endsInClock()
                || !GuessedFields.isDate(key)
                || text.substring(so.since(), so.at()).chars().anyMatch(Character::isSpaceChar);
        if (apart && so.allows(key)) {
            advance(so.with(key, pattern, end));
        }
    }

    private void finish(final GuessedFields so) {
        if (!so.isPlausible(text)) {
            return;
        }
        for (final String pattern : so.patterns()) {
            tried++;
            final String header = NameStyle.PATTERNS.stream().anyMatch(pattern::contains) ? style.header() : "";
            final String spec = header.isEmpty() ? pattern : header + "|" + pattern;
            if (!found.containsKey(spec)) {
                TimeForms.of(spec).filter(form -> form.restores(text)).ifPresent(form -> found.put(spec, form));
            }
        }
    }
}
