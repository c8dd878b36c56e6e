// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes new values in the form of an identifier's column. It knows forms, not values: none of the column's values can
 * be had from it.
 *
 * <p>One of four ways fits a column, the first that does: a sequence goes on after its end; codes of one length draw
 * each character from what its place allows; shapes that several values share are filled with random digits and words
 * that can be pronounced; phrases of words and numbers likewise; and where hardly anything is shared, lengths alone are
 * kept.
 *
 * <p>Made-up words end on letters that no word of the column ends on, so no text with a word of three or more letters
 * repeats a real one. Codes of digits have 10,000 or more possibilities for each real value, or differ from all real
 * values in a digit that those share; only a code of fixed length with neither, such as a postal code, may repeat one
 * by chance.
 *
 * @param sequence the sequence, or null
 * @param shapes shapes, empty where another way fits
 * @param phrases phrases, empty where another way fits
 * @param summary lengths of free texts, or null
 * @param endings what made-up words end on; empty where all endings occur in the column
 */
public record PatternGenerator(
        Sequence sequence,
        List<IdentifierShape> shapes,
        List<IdentifierPhrase> phrases,
        Summary summary,
        List<String> endings) {
    private static final double MAX_SHAPED = .9;
    private static final double ENOUGH = .2;
    private static final double ALMOST_ALL = .95;
    private static final int MAX_FORMS = 10_000;
    /** No made-up text is longer, whatever its form says. */
    private static final int LONGEST = 10_000;

    /**
     * Numbers that follow each other.
     *
     * @param prefix what stands before the number
     * @param last the greatest number of the column
     * @param step the distance of one number to the next
     * @param width digits of the number, filled with zeros; 0 where there are no leading zeros
     * @param suffix what stands behind the number
     */
    public record Sequence(String prefix, long last, long step, int width, String suffix) {
        private static final long MAX = 100_000_000_000_000_000L;
        private static final int LONGEST = 1_000;

        public Sequence {
            if (prefix.length() > LONGEST
                    || suffix.length() > LONGEST
                    || last < 0
                    || last >= MAX
                    || step < 1
                    || step >= MAX
                    || width < 0
                    || width > 20) {
                throw new IllegalArgumentException(
                        ("A sequence between texts of %d and %d letters goes on after %d by %d with %d digits;"
                                        + " texts have at most %d, steps are at least 1, numbers have at most "
                                        + "17 digits")
                                .formatted(prefix.length(), suffix.length(), last, step, width, LONGEST));
            }
        }

        String value(final long rowIndex) {
            final String number = Long.toString(last + step * (1 + rowIndex));
            return prefix + "0".repeat(Math.max(0, width - number.length())) + number + suffix;
        }
    }

    /**
     * Free text.
     *
     * @param words numbers of words that are equally likely
     * @param lengths lengths of words that are equally likely
     */
    public record Summary(List<Integer> words, List<Integer> lengths) {
        public Summary {
            words = List.copyOf(words);
            lengths = List.copyOf(lengths);
            if (words.isEmpty()
                    || lengths.isEmpty()
                    || words.stream().anyMatch(n -> n < 1 || n > 100_000)
                    || lengths.stream().anyMatch(n -> n < 1 || n > 1_000)) {
                throw new IllegalArgumentException(
                        "The summary of a text must have numbers of words (1 to 100,000) and their lengths "
                                + "(1 to 1,000)");
            }
        }
    }

    public PatternGenerator {
        shapes = shapes == null ? List.of() : List.copyOf(shapes);
        phrases = phrases == null ? List.of() : List.copyOf(phrases);
        endings = endings == null ? List.of() : List.copyOf(endings);
        if (shapes.size() + phrases.size() > MAX_FORMS
                || endings.stream().anyMatch(ending -> ending.length() != Words.ENDING)) {
            throw new IllegalArgumentException(("An identifier's generator has %d shapes, %d phrases and %d endings;"
                            + " it may have %d forms, endings of %d letters")
                    .formatted(shapes.size(), phrases.size(), endings.size(), MAX_FORMS, Words.ENDING));
        }
        if (sequence == null && shapes.isEmpty() && phrases.isEmpty() && summary == null) {
            throw new IllegalArgumentException(
                    "An identifier's generator knows no sequence, shape, phrase or summary; it needs one " + "of them");
        }
    }

    /** Learns from an {@link ColumnKind#IDENTIFIER} column. */
    public static PatternGenerator fit(final Table table, final int column) {
        return fit(table, column, false);
    }

    /** @param worded whether the values are words and numbers in any case, such as addresses */
    static PatternGenerator fit(final Table table, final int column, final boolean worded) {
        final DistinctValues distinct =
                DistinctValues.of(table, column, Integer.MAX_VALUE).orElseThrow();
        if (distinct.isNumeric()) {
            throw new IllegalArgumentException("Column '%s' is of kind %s; only texts can be made anew"
                    .formatted(table.column(column).name(), table.column(column).kind()));
        }
        final List<String> values = new ArrayList<>();
        for (int l = 0; l < distinct.count(); l++) {
            if (!distinct.isMissing(l)) {
                values.add(distinct.text(l));
            }
        }
        final int[] counts = new int[values.size()];
        Arrays.setAll(counts, distinct::size);
        return learn(values, counts, table.column(column).field().type(), worded);
    }

    private static PatternGenerator learn(
            final List<String> values, final int[] counts, final ValueType type, final boolean worded) {
        final boolean number = type != ValueType.STRING && type != ValueType.CHAR;
        if (Arrays.stream(counts).allMatch(count -> count == 1)) {
            final Sequence sequence = IdentifierSequences.find(values);
            if (sequence != null) {
                return new PatternGenerator(sequence, List.of(), List.of(), null, List.of());
            }
        }
        final List<String> endings = number ? List.of() : Words.unusedEndings(values);
        final IdentifierShapes.Learnt shapes = IdentifierShapes.learn(values, counts, number, endings);
        if (number) {
            return numbers(shapes, type);
        }
        final IdentifierPhrases.Learnt phrases = IdentifierPhrases.learn(values, counts);
        if (worded) {
            // Rare phrases are too few to know their common words, such as those for kinds of streets.
            final List<IdentifierPhrase> common =
                    IdentifierPhrases.learn(
                                    values.stream().map(StreetWords::joined).toList(), counts, true)
                            .phrases()
                            .stream()
                            .filter(phrase -> phrase.weight() >= IdentifierShapes.LITERAL)
                            .toList();
            if (common.stream().mapToDouble(IdentifierPhrase::weight).sum()
                    >= ENOUGH * Arrays.stream(counts).sum()) {
                return new PatternGenerator(null, List.of(), common, null, endings);
            }
        }
        if (shapes.covered() >= MAX_SHAPED && !phrases.haveVocabulary()) {
            return new PatternGenerator(null, shapes.shapes(), List.of(), null, endings);
        }
        final IdentifierShapes.Learnt codes = IdentifierShapes.learnCode(values, counts);
        if (codes.covered() >= ALMOST_ALL) {
            return new PatternGenerator(null, codes.shapes(), List.of(), null, List.of());
        }
        if (phrases.covered() >= ENOUGH) {
            return new PatternGenerator(null, List.of(), phrases.phrases(), null, endings);
        }
        if (shapes.covered() >= ENOUGH) {
            return new PatternGenerator(null, shapes.shapes(), List.of(), null, endings);
        }
        return new PatternGenerator(null, List.of(), List.of(), summary(values), endings);
    }

    /** Whole numbers: of the same digits, but never more than the field's type can hold. */
    private static PatternGenerator numbers(final IdentifierShapes.Learnt shapes, final ValueType type) {
        final int max = switch (type) {
            case BYTE -> 2;
            case SHORT -> 4;
            case INT -> 9;
            default -> 18;
        };
        final List<IdentifierShape> fitting = shapes.shapes().stream()
                .filter(shape -> shape.mask().length() <= max)
                .toList();
        return new PatternGenerator(
                null,
                fitting.isEmpty()
                        ? List.of(new IdentifierShape("D" + "d".repeat(max - 1), " ".repeat(max), 1))
                        : fitting,
                List.of(),
                null,
                List.of());
    }

    private static Summary summary(final List<String> values) {
        final List<Integer> words = new ArrayList<>();
        final List<Integer> lengths = new ArrayList<>();
        for (final String value : values) {
            final List<String> parts = new IdentifierPhrases.Parsed(value).parts();
            words.add(Math.max(1, Math.min(parts.size(), 100_000)));
            parts.forEach(part -> lengths.add(Math.min(part.length(), 1_000)));
        }
        if (values.isEmpty()) {
            return new Summary(List.of(1), List.of(8));
        }
        return new Summary(
                IdentifierPhrases.quantiles(words),
                lengths.isEmpty() ? List.of(8) : IdentifierPhrases.quantiles(lengths));
    }

    /**
     * A new value.
     *
     * @param random what it is drawn with
     * @param rowIndex the number of the row from 0, by which sequences count
     */
    public String next(final RandomGenerator random, final long rowIndex) {
        return next(random, rowIndex, weights(), List.of());
    }

    /** How often each form occurs, to be had once for many values. */
    double[] weights() {
        return shapes.isEmpty()
                ? phrases.stream().mapToDouble(IdentifierPhrase::weight).toArray()
                : shapes.stream().mapToDouble(IdentifierShape::weight).toArray();
    }

    /**
     * The same, where phrases take real words instead of made-up ones.
     *
     * @param weights what {@link #weights()} gave
     * @param lexicon the words; empty where they are to be made up
     */
    String next(final RandomGenerator random, final long rowIndex, final double[] weights, final List<String> lexicon) {
        final String text = form(random, rowIndex, weights, lexicon);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private String form(
            final RandomGenerator random, final long rowIndex, final double[] weights, final List<String> lexicon) {
        if (sequence != null) {
            return sequence.value(rowIndex);
        }
        if (!shapes.isEmpty()) {
            return shapes.get(draw(weights, random)).next(endings, random);
        }
        if (!phrases.isEmpty()) {
            return phrases.get(draw(weights, random)).next(endings, lexicon, random);
        }
        return text(random);
    }

    static int draw(final double[] weights, final RandomGenerator random) {
        double left = 0;
        for (final double weight : weights) {
            left += weight;
        }
        left *= random.nextDouble();
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    private String text(final RandomGenerator random) {
        final int words = summary.words().get(random.nextInt(summary.words().size()));
        final StringBuilder text = new StringBuilder();
        for (int w = 0; w < words && text.length() < LONGEST; w++) {
            final int length =
                    summary.lengths().get(random.nextInt(summary.lengths().size()));
            final String word = Words.make(w == 0 ? Math.max(length, Words.ENDING + 1) : length, endings, random);
            text.append(w == 0 ? "" : " ")
                    .append(w == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
        }
        return text.toString();
    }
}
