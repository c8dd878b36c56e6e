// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A sequence of words and numbers with what stands between them.
 *
 * @param slots the words and numbers
 * @param separators what stands before each slot, and after the last: one more than slots
 * @param weight how often the phrase occurs among all phrases
 */
public record IdentifierPhrase(List<Slot> slots, List<String> separators, double weight) {
    /** N, Dr and the like are no names. */
    private static final int SHORT_WORD = 2;

    /**
     * A word or a number.
     *
     * @param kind N number, W capitalised word, w word in lower case, U word in upper case
     * @param lengths lengths that are equally likely
     * @param vocabulary words that most rows choose from here (Street, Road), equally often as they stand; empty where
     *     words are made up
     */
    public record Slot(char kind, List<Integer> lengths, List<String> vocabulary) {
        private static final int LONGEST = 200;

        public Slot {
            lengths = List.copyOf(lengths);
            vocabulary = List.copyOf(vocabulary);
            if ("NWwU".indexOf(kind) < 0
                    || lengths.isEmpty()
                    || lengths.stream().anyMatch(length -> length < 1 || length > LONGEST)) {
                throw new IllegalArgumentException(("A part of an identifier is of kind '%s' with %d lengths; "
                                + "it must be one of NWwU with lengths of 1 to %d")
                        .formatted(kind, lengths.size(), LONGEST));
            }
        }
    }

    public IdentifierPhrase {
        slots = List.copyOf(slots);
        separators = List.copyOf(separators);
        if (slots.isEmpty() || separators.size() != slots.size() + 1) {
            throw new IllegalArgumentException(
                    ("An identifier's phrase has %d parts and %d separators; it must have one separator "
                                    + "more than parts")
                            .formatted(slots.size(), separators.size()));
        }
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                    "The weight of an identifier's phrase is %s; it must be above 0".formatted(weight));
        }
    }

    /** @param lexicon words to choose from where the phrase has a long one; empty where all are made up */
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
        // One made-up word must be long enough for an ending that no real value has.
        if (longest >= 0 && lengths.get(longest) < Words.ENDING) {
            lengths.set(longest, Words.ENDING + 1);
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
        final boolean real = length > SHORT_WORD && !lexicon.isEmpty();
        final String word = real ? lexicon.get(random.nextInt(lexicon.size())) : Words.make(length, endings, random);
        return switch (slot.kind()) {
            case 'W' -> Character.toUpperCase(word.charAt(0)) + word.substring(1);
            case 'U' -> word.toUpperCase(Locale.ROOT);
            default -> word.toLowerCase(Locale.ROOT);
        };
    }
}
