// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Generates new values with the patterns of an identifier column. It holds patterns and no values, so that none of the
 * column's values can be recovered from it.
 *
 * <p>A generator has one of five sorts of patterns: a sequence, which continues after the last value; shapes, whose
 * characters are filled with random digits and pronounceable words, or in codes of one length with random digits and
 * letters; phrases of words and numbers; a structure, such as that of JSON, whose keys stay and whose parts are
 * generated one by one; and, where values have hardly anything in common, a summary with numbers and lengths of words.
 *
 * <p>Generated words have endings that no word of the column has, so no text with a generated word of three or more
 * letters repeats a real one. Codes of digits have 10,000 or more possible values for each real one, or differ from all
 * real values in a digit that those share. Only a code of fixed length with neither, such as a postal code, may repeat
 * a real value by chance.
 *
 * @param sequence the sequence, or null
 * @param shapes the shapes, empty for another sort
 * @param phrases the phrases, empty for another sort
 * @param summary the summary of free texts, or null
 * @param endings the endings of generated words; empty for any, where all endings occur in the column
 * @param structure the parts of values with a structure, or null
 */
public record PatternGenerator(
        Sequence sequence,
        List<IdentifierShape> shapes,
        List<IdentifierPhrase> phrases,
        Summary summary,
        List<String> endings,
        TextPart structure) {
    private static final double MIN_SHAPED = .9;
    private static final double MIN_COVERED = .2;
    private static final double MIN_CODES = .95;
    /** So many orders of digits and letters are those of codes that mix them, such as colours like #3bb99e. */
    private static final int MIN_SHAPES_OF_CODES = 10;

    private static final int MAX_PATTERNS = 10_000;
    /** Maximum length of a generated text without a structure. */
    private static final int MAX_LENGTH = 10_000;

    private static final int MAX_PARTS = 5_000;

    /**
     * A sequence of numbers.
     *
     * @param prefix the text before the number
     * @param last the largest number of the column
     * @param step the difference of one number to the next
     * @param width the number of digits with leading zeros; 0 for no leading zeros
     * @param suffix the text after the number
     */
    public record Sequence(String prefix, long last, long step, int width, String suffix) {
        private static final long MAX = 100_000_000_000_000_000L;
        private static final int MAX_LENGTH = 1_000;

        public Sequence {
            if (prefix.length() > MAX_LENGTH
                    || suffix.length() > MAX_LENGTH
                    || last < 0
                    || last >= MAX
                    || step < 1
                    || step >= MAX
                    || width < 0
                    || width > 20) {
                throw new IllegalArgumentException(
                        ("A sequence has a prefix of %d and a suffix of %d characters, the last number %d, the "
                                        + "step %d and a width of %d;"
                                        + " texts may have %d characters, steps must be 1 or more, numbers may have "
                                        + "17 digits")
                                .formatted(prefix.length(), suffix.length(), last, step, width, MAX_LENGTH));
            }
        }

        String value(final long rowIndex) {
            final String number = Long.toString(last + step * (1 + rowIndex));
            return prefix + "0".repeat(Math.max(0, width - number.length())) + number + suffix;
        }
    }

    /**
     * A summary of free texts.
     *
     * @param words equally likely numbers of words
     * @param lengths equally likely lengths of words
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
        if (shapes.size() + phrases.size() > MAX_PATTERNS
                || endings.stream().anyMatch(ending -> ending.length() != Words.ENDING_LENGTH)) {
            throw new IllegalArgumentException(("An identifier's generator has %d shapes, %d phrases and %d endings;"
                            + " it may have %d shapes and phrases, and endings of %d letters")
                    .formatted(shapes.size(), phrases.size(), endings.size(), MAX_PATTERNS, Words.ENDING_LENGTH));
        }
        if (sequence == null && shapes.isEmpty() && phrases.isEmpty() && summary == null && structure == null) {
            throw new IllegalArgumentException(
                    "An identifier's generator has no sequence, shape, phrase, structure or summary; it needs one");
        }
        if (structure != null && structure.size() > MAX_PARTS) {
            throw new IllegalArgumentException("The values of an identifier have %,d parts; they may have %,d"
                    .formatted(structure.size(), MAX_PARTS));
        }
    }

    /** A generator of values without a structure. */
    public PatternGenerator(
            final Sequence sequence,
            final List<IdentifierShape> shapes,
            final List<IdentifierPhrase> phrases,
            final Summary summary,
            final List<String> endings) {
        this(sequence, shapes, phrases, summary, endings, null);
    }

    /** Learns the patterns of an {@link ColumnKind#IDENTIFIER} column. */
    public static PatternGenerator fit(final Table table, final int column) {
        return fit(table, column, false);
    }

    /**
     * Learns the patterns of a column.
     *
     * @param addresses whether the values are addresses, which are phrases of words and numbers
     */
    static PatternGenerator fit(final Table table, final int column, final boolean addresses) {
        final DistinctValues distinct =
                DistinctValues.of(table, column, Integer.MAX_VALUE).orElseThrow();
        if (distinct.isNumeric()) {
            throw new IllegalArgumentException("Column '%s' is of kind %s; only texts can be generated by pattern"
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
        final ValueType type = table.column(column).field().type();
        final PatternGenerator plain = learn(values, counts, type, addresses);
        final boolean structured = plain.sequence == null
                && type == ValueType.STRING
                && table.column(column).meaning() == SemanticType.KEY;
        return (structured ? CellLearner.learn(values, counts) : Optional.<TextPart>empty())
                .map(parts -> new PatternGenerator(null, List.of(), List.of(), null, List.of(), parts))
                .orElse(plain);
    }

    /** Learns the patterns of texts that have no structure. */
    static PatternGenerator learn(
            final List<String> values, final int[] counts, final ValueType type, final boolean addresses) {
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
        if (addresses) {
            // Rare phrases have too few values to learn their common words, such as those for kinds of streets.
            final List<IdentifierPhrase> common =
                    IdentifierPhrases.learn(
                                    values.stream().map(StreetWords::joined).toList(), counts, true)
                            .phrases()
                            .stream()
                            .filter(phrase -> phrase.weight() >= IdentifierShapes.MIN_LITERAL_VALUES)
                            .toList();
            if (common.stream().mapToDouble(IdentifierPhrase::weight).sum()
                    >= MIN_COVERED * Arrays.stream(counts).sum()) {
                return new PatternGenerator(null, List.of(), common, null, endings);
            }
        }
        final IdentifierShapes.Learnt codes = IdentifierShapes.learnCode(values, counts);
        final boolean mixes = codes.covered() >= MIN_CODES;
        if (mixes && shapes.shapes().size() >= MIN_SHAPES_OF_CODES) {
            return new PatternGenerator(null, codes.shapes(), List.of(), null, List.of());
        }
        if (shapes.covered() >= MIN_SHAPED && !phrases.endWithVocabulary()) {
            return new PatternGenerator(null, shapes.shapes(), List.of(), null, endings);
        }
        if (mixes) {
            return new PatternGenerator(null, codes.shapes(), List.of(), null, List.of());
        }
        if (phrases.covered() >= MIN_COVERED) {
            return new PatternGenerator(null, List.of(), phrases.phrases(), null, endings);
        }
        if (shapes.covered() >= MIN_COVERED) {
            return new PatternGenerator(null, shapes.shapes(), List.of(), null, endings);
        }
        return new PatternGenerator(null, List.of(), List.of(), summary(values), endings);
    }

    /** A generator of whole numbers with the same numbers of digits, as far as the field's type can hold them. */
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
     * Generates a value.
     *
     * @param random the source of random numbers
     * @param rowIndex the index of the row from 0, for sequences
     */
    public String next(final RandomGenerator random, final long rowIndex) {
        return next(random, rowIndex, weights(), List.of());
    }

    /** The weights of the shapes or phrases, to compute once for many values. */
    double[] weights() {
        return shapes.isEmpty()
                ? phrases.stream().mapToDouble(IdentifierPhrase::weight).toArray()
                : shapes.stream().mapToDouble(IdentifierShape::weight).toArray();
    }

    /**
     * Generates a value with real words in phrases.
     *
     * @param weights the result of {@link #weights()}
     * @param lexicon the real words; empty where words are generated
     */
    String next(final RandomGenerator random, final long rowIndex, final double[] weights, final List<String> lexicon) {
        if (structure != null) {
            final PartWriter writer = new PartWriter(random, rowIndex);
            structure.write(writer);
            return writer.text().toString();
        }
        final String text = generate(random, rowIndex, weights, lexicon);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    private String generate(
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
        for (int w = 0; w < words && text.length() < MAX_LENGTH; w++) {
            final int length =
                    summary.lengths().get(random.nextInt(summary.lengths().size()));
            final String word =
                    Words.make(w == 0 ? Math.max(length, Words.ENDING_LENGTH + 1) : length, endings, random);
            text.append(w == 0 ? "" : " ")
                    .append(w == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
        }
        return text.toString();
    }
}
