// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A pattern of a text with a person's names. {@code {given}} and {@code {family}} are the names, {@code {g}} and
 * {@code {f}} their initials, {@code {m}} the initial of a middle name, {@code {FAMILY}} the family name in capitals
 * and {@code {#3}} three digits; all else is a separator. Matching is from left to right without backtracking.
 */
final class NamePattern {
    private static final String SEPARATORS = " .,_-'";
    private static final int MAX_LENGTH = 60;
    private static final int MAX_DIGITS = 9;

    private record Part(char kind, char literal, int digits) {}

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException where the text is not a pattern
     */
    NamePattern(final String text) {
        this.text = text;
        boolean valid = !text.isEmpty() && text.length() <= MAX_LENGTH;
        int at = 0;
        while (valid && at < text.length()) {
            if (text.charAt(at) != '{') {
                valid = SEPARATORS.indexOf(text.charAt(at)) >= 0;
                parts.add(new Part('=', text.charAt(at), 0));
                at++;
                continue;
            }
            final int end = text.indexOf('}', at);
            final String name = end < 0 ? "" : text.substring(at + 1, end);
            at = end + 1;
            switch (name) {
                case "given" -> parts.add(new Part('G', ' ', 0));
                case "family" -> parts.add(new Part('F', ' ', 0));
                case "FAMILY" -> parts.add(new Part('U', ' ', 0));
                case "g", "f", "m" -> parts.add(new Part(name.charAt(0), ' ', 0));
                default -> {
                    valid = name.length() == 2
                            && name.charAt(0) == '#'
                            && name.charAt(1) >= '1'
                            && name.charAt(1) <= '0' + MAX_DIGITS;
                    parts.add(new Part('#', ' ', valid ? name.charAt(1) - '0' : 0));
                }
            }
        }
        if (!valid || parts.stream().allMatch(part -> part.kind() == '=')) {
            throw new IllegalArgumentException(
                    "'%s' is not a pattern of names".formatted(text.substring(0, Math.min(MAX_LENGTH, text.length()))));
        }
    }

    String text() {
        return text;
    }

    /**
     * Generates a text.
     *
     * @param ascii whether only ASCII letters may be used, as in mail addresses
     */
    String make(final Person person, final boolean ascii, final RandomGenerator random) {
        final String given = ascii ? folded(person.given(), random) : person.given();
        final String family = ascii ? folded(person.family(), random) : person.family();
        final StringBuilder result = new StringBuilder();
        for (final Part part : parts) {
            switch (part.kind()) {
                case 'G' -> result.append(given);
                case 'F' -> result.append(family);
                case 'U' -> result.append(LetterCase.UPPER.of(family));
                case 'g' -> result.appendCodePoint(given.codePointAt(0));
                case 'f' -> result.appendCodePoint(family.codePointAt(0));
                case 'm' -> result.append(person.middle());
                case '#' -> {
                    for (int i = 0; i < part.digits(); i++) {
                        result.append((char) ('0' + random.nextInt(10)));
                    }
                }
                default -> result.append(part.literal());
            }
        }
        return result.toString();
    }

    /** The ASCII form of a name; a generated word for a name in another script. */
    private static String folded(final String name, final RandomGenerator random) {
        final String folded = Ascii.fold(name);
        return folded.isEmpty() ? Words.make(5 + random.nextInt(4), List.of(), random) : folded;
    }

    /** Whether a text matches this pattern with two names, ignoring case. */
    boolean fits(final String value, final String given, final String family) {
        int at = 0;
        for (final Part part : parts) {
            final String wanted = switch (part.kind()) {
                case 'G' -> given;
                case 'F', 'U' -> family;
                case 'g' -> given.substring(0, Math.min(1, given.length()));
                case 'f' -> family.substring(0, Math.min(1, family.length()));
                case '=' -> String.valueOf(part.literal());
                default -> null;
            };
            if (wanted != null) {
                if (wanted.isEmpty() || !value.regionMatches(true, at, wanted, 0, wanted.length())) {
                    return false;
                }
                at += wanted.length();
                continue;
            }
            final int end = at + (part.kind() == '#' ? part.digits() : 1);
            if (end > value.length()) {
                return false;
            }
            for (; at < end; at++) {
                if (part.kind() == '#' ? !Character.isDigit(value.charAt(at)) : !Character.isLetter(value.charAt(at))) {
                    return false;
                }
            }
        }
        return at == value.length();
    }
}
