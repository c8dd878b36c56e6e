// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the months and weekdays that a word may be the name of. */
final class NameIndex {
    private static final Locale TURKISH = Locale.forLanguageTag("tr");
    private static final Map<String, List<Hit>> HITS = index();

    private NameIndex() {}

    /**
     * A name that a word may be.
     *
     * @param pattern out of {@link NameStyle#PATTERNS}
     * @param number from 0 on
     */
    record Hit(String language, boolean three, String pattern, int number) {
        /** The name as a style writes it; empty where the style is one of other names. */
        String in(final NameStyle style) {
            if (!language.equals(style.language()) || three != style.three() && pattern.length() == 3) {
                return "";
            }
            final List<String> names = style.names(pattern);
            return names.isEmpty() ? "" : names.get(number);
        }
    }

    private static Map<String, List<Hit>> index() {
        final Map<String, List<Hit>> hits = new HashMap<>();
        for (final String language : NameStyle.LANGUAGES) {
            for (final List<String> patterns : List.of(
                    NameStyle.PATTERNS.stream().filter(NameStyle::isMonth).toList(),
                    NameStyle.PATTERNS.stream()
                            .filter(pattern -> !NameStyle.isMonth(pattern))
                            .toList())) {
                final Set<List<String>> known = new LinkedHashSet<>();
                for (final boolean three : new boolean[] {false, true}) {
                    for (final String pattern : patterns) {
                        final List<String> names = new NameStyle(
                                        language, NameStyle.Letters.LOWER, NameStyle.Dots.NONE, three)
                                .names(pattern);
                        if (known.add(names)) {
                            for (int i = 0; i < names.size(); i++) {
                                hits.computeIfAbsent(names.get(i), name -> new ArrayList<>())
                                        .add(new Hit(language, three, pattern, i));
                            }
                        }
                    }
                }
            }
        }
        return hits;
    }

    /** Whether a word is one letter, as the H of a Hungarian Monday: that could be anything, and shows no language. */
    private static boolean isLetter(final String name) {
        return name.length() == 1 && !Character.isIdeographic(name.charAt(0)) && name.charAt(0) < '\uAC00';
    }

    /**
     * Whether a letter stands behind a number of a date in China, Japan or Korea, with no blank before the next word.
     */
    static boolean isUnit(final char letter) {
        return "年月日時时点分秒년월일시분초".indexOf(letter) >= 0;
    }

    /** What a word without a dot may be, in letters of any case. */
    static List<Hit> find(final String word) {
        final List<Hit> found = HITS.getOrDefault(word.toLowerCase(Locale.ROOT), List.of());
        final List<Hit> turkish = HITS.getOrDefault(word.toLowerCase(TURKISH), List.of());
        if (turkish.isEmpty() || turkish.equals(found)) {
            return found;
        }
        final Set<Hit> both = new LinkedHashSet<>(found);
        both.addAll(turkish);
        return List.copyOf(both);
    }

    /** The styles of the names in a text, the likeliest first; one where there is no name. */
    static List<NameStyle> styles(final String text) {
        final Set<NameStyle> styles = new LinkedHashSet<>();
        final Set<NameStyle> unsure = new LinkedHashSet<>();
        int at = 0;
        while (at < text.length()) {
            final int end = Math.max(at + 1, endOfLetters(text, at));
            for (final int stop : ends(text, at, end)) {
                final String word = text.substring(at, stop);
                (isLetter(word) ? unsure : styles).addAll(styles(text, at, find(word)));
            }
            at = isUnit(text.charAt(at)) ? at + 1 : end;
        }
        final Set<String> languages = styles.stream().map(NameStyle::language).collect(Collectors.toSet());
        unsure.stream().filter(style -> languages.contains(style.language())).forEach(styles::add);
        return styles.isEmpty()
                ? List.of(NameStyle.ENGLISH)
                : styles.stream()
                        .sorted(Comparator.comparing((NameStyle style) -> !"en".equals(style.language()))
                                .thenComparing(style -> style.letters() != NameStyle.Letters.AS_IS)
                                .thenComparing(style -> NameStyle.LANGUAGES.indexOf(style.language())))
                        .toList();
    }

    /** Where a name that begins with a run of letters may end: Portuguese weekdays have a hyphen. */
    static List<Integer> ends(final String text, final int at, final int end) {
        if (!Character.isLetter(text.charAt(at))) {
            return List.of();
        }
        final boolean hyphen = text.startsWith("-", end) && endOfLetters(text, end + 1) > end + 1;
        return hyphen ? List.of(end, endOfLetters(text, end + 1)) : List.of(end);
    }

    static int endOfLetters(final String text, final int at) {
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The styles in which a name stands in a text at an index. */
    private static List<NameStyle> styles(final String text, final int at, final List<Hit> hits) {
        final Set<NameStyle> styles = new LinkedHashSet<>();
        for (final Hit hit : hits) {
            // Which dots a name without one stands for is shown by other texts.
            final Set<String> known = new LinkedHashSet<>();
            for (final NameStyle.Dots dots : NameStyle.Dots.values()) {
                for (final NameStyle.Letters letters : NameStyle.Letters.values()) {
                    final NameStyle style = new NameStyle(hit.language(), letters, dots, hit.three());
                    final String name = hit.in(style);
                    if (!name.isEmpty() && text.startsWith(name, at)) {
                        if (known.add(name)) {
                            styles.add(style);
                        }
                        break;
                    }
                }
            }
        }
        return List.copyOf(styles);
    }
}
