// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns the phrases of identifiers. It keeps only what several values have in common. */
final class IdentifierPhrases {
    private static final int MAX_PHRASES = 300;
    private static final int MAX_SLOTS = 60;
    private static final int MAX_WORD_LENGTH = 40;
    /** Minimum number of values with a word in a slot for the word to be in the vocabulary ... */
    private static final int MIN_COMMON_COUNT = 20;
    /** ... and minimum share of the values whose word is such a common one. */
    private static final double MIN_COMMON_SHARE = .5;
    /** Maximum number of words in a vocabulary: there are few words for kinds of things, but many names. */
    private static final int MAX_WORDS = 50;

    private static final int VOCABULARY_SIZE = 100;
    private static final int[] QUANTILES = {5, 15, 25, 35, 45, 55, 65, 75, 85, 95};
    private static final double MIN_POSSIBILITIES_PER_VALUE = 1e4;

    /**
     * The learnt phrases.
     *
     * @param phrases the common phrases
     * @param covered the share of rows with one of them
     */
    record Learnt(List<IdentifierPhrase> phrases, double covered) {
        /** Whether most covered values end with a word of a vocabulary, which shapes cannot represent. */
        boolean endWithVocabulary() {
            double all = 0;
            double ending = 0;
            for (final IdentifierPhrase phrase : phrases) {
                all += phrase.weight();
                ending += phrase.slots()
                                .get(phrase.slots().size() - 1)
                                .vocabulary()
                                .isEmpty()
                        ? 0
                        : phrase.weight();
            }
            return ending > MIN_COMMON_SHARE * all;
        }
    }

    /** The values with the same phrase. */
    private static final class Group {
        private final List<String> separators;
        private final String kinds;
        private final List<List<String>> parts = new ArrayList<>();
        private long rows;

        Group(final Parsed parsed) {
            separators = parsed.separators;
            kinds = parsed.kinds.toString();
            parsed.parts.forEach(part -> parts.add(new ArrayList<>()));
        }

        int values() {
            return parts.get(0).size();
        }
    }

    /** A text split into words, numbers and separators. */
    static final class Parsed {
        private final List<String> parts = new ArrayList<>();
        private final List<String> separators = new ArrayList<>();
        private final StringBuilder kinds = new StringBuilder();

        Parsed(final String text) {
            int at = 0;
            while (true) {
                final int from = at;
                while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
                    at++;
                }
                separators.add(text.substring(from, at));
                if (at == text.length()) {
                    return;
                }
                final int start = at;
                final boolean digits = Character.isDigit(text.charAt(at));
                while (at < text.length()
                        && (digits ? Character.isDigit(text.charAt(at)) : Character.isLetter(text.charAt(at)))) {
                    at++;
                }
                final String part = text.substring(start, at);
                parts.add(part);
                kinds.append(digits ? 'N' : kind(part));
            }
        }

        private static char kind(final String word) {
            if (!Character.isUpperCase(word.charAt(0))) {
                return 'w';
            }
            return word.length() > 1 && word.chars().allMatch(Character::isUpperCase) ? 'U' : 'W';
        }

        List<String> parts() {
            return parts;
        }

