// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

    /** The styles in which a name stands in a text at an index. */
    static List<NameStyle> styles(final String text, final int at, final List<Hit> hits) {
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
