// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns the patterns of a column of full names, mail addresses or user names, as frequencies of predefined patterns.
 */
final class NamePatterns {
    private static final int MAX_EXAMINED = 5_000;
    private static final int MAX_DIGITS = 4;
    private static final int MIN_ROWS = 5;
    private static final double MIN_SHARE = .01;
    private static final double MIN_AGREEMENT = .5;
    private static final Set<String> WITHOUT_BLANKS = Set.of("ja", "ko", "zh-CN");
    private static final List<String> FULL = List.of(
            "{given} {family}",
            "{family}, {given}",
            "{family} {given}",
            "{given} {m}. {family}",
            "{given} {m} {family}",
            "{family}, {given} {m}.",
            "{family}, {given} {m}",
            "{family},{given}",
            "{g}. {family}",
            "{family}{given}");
    private static final List<String> SEPARATORS = List.of("", ".", "_", "-");

    private final Table table;
    private final int column;
    private final PersonColumns persons;
    private final String locale;
    private final boolean full;
    private final List<NamePattern> known;

    NamePatterns(final Table table, final int column, final PersonColumns persons, final String locale) {
        this.table = table;
        this.column = column;
        this.persons = persons;
        this.locale = locale;
        this.full = table.column(column).meaning() == SemanticType.FULL_NAME;
        this.known = (full ? FULL : accounts()).stream().map(NamePattern::new).toList();
    }

    private static List<String> accounts() {
        final List<String> patterns = new ArrayList<>();
        for (final String separator : SEPARATORS) {
            for (final String[] parts : new String[][] {
                {"{given}", "{family}"},
                {"{family}", "{given}"},
                {"{g}", "{family}"},
                {"{given}", "{f}"},
                {"{family}", "{g}"},
                {"{f}", "{given}"}
            }) {
                patterns.add(parts[0] + separator + parts[1]);
            }
        }
        patterns.add("{given}");
        patterns.add("{family}");
        return patterns;
    }

    /** The patterns with their frequencies; empty where the column has no values. */
    List<IdentifierFormat.Pattern> learn() {
        final int person = persons.personOf(column);
        final Map<String, Integer> byNames = new TreeMap<>();
        final Map<String, Integer> byForm = new TreeMap<>();
        int linked = 0;
        int rows = 0;
        int inCapitals = 0;
        for (int r = 0; r < table.rows() && rows < MAX_EXAMINED; r++) {
            if (table.isMissing(column, r)) {
                continue;
            }
            rows++;
            final String value = value(persons.text(column, r));
            byForm.merge(form(value), 1, Integer::sum);
            final String[] written = full ? persons.names(person, r) : null;
            inCapitals += written != null
                            && value.contains(LetterCase.UPPER.of(written[1]))
                            && !value.equals(LetterCase.UPPER.of(value))
                    ? 1
                    : 0;
            final String[] names = full && !persons.hasNameColumns(person) ? null : persons.names(person, r);
            if (names != null) {
                linked++;
                final String pattern = pattern(value, names);
                if (pattern != null) {
                    byNames.merge(pattern, 1, Integer::sum);
                }
            }
        }
        final int agreed = byNames.values().stream().mapToInt(Integer::intValue).sum();
        final List<IdentifierFormat.Pattern> patterns =
                common(linked > 0 && agreed >= MIN_AGREEMENT * linked ? byNames : byForm, rows);
        return inCapitals <= MIN_AGREEMENT * rows
                ? patterns
                : patterns.stream()
                        .map(pattern -> new IdentifierFormat.Pattern(
                                pattern.text().replace("{family}", "{FAMILY}"), pattern.weight()))
                        .toList();
    }

    /** The text to match: a full name itself, or the part of a mail address before the @. */
    private String value(final String text) {
        final String stripped = text.strip();
        final int at = stripped.lastIndexOf('@');
        return full
                ? stripped
                : Ascii.lower(
                        at > 0 && table.column(column).meaning() == SemanticType.EMAIL
                                ? stripped.substring(0, at)
                                : stripped);
    }

    private String pattern(final String value, final String[] names) {
        final String given = full ? names[0].strip() : Ascii.fold(names[0]);
        final String family = full ? names[1].strip() : Ascii.fold(names[1]);
        final int digits = full ? 0 : digits(value);
        final String start = value.substring(0, value.length() - digits);
        for (final NamePattern pattern : known) {
            if (pattern.fits(start, given, family)) {
                return digits > 0 ? pattern.text() + "{#" + digits + "}" : pattern.text();
            }
        }
        return null;
    }

    private static int digits(final String value) {
        int digits = 0;
        while (digits < MAX_DIGITS
                && digits < value.length()
                && Character.isDigit(value.charAt(value.length() - 1 - digits))) {
            digits++;
        }
        return digits;
    }

    /** The pattern that a value appears to have, where there are no names to compare it with. */
    private String form(final String value) {
        if (full) {
            return fullForm(value);
        }
        final int digits = digits(value);
        final String start = value.substring(0, value.length() - digits);
        String base = start.length() > 4 ? "{g}{family}" : "{given}";
        for (final String separator : SEPARATORS.subList(1, SEPARATORS.size())) {
            final int at = start.indexOf(separator);
            if (at == 1) {
                base = "{g}" + separator + "{family}";
            } else if (at > 1 && at < start.length() - 1) {
                base = "{given}" + separator + "{family}";
            }
        }
        return digits > 0 ? base + "{#" + digits + "}" : base;
    }

    private String fullForm(final String value) {
        final String[] words = value.split(" ");
        if (value.indexOf(',') > 0) {
            final String last = words[words.length - 1];
            return last.length() == 1
                    ? "{family}, {given} {m}"
                    : last.length() == 2 && last.endsWith(".") ? "{family}, {given} {m}." : "{family}, {given}";
        }
        if (words.length == 1) {
            return WITHOUT_BLANKS.contains(locale) ? "{family}{given}" : "{given} {family}";
        }
        if (words.length == 3 && words[1].length() <= 2) {
            return words[1].length() == 1 ? "{given} {m} {family}" : "{given} {m}. {family}";
        }
        return persons.isBackwards(column) ? "{family} {given}" : "{given} {family}";
    }

    private List<IdentifierFormat.Pattern> common(final Map<String, Integer> counts, final int rows) {
        final double min = Math.max(MIN_ROWS, MIN_SHARE * rows);
        final boolean anyCommon = counts.values().stream().anyMatch(count -> count >= min);
        final Map<String, Integer> kept = new TreeMap<>(counts);
        kept.values().removeIf(count -> anyCommon && count < min);
        return kept.entrySet().stream()
                .limit(20)
                .map(entry -> new IdentifierFormat.Pattern(entry.getKey(), entry.getValue()))
                .toList();
    }
}
