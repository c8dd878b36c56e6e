// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Learns the shapes of identifiers from their distinct values. It keeps only what several values have in common. */
final class IdentifierShapes {
    /** Minimum number of distinct values of a shape. */
    static final int MIN_VALUES = 5;
    /** Minimum number of distinct values that must have the same letter or digit for it to be kept. */
    static final int MIN_LITERAL_VALUES = 20;

    private static final int MAX_SHAPES = 500;
    private static final int MAX_LENGTH = 200;
    /** Minimum number of possible values per real value; with fewer, a shape would repeat real values too often. */
    private static final double MIN_POSSIBILITIES_PER_VALUE = 1e4;
    /** Minimum share of rows with the same length for the length to be fixed. */
    private static final double FIXED_LENGTH_SHARE = .9;

    private static final int EXTRA_DIGITS = 2;
    private static final int MIN_WORD_LENGTH = 5;

    /** The distinct values of one shape, as the set of characters at each position. */
    private static final class Group {
        private final BitSet[] positions;
        private final int first;
        private int values;
        private long rows;

        Group(final int length, final int first) {
            positions = new BitSet[length];
            for (int i = 0; i < length; i++) {
                positions[i] = new BitSet();
            }
            this.first = first;
        }

        void add(final String text, final int count) {
            for (int i = 0; i < positions.length; i++) {
                positions[i].set(text.charAt(i));
            }
            values++;
            rows += count;
        }
    }

    /**
     * The learnt shapes.
     *
     * @param shapes the common shapes
     * @param covered the share of rows with one of them
     */
    record Learnt(List<IdentifierShape> shapes, double covered) {}

    private IdentifierShapes() {}

