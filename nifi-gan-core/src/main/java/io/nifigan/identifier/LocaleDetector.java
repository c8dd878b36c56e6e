// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Detects the locale of a table from names of people, or else from letters and words of streets. */
final class LocaleDetector {
    private static final int MAX_EXAMINED = 2_000;
    /** Assumed number of possible names: a locale with longer lists must match more of the column's names. */
    private static final double POSSIBLE_NAMES = 1e6;

    private static final double MIN_SCORE = .3;
    private static final double MIN_SIGNS_PER_VALUE = .02;
    private static final Map<Character.UnicodeScript, String> SCRIPTS = Map.of(
            Character.UnicodeScript.CYRILLIC,
            "ru",
            Character.UnicodeScript.HEBREW,
            "he",
            Character.UnicodeScript.HIRAGANA,
            "ja",
            Character.UnicodeScript.KATAKANA,
            "ja",
            Character.UnicodeScript.HANGUL,
            "ko",
            Character.UnicodeScript.HAN,
            "zh-CN");
    /** Letters and words that identify a locale, in the order of the checks. */
    private static final List<Map.Entry<String, List<String>>> SIGNS = List.of(
            Map.entry("de", List.of("ß", "straße", "strasse", "str. ", "gmbh")),
            Map.entry("uk", List.of("і", "ї", "є")),
            Map.entry("pl", List.of("ł", "ą", "ę", "ul. ")),
            Map.entry("cs-CZ", List.of("ě", "ř", "ů")),
            Map.entry("hu", List.of("ő", "ű", "utca")),
            Map.entry("tr", List.of("ğ", "ı", "sokak")),
            Map.entry("pt-BR", List.of("ã", "õ", "rua ")),
            Map.entry("es", List.of("ñ", "calle ", "avenida ")),
            Map.entry("fr", List.of("rue ", "avenue de", "boulevard d")),
            Map.entry("it", List.of("via ", "viale ", "piazza ", " s.r.l.")),
            Map.entry("nl", List.of("straat", "laan ", " b.v.")),
            Map.entry("sv", List.of("gatan", "vägen")),
            Map.entry("da-DK", List.of("vej ", "gade ")),
            Map.entry("fi-FI", List.of("katu ", "tie ")));

    private final Table table;
    private String tag;

    LocaleDetector(final Table table) {
        this.table = table;
    }

    /** The locale, one of {@link FakerLists#LOCALES}. */
    String tag() {
        if (tag == null) {
            tag = find();
        }
        return tag;
    }

    private String find() {
        String best = FakerLists.DEFAULT_LOCALE;
        double greatest = MIN_SCORE;
        if (hasPeople()) {
            for (final String locale : FakerLists.LOCALES) {
                final double score = score(locale);
                if (score > greatest) {
                    greatest = score;
                    best = locale;
                }
            }
        }
        return greatest > MIN_SCORE ? best : byLetters();
    }

    private boolean hasPeople() {
        return table.columns().stream()
                .anyMatch(column -> column.meaning() == SemanticType.GIVEN_NAME
                        || column.meaning() == SemanticType.FAMILY_NAME
                        || column.meaning() == SemanticType.FULL_NAME);
    }

    /** The mean log-likelihood gain of the names if they come from a locale's lists, summed over the columns. */
    private double score(final String locale) {
        final Set<String> given = FakerLists.lowerGiven(locale);
        final Set<String> family = FakerLists.lowerFamily(locale);
        final double ofGiven = Math.log(POSSIBLE_NAMES / given.size());
        final double ofFamily = Math.log(POSSIBLE_NAMES / family.size());
        double score = 0;
        for (int c = 0; c < table.columns().size(); c++) {
            final SemanticType meaning = table.column(c).meaning();
            if (meaning != SemanticType.GIVEN_NAME
                    && meaning != SemanticType.FAMILY_NAME
                    && meaning != SemanticType.FULL_NAME) {
                continue;
            }
            final List<String> values = sample(c);
            double sum = 0;
            for (final String value : values) {
                final String lower = Ascii.lower(value);
                if (meaning != SemanticType.FULL_NAME) {
                    sum += meaning == SemanticType.GIVEN_NAME
                            ? given.contains(lower) ? ofGiven : 0
                            : family.contains(lower) ? ofFamily : 0;
                    continue;
                }
                final String[] words = lower.replace(",", "").split(" ");
                final String last = words[words.length - 1];
                final double forwards =
                        (given.contains(words[0]) ? ofGiven : 0) + (family.contains(last) ? ofFamily : 0);
                final double backwards =
                        (given.contains(last) ? ofGiven : 0) + (family.contains(words[0]) ? ofFamily : 0);
                sum += Math.max(forwards, backwards);
            }
            score += values.isEmpty() ? 0 : sum / values.size();
        }
        return score;
    }

    private List<String> sample(final int column) {
        final List<String> values = IdentifierFormatInducer.distinct(table, column);
        return values.size() <= MAX_EXAMINED ? values : values.subList(0, MAX_EXAMINED);
    }

    private String byLetters() {
        final StringBuilder text = new StringBuilder();
        long values = 0;
        for (int c = 0; c < table.columns().size(); c++) {
            final SemanticType meaning = table.column(c).meaning();
            if (meaning != null
                    && (meaning.isOfPerson()
                            || meaning == SemanticType.STREET_ADDRESS
                            || meaning == SemanticType.COMPANY)) {
                for (final String value : sample(c)) {
                    text.append(value.toLowerCase(Locale.ROOT)).append(" \n");
                    values++;
                }
            }
        }
        final String all = text.toString();
        for (final Map.Entry<String, List<String>> signs : SIGNS) {
            if (signs.getValue().stream().mapToLong(sign -> count(all, sign)).sum() > MIN_SIGNS_PER_VALUE * values) {
                return signs.getKey();
            }
        }
        return all.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .filter(SCRIPTS::containsKey)
                .map(SCRIPTS::get)
                .findFirst()
                .filter(FakerLists.LOCALES::contains)
                .orElse(FakerLists.DEFAULT_LOCALE);
    }

    private static long count(final String text, final String part) {
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }
}
