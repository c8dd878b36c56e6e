// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists of a few words, such as {@code red; green}: each text has some of the words that many texts have. */
final class ListStructure extends CellStructure {
    private static final List<String> SEPARATORS = List.of("; ", ";", " | ", "|", ", ", ",");
    /** Minimum number of words in a text, on average. */
    private static final double MIN_ELEMENTS = 1.5;
    /** Minimum number of texts that share a word. */
    private static final int MIN_SHARED = 5;

    private static final int MAX_WORDS = 200;

    private final String separator;
    private final Set<String> words;

    private ListStructure(final String separator, final Set<String> words) {
        this.separator = separator;
        this.words = words;
    }

    static Optional<ListStructure> find(final List<String> sample) {
        for (final String separator : SEPARATORS) {
            final Map<String, Integer> counts = new HashMap<>();
            for (final String text : sample) {
                for (final String word : new HashSet<>(split(text, separator))) {
                    counts.merge(word, 1, Integer::sum);
                }
            }
            final long elements =
                    counts.values().stream().mapToLong(Integer::intValue).sum();
            counts.values().removeIf(count -> count < MIN_SHARED);
            counts.remove("");
            final ListStructure found = new ListStructure(separator, Set.copyOf(counts.keySet()));
            if (elements >= MIN_ELEMENTS * sample.size() && counts.size() <= MAX_WORDS && found.fits(sample)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static List<String> split(final String text, final String separator) {
        return Arrays.asList(text.split(Pattern.quote(separator), -1));
    }

    @Override
    CellPart parts(final String text) {
        final List<String> elements = split(text, separator);
        return words.containsAll(elements)
                ? new CellPart.Elements(
                        "",
                        elements.stream()
                                .map(word -> (CellPart) new CellPart.Value(word, false))
                                .toList(),
                        separator,
                        "")
                : null;
    }

    @Override
    public String label() {
        return "lists of words";
    }

    @Override
    public boolean isCertain() {
        return false;
    }
}