    /**
     * Learns the shapes of values.
     *
     * @param endings endings of words that no value has; empty where all occur
     */
    static Learnt learn(
            final List<String> values, final int[] counts, final boolean number, final List<String> endings) {
        final Map<String, Group> groups = new HashMap<>();
        long total = 0;
        final Map<Integer, Long> lengths = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            final String text = values.get(i);
            total += counts[i];
            lengths.merge(text.length(), (long) counts[i], Long::sum);
            if (!text.isEmpty() && text.length() <= MAX_LENGTH) {
                final int order = groups.size();
                groups.computeIfAbsent(signature(text), key -> new Group(text.length(), order))
                        .add(text, counts[i]);
            }
        }
        final double rows = total;
        final boolean fixedLength = lengths.values().stream().anyMatch(count -> count >= FIXED_LENGTH_SHARE * rows);
        final List<Group> common = common(groups);
        final List<IdentifierShape> shapes = new ArrayList<>();
        long covered = 0;
        for (final Group group : common) {
            final IdentifierShape shape = widen(shape(group, number), group.values, fixedLength || number, endings);
            if (!shape.mask().matches("=+")) {
                shapes.add(shape);
                covered += group.rows;
            }
        }
        return new Learnt(shapes, total == 0 ? 0 : (double) covered / total);
    }

    /** Learns one shape for all codes of a length in which digits and letters mix freely, such as UUIDs. */
    static Learnt learnCode(final List<String> values, final int[] counts) {
        final Map<Integer, Group> groups = new HashMap<>();
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            final String text = values.get(i);
            total += counts[i];
            if (!text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isWhitespace)) {
                final int order = groups.size();
                groups.computeIfAbsent(text.length(), key -> new Group(text.length(), order))
                        .add(text, counts[i]);
            }
        }
        final List<IdentifierShape> shapes = new ArrayList<>();
        long covered = 0;
        for (final Group group : groups.values().stream()
                .sorted(Comparator.comparingInt(g -> g.first))
                .toList()) {
            if (group.values >= MIN_LITERAL_VALUES && mixes(group)) {
                shapes.add(shape(group, false));
                covered += group.rows;
            }
        }
        return new Learnt(shapes, total == 0 ? 0 : (double) covered / total);
    }

    private static List<Group> common(final Map<String, Group> groups) {
        return groups.values().stream()
                .filter(group -> group.values >= MIN_VALUES)
                .sorted(Comparator.comparingLong((Group group) -> -group.rows).thenComparingInt(group -> group.first))
                .limit(MAX_SHAPES)
                .toList();
    }

    /**
     * Whether some position has both digits and letters, and every position with another character has the same one in
     * all values.
     */
    private static boolean mixes(final Group group) {
        boolean mixed = false;
        for (final BitSet place : group.positions) {
            final boolean digits = place.stream().anyMatch(c -> c >= '0' && c <= '9');
            final boolean letters = place.stream().anyMatch(Character::isLetter);
            mixed |= digits && letters;
            if (place.stream().anyMatch(c -> !Character.isLetterOrDigit(c)) && place.cardinality() > 1) {
                return false;
            }
        }
        return mixed;
    }

    /** The text with each letter and digit replaced by its class; other characters stay. */
    static String signature(final String text) {
        final StringBuilder signature = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            signature.append(kind(text.charAt(i)));
        }
        return signature.toString();
    }

    private static char kind(final char c) {
        if (Character.isDigit(c)) {
            return 'd';
        }
        if (Character.isLetter(c)) {
            return Character.isUpperCase(c) ? 'U' : 'l';
        }
        return c;
    }

    private static IdentifierShape shape(final Group group, final boolean number) {
        final int length = group.positions.length;
        // Whether digits are hexadecimal is decided for the whole text, because a single position may lack letters by
        // chance.
        final BitSet all = new BitSet();
        for (final BitSet place : group.positions) {
            if (isMixed(place)) {
                all.or(place);
            }
        }
        final StringBuilder mask = new StringBuilder(length);
        final StringBuilder literals = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            final BitSet place = group.positions[i];
            final char only = (char) place.nextSetBit(0);
            // A letter that all values share is kept at the start of a word, but not after generated letters, which
            // need an ending.
            final boolean inWord = i > 0 && IdentifierShape.isLetter(mask.charAt(i - 1)) && Character.isLetter(only);
            final boolean agreed = place.cardinality() == 1
                    && !inWord
                    && (!Character.isLetterOrDigit(only) || group.values >= MIN_LITERAL_VALUES);
            final boolean startsNumber = i == 0 || !Character.isDigit((char) group.positions[i - 1].nextSetBit(0));
            mask.append(agreed ? '=' : place(place, all, startsNumber || number && i == 0));
            literals.append(agreed ? only : ' ');
        }
        return new IdentifierShape(mask.toString(), literals.toString(), group.rows);
    }

    private static boolean isMixed(final BitSet place) {
        return place.stream().anyMatch(Character::isDigit) && place.stream().anyMatch(Character::isLetter);
    }

    private static char place(final BitSet place, final BitSet mixed, final boolean startsNumber) {
        if (isMixed(place)) {
            final boolean upper = mixed.stream().anyMatch(Character::isUpperCase);
            final boolean lower = mixed.stream().anyMatch(c -> Character.isLetter(c) && !Character.isUpperCase(c));
            final boolean hex = mixed.stream().allMatch(c -> Character.digit(c, 16) >= 0);
            if (upper && lower) {
                return 'm';
            }
            if (hex) {
                return upper ? 'X' : 'x';
            }
            return upper ? 'A' : 'a';
        }
        if (Character.isDigit((char) place.nextSetBit(0))) {
            return startsNumber && !place.get('0') ? 'D' : 'd';
        }
        return place.stream().allMatch(Character::isUpperCase) ? 'U' : 'l';
    }

    /**
     * Widens a shape so that a generated value repeats a real one rarely or never. A word that can take an unused
     * ending stays; a short word grows to {@value #MIN_WORD_LENGTH} letters; in a code of fixed length one digit that
     * all values share is changed; other numbers get two digits more. Only a short code without such a digit, such as a
     * postal code, may repeat a real value by chance.
     */
    private static IdentifierShape widen(
            final IdentifierShape shape, final int values, final boolean fixedLength, final List<String> endings) {
        final int word = longestWord(shape.mask());
        final int letters = word < 0 ? 0 : wordLength(shape.mask(), word);
        if (letters >= Words.ENDING_LENGTH && !endings.isEmpty()
                || possibilities(shape.mask()) >= MIN_POSSIBILITIES_PER_VALUE * values) {
            return shape;
        }
        if (letters > 0 && !fixedLength) {
            final int more = Math.max(1, MIN_WORD_LENGTH - letters) + (endings.isEmpty() ? 2 : 0);
            final char kind = letters > 1 && shape.mask().charAt(word + letters - 1) == 'U' ? 'U' : 'l';
            return insert(shape, word + letters, String.valueOf(kind).repeat(more));
        }
        final int shared = lastSharedDigit(shape);
        if (shared > 0) {
            return changeDigit(shape, shared);
        }
        final int digits = Math.max(shape.mask().lastIndexOf('d'), shape.mask().lastIndexOf('D'));
        return fixedLength || digits < 0 ? shape : insert(shape, digits + 1, "d".repeat(EXTRA_DIGITS));
    }

    private static IdentifierShape insert(final IdentifierShape shape, final int at, final String more) {
        return new IdentifierShape(
                shape.mask().substring(0, at) + more + shape.mask().substring(at),
                shape.literals().substring(0, at)
                        + " ".repeat(more.length())
                        + shape.literals().substring(at),
                shape.weight());
    }

    private static int lastSharedDigit(final IdentifierShape shape) {
        for (int i = shape.literals().length() - 1; i > 0; i--) {
            if (Character.isDigit(shape.literals().charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static IdentifierShape changeDigit(final IdentifierShape shape, final int at) {
        final char digit = shape.literals().charAt(at);
        final char other = digit == '9' ? '8' : (char) (digit + 1);
        return new IdentifierShape(
                shape.mask(),
                shape.literals().substring(0, at) + other + shape.literals().substring(at + 1),
                shape.weight());
    }

    private static int longestWord(final String mask) {
        int best = -1;
        int length = 0;
        for (int i = 0; i < mask.length(); i++) {
            final int here = wordLength(mask, i);
            if (here > length) {
                best = i;
                length = here;
            }
        }
        return best;
    }

    private static int wordLength(final String mask, final int from) {
        int end = from;
        while (end < mask.length() && IdentifierShape.isLetter(mask.charAt(end))) {
            end++;
        }
        return end - from;
    }

    private static double possibilities(final String mask) {
        double product = 1;
        for (int i = 0; i < mask.length(); i++) {
            product *= switch (mask.charAt(i)) {
                case '=' -> 1;
                case 'x', 'X' -> 16;
                case 'a', 'A', 'm' -> 36;
                case 'l', 'U' -> 8;
                default -> 10;
            };
        }
        return product;
    }
}
