// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A pattern of words and numbers with separators.
 *
 * @param slots the words and numbers, in order
 * @param separators the texts before each slot and after the last one: one more than slots
 * @param weight the relative frequency among all phrases
 */
public record IdentifierPhrase(List<Slot> slots, List<String> separators, double weight) {
    /** Maximum length of words, such as N or Dr, that are not taken for names. */
    private static final int MAX_SHORT_WORD = 2;

    /**
     * A slot for a word or a number.
     *
     * @param kind N for a number, W for a capitalised word, w for a word in lower case, U for one in upper case
     * @param lengths equally likely lengths
     * @param vocabulary the common words of this slot (Street, Road), with repetitions by frequency; empty where words
     *     are generated
     */
    public record Slot(char kind, List<Integer> lengths, List<String> vocabulary) {
        private static final int MAX_LENGTH = 200;

        public Slot {
            lengths = List.copyOf(lengths);
            vocabulary = List.copyOf(vocabulary);
            if ("NWwU".indexOf(kind) < 0
                    || lengths.isEmpty()
                    || lengths.stream().anyMatch(length -> length < 1 || length > MAX_LENGTH)) {
                throw new IllegalArgumentException(("A slot of an identifier's phrase is of kind '%s' with %d lengths; "
                                + "it must be one of NWwU with lengths of 1 to %d")
                        .formatted(kind, lengths.size(), MAX_LENGTH));
            }
        }
    }

    public IdentifierPhrase {
        slots = List.copyOf(slots);
        separators = List.copyOf(separators);
        if (slots.isEmpty() || separators.size() != slots.size() + 1) {
            throw new IllegalArgumentException(
                    ("An identifier's phrase has %d slots and %d separators; it must have one separator "
                                    + "more than slots")
                            .formatted(slots.size(), separators.size()));
        }
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                    "The weight of an identifier's phrase is %s; it must be above 0".formatted(weight));
        }
    }

    /**
     * Generates a text.
     *
     * @param lexicon real words for the long words; empty where all words are generated
     */
    String next(final List<String> endings, final List<String> lexicon, final RandomGenerator random) {
        final List<Integer> lengths = new ArrayList<>();
        int longest = -1;
        for (int i = 0; i < slots.size(); i++) {
            final Slot slot = slots.get(i);
            lengths.add(slot.lengths().get(random.nextInt(slot.lengths().size())));
            if (slot.kind() != 'N'
                    && slot.vocabulary().isEmpty()
                    && (longest < 0 || lengths.get(i) > lengths.get(longest))) {
                longest = i;
            }
        }
        // At least one generated word must be long enough for an ending that no real value has.
        if (longest >= 0 && lengths.get(longest) < Words.ENDING_LENGTH) {
            lengths.set(longest, Words.ENDING_LENGTH + 1);
        }
        final StringBuilder text = new StringBuilder(separators.get(0));
        for (int i = 0; i < slots.size(); i++) {
            text.append(part(slots.get(i), lengths.get(i), endings, lexicon, random))
                    .append(separators.get(i + 1));
        }
        return text.toString();
    }

    private static String part(
            final Slot slot,
            final int length,
            final List<String> endings,
            final List<String> lexicon,
            final RandomGenerator random) {
        if (!slot.vocabulary().isEmpty()) {
            return slot.vocabulary().get(random.nextInt(slot.vocabulary().size()));
        }
        if (slot.kind() == 'N') {
            final StringBuilder digits = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                digits.append((char) ('0' + (i == 0 ? 1 + random.nextInt(9) : random.nextInt(10))));
            }
            return digits.toString();
        }
        final boolean real = length > MAX_SHORT_WORD && !lexicon.isEmpty();
        final String word = real ? lexicon.get(random.nextInt(lexicon.size())) : Words.make(length, endings, random);
        return switch (slot.kind()) {
            case 'W' -> Character.toUpperCase(word.charAt(0)) + word.substring(1);
            case 'U' -> word.toUpperCase(Locale.ROOT);
            default -> word.toLowerCase(Locale.ROOT);
        };
    }
}