        private String signature() {
            return kinds + "\n" + String.join("\n", separators);
        }
    }

    private IdentifierPhrases() {}

    static Learnt learn(final List<String> values, final int[] counts) {
        return learn(values, counts, false);
    }

    /**
     * Learns the phrases of values.
     *
     * @param addresses whether the values are addresses, which have words of a vocabulary also at their start
     */
    static Learnt learn(final List<String> values, final int[] counts, final boolean addresses) {
        final Map<String, Group> groups = new LinkedHashMap<>();
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            final Parsed parsed = new Parsed(values.get(i));
            final int slots = parsed.parts.size();
            if (slots > 0
                    && slots <= MAX_SLOTS
                    && parsed.parts.stream().allMatch(part -> part.length() <= MAX_WORD_LENGTH)) {
                final Group group = groups.computeIfAbsent(parsed.signature(), key -> new Group(parsed));
                for (int s = 0; s < slots; s++) {
                    group.parts.get(s).add(parsed.parts.get(s));
                }
                group.rows += counts[i];
            }
        }
        final List<Group> common = groups.values().stream()
                .filter(group -> group.values() >= IdentifierShapes.MIN_VALUES)
                .sorted((a, b) -> Long.compare(b.rows, a.rows))
                .limit(MAX_PHRASES)
                .toList();
        final List<IdentifierPhrase> phrases = new ArrayList<>();
        long covered = 0;
        for (final Group group : common) {
            phrases.add(phrase(group, addresses));
            covered += group.rows;
        }
        return new Learnt(phrases, total == 0 ? 0 : (double) covered / total);
    }

    private static IdentifierPhrase phrase(final Group group, final boolean addresses) {
        final int last = group.parts.size() - 1;
        final boolean onlyNumbers = group.kinds.chars().allMatch(kind -> kind == 'N');
        double possibilities = 1;
        for (final List<String> parts : group.parts) {
            possibilities *= Math.pow(10, quantiles(lengths(parts)).get(QUANTILES.length / 2));
        }
        // Values of numbers only (house or flat numbers) get more digits where they would often repeat real ones.
        final boolean needsMoreDigits = onlyNumbers && possibilities < MIN_POSSIBILITIES_PER_VALUE * group.values();
        final List<List<String>> vocabularies = addresses ? vocabulariesOfAddresses(group) : vocabularies(group);
        final List<IdentifierPhrase.Slot> slots = new ArrayList<>();
        for (int place = 0; place <= last; place++) {
            final int s = place;
            final char kind = group.kinds.charAt(s);
            final List<Integer> lengths = quantiles(lengths(group.parts.get(s)));
            final int longest =
                    group.parts.get(s).stream().mapToInt(String::length).max().orElse(0);
            slots.add(new IdentifierPhrase.Slot(
                    kind,
                    lengths.stream()
                            .map(length -> needsMoreDigits && s == last ? Math.max(length, longest) + 1 : length)
                            .toList(),
                    vocabularies.get(s)));
        }
        return new IdentifierPhrase(slots, group.separators, group.rows);
    }

    /**
     * The vocabularies of the last words (of a street, of a mail address), as long as a generated word precedes them.
     */
    private static List<List<String>> vocabularies(final Group group) {
        final List<List<String>> vocabularies = new ArrayList<>(Collections.nCopies(group.parts.size(), List.of()));
        for (int s = group.parts.size() - 1; s > 0 && group.kinds.charAt(s) != 'N'; s--) {
            final List<String> words =
                    group.kinds.substring(0, s).matches("N*") ? List.of() : vocabulary(group.parts.get(s));
            if (words.isEmpty()) {
                break;
            }
            vocabularies.set(s, words);
        }
        return vocabularies;
    }

    /**
     * The vocabularies of addresses: of every word (Rue, Calle, Road) except the one with the most distinct values,
     * which is generated.
     */
    private static List<List<String>> vocabulariesOfAddresses(final Group group) {
        final List<List<String>> vocabularies = new ArrayList<>(Collections.nCopies(group.parts.size(), List.of()));
        int name = -1;
        int max = 0;
        for (int s = 0; s < group.parts.size(); s++) {
            final int distinct = new HashSet<>(group.parts.get(s)).size();
            if (group.kinds.charAt(s) != 'N' && distinct > max) {
                name = s;
                max = distinct;
            }
        }
        for (int s = 0; s < group.parts.size(); s++) {
            if (group.kinds.charAt(s) != 'N' && s != name) {
                vocabularies.set(s, vocabulary(group.parts.get(s)));
            }
        }
        return vocabularies;
    }

    private static List<Integer> lengths(final List<String> parts) {
        return new ArrayList<>(parts.stream().map(String::length).toList());
    }

    static List<Integer> quantiles(final List<Integer> values) {
        Collections.sort(values);
        final List<Integer> quantiles = new ArrayList<>();
        for (final int quantile : QUANTILES) {
            quantiles.add(values.get((int) ((long) quantile * (values.size() - 1) / 100)));
        }
        return quantiles;
    }

    /** The common words of a slot, repeated by frequency; empty where most words of the slot are rare. */
    private static List<String> vocabulary(final List<String> words) {
        final Map<String, Integer> counts = new HashMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        counts.values().removeIf(count -> count < MIN_COMMON_COUNT);
        final int filled = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (counts.size() > MAX_WORDS || filled < MIN_COMMON_SHARE * words.size()) {
            return List.of();
        }
        final List<String> vocabulary = new ArrayList<>();
        counts.keySet().stream()
                .sorted()
                .forEach(word -> vocabulary.addAll(Collections.nCopies(
                        (int) Math.max(1, (long) VOCABULARY_SIZE * counts.get(word) / filled), word)));
        return vocabulary;
    }
}
