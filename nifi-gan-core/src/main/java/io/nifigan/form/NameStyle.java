// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How the names of months and weekdays are written. The names are those of java.time.
 *
 * @param language a tag out of {@link #LANGUAGES}
 * @param three whether short names are the first three letters of the full ones, where java.time has others
 */
record NameStyle(String language, Letters letters, Dots dots, boolean three) {
    /** As java.time has the names, in English. */
    static final NameStyle ENGLISH = new NameStyle("en", Letters.AS_IS, Dots.AS_IS, false);

    /** The languages, the commonest first: what could be several is taken for the first. */
    static final List<String> LANGUAGES = List.of(
            "en", "en-GB", "en-AU", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ru", "tr",
            "de-AT", "hu", "ro", "sk", "uk", "el", "hr", "bg", "sl", "et", "lv", "lt", "id", "zh", "ja", "ko");

    /** The patterns of names: short and full, within a date and (L, c) by themselves. */
    static final List<String> PATTERNS = List.of("MMM", "MMMM", "LLL", "LLLL", "EEE", "EEEE", "ccc", "cccc");

    /** The case of the letters. */
    enum Letters {
        AS_IS(""),
        LOWER("lower"),
        UPPER("upper"),
        TITLE("title");

        private final String word;

        Letters(final String word) {
            this.word = word;
        }
    }

    /** Whether short names end in a dot. */
    enum Dots {
        AS_IS(""),
        NONE("nodot"),
        /** A dot where the short name differs from the full one. */
        ALL("dot");

        private final String word;

        Dots(final String word) {
            this.word = word;
        }
    }

    private static final String THREE = "three";

    /** Holds no more than there are styles and patterns. */
    private static final Map<Key, List<String>> NAMES = new ConcurrentHashMap<>();

    private record Key(NameStyle style, String pattern) {}

    /** The words of this style before a pattern, such as "fr upper"; empty for {@link #ENGLISH}. */
    String header() {
        return String.join(
                " ",
                Stream.of("en".equals(language) ? "" : language, letters.word, dots.word, three ? THREE : "")
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    /** The style with one word of a header added; empty where there is no such word. */
    Optional<NameStyle> with(final String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (LANGUAGES.contains(word)) {
            return Optional.of(new NameStyle(word, letters, dots, three));
        }
        for (final Letters each : Letters.values()) {
            if (each.word.equals(word)) {
                return Optional.of(new NameStyle(language, each, dots, three));
            }
        }
        for (final Dots each : Dots.values()) {
            if (each.word.equals(word)) {
                return Optional.of(new NameStyle(language, letters, each, three));
            }
        }
        return THREE.equals(word) ? Optional.of(new NameStyle(language, letters, dots, true)) : Optional.empty();
    }

    /**
     * The names from January or Monday on.
     *
     * @param pattern out of {@link #PATTERNS}
     * @return empty where two of them would be the same
     */
    List<String> names(final String pattern) {
        return NAMES.computeIfAbsent(new Key(this, pattern), key -> make(pattern));
    }

    private List<String> make(final String pattern) {
        final boolean full = pattern.length() == 4;
        final boolean alone = "Lc".indexOf(pattern.charAt(0)) >= 0;
        final TextStyle fullStyle = alone ? TextStyle.FULL_STANDALONE : TextStyle.FULL;
        final TextStyle style = full || three ? fullStyle : alone ? TextStyle.SHORT_STANDALONE : TextStyle.SHORT;
        final List<String> names = new ArrayList<>();
        final int count = isMonth(pattern) ? 12 : 7;
        for (int i = 1; i <= count; i++) {
            final String fullName = name(pattern, fullStyle, i);
            final String name = name(pattern, style, i);
            names.add(full ? written(name) : shortened(name, fullName));
        }
        final boolean usable = new HashSet<>(names).size() == count
                && names.stream().allMatch(name -> !name.isEmpty() && Character.isLetter(name.charAt(0)));
        return usable ? List.copyOf(names) : List.of();
    }

    private String name(final String pattern, final TextStyle style, final int number) {
        return isMonth(pattern)
                ? Month.of(number).getDisplayName(style, locale())
                : DayOfWeek.of(number).getDisplayName(style, locale());
    }

    private String shortened(final String name, final String fullName) {
        final String cut = three ? name.substring(0, Math.min(3, name.length())) : name;
        final String bare = cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
        final String dotted = bare.equalsIgnoreCase(fullName) ? bare : bare + ".";
        return written(
                switch (dots) {
                    case AS_IS -> cut;
                    case NONE -> bare;
                    case ALL -> dotted;
                });
    }

    private String written(final String name) {
        return switch (letters) {
            case AS_IS -> name;
            case LOWER -> name.toLowerCase(locale());
            case UPPER -> name.toUpperCase(locale());
            case TITLE ->
                name.substring(0, 1).toUpperCase(locale()) + name.substring(1).toLowerCase(locale());
        };
    }

    private Locale locale() {
        return Locale.forLanguageTag(language);
    }

    static boolean isMonth(final String pattern) {
        return "ML".indexOf(pattern.charAt(0)) >= 0;
    }
}
