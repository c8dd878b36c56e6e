// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.form.FormFinder;
import io.nifigan.form.FormMixture;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.text.CellStructure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Learns the values that a part of cells has: words that many cells share, numbers, and other texts. */
final class ValueLearner {
    /** A number that can be written with as many decimals again. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,17})?(?:[eE][+-]?\\d{1,2})?");

    private static final Pattern WHOLE = Pattern.compile("-?\\d+");
    private static final int MAX_WORDS = 1_000;
    private static final int MAX_WORD = 10_000;
    private static final int FEW_WORDS = 50;
    /** Minimum share of values that are common words, or none is kept. */
    private static final double MIN_COMMON = .5;
    /** Minimum share of values of a sort; fewer are left out. */
    private static final double MIN_SHARE = .01;
    /** Minimum share of whole numbers that are different in all cells for them to be keys ... */
    private static final double ALMOST_ALL = .9;
    /** ... and their minimum number of digits. */
    private static final int MIN_KEY_DIGITS = 4;

    private static final int BOXES = 100;
    private static final int MAX_DECIMALS = 20;
    private static final int DECIMALS = 20;
    /** Minimum share of the numbers with most decimals that end with a zero, where such zeros are written. */
    private static final double ENDING_WITH_ZERO = .04;
    /** One minus the minimum share of numbers with all decimals, where zeros at their ends are not written. */
    private static final double WITHOUT_ZERO = .2;

    private enum Sort {
        WORD,
        NUMBER,
        OTHER
    }

    private ValueLearner() {}

    static boolean isNumber(final String text) {
        return NUMBER.matcher(text).matches();
    }

    /**
     * Learns the values of a part.
     *
     * @param values the value in each cell that has the part
     * @param name the part's name, or an empty text
     * @param quoting how texts are written; numbers are only found where there is none
     */
    static TextPart learn(final List<String> values, final String name, final PartText.Quoting quoting) {
        final Map<String, Integer> counts = counts(values);
        final boolean words = commonShare(counts) >= MIN_COMMON;
        final Map<Sort, List<String>> sorts = new EnumMap<>(Sort.class);
        for (final String value : values) {
            final Sort sort = words && isCommon(value, counts.get(value))
                    ? Sort.WORD
                    : quoting == PartText.Quoting.NONE && isNumber(value) ? Sort.NUMBER : Sort.OTHER;
            sorts.computeIfAbsent(sort, key -> new ArrayList<>()).add(value);
        }
        final int most = sorts.values().stream().mapToInt(List::size).max().orElse(0);
        sorts.values().removeIf(sort -> sort.size() < most && isFew(sort.size(), values.size()));
        final List<TextPart> parts = new ArrayList<>();
        final List<Double> weights = new ArrayList<>();
        sorts.forEach((sort, all) -> {
            parts.add(
                    switch (sort) {
                        case WORD -> texts(all, name, quoting);
                        case NUMBER -> isKey(all) ? digits(all) : number(all);
                        case OTHER -> forms(all, name, quoting).orElseGet(() -> texts(all, name, quoting));
                    });
            weights.add((double) all.size());
        });
        return parts.size() == 1 ? parts.getFirst() : new TextPart.Choice(parts, weights);
    }

    private static boolean isFew(final int some, final int all) {
        return some < Math.max(CellLearner.MIN_SHARED, MIN_SHARE * all);
    }

    /** Dates, times and numbers that are written as texts; empty where most texts are none. */
    private static Optional<TextPart> forms(
            final List<String> values, final String name, final PartText.Quoting quoting) {
        if (isKey(values) || !detected(values, name).column(0).kind().isNumeric()) {
            return Optional.empty();
        }
        final Map<String, Integer> counts = counts(values);
        return FormFinder.find(List.copyOf(counts.keySet()), sizes(counts)).flatMap(mixture -> {
            final Map<String, List<double[]>> points = new LinkedHashMap<>();
            final List<String> rest = new ArrayList<>();
            for (final String value : values) {
                final FormMixture.Reading reading = mixture.read(value);
                if (Double.isNaN(reading.value())) {
                    rest.add(value);
                } else {
                    points.computeIfAbsent(mixture.specs().get(reading.form()), key -> new ArrayList<>())
                            .add(new double[] {reading.value()});
                }
            }
            points.values().removeIf(form -> form.size() < CellLearner.MIN_SHARED);
            if (points.isEmpty()) {
                return Optional.empty();
            }
            final TextPart part = new PartForms(
                    quoting,
                    mixture.content(),
                    List.copyOf(points.keySet()),
                    points.values().stream()
                            .map(form -> NumberBoxes.fit(form.toArray(double[][]::new), BOXES))
                            .toList(),
                    points.values().stream().map(form -> (double) form.size()).toList());
            return Optional.of(
                    isFew(rest.size(), values.size())
                            ? part
                            : new TextPart.Choice(
                                    List.of(part, texts(rest, name, quoting)),
                                    List.of((double) (values.size() - rest.size()), (double) rest.size())));
        });
    }

    private static int[] sizes(final Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).toArray();
    }

    private static Map<String, Integer> counts(final List<String> values) {
        final Map<String, Integer> counts = new LinkedHashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private static boolean isCommon(final String word, final int count) {
        return count >= CellLearner.MIN_SHARED && word.length() <= MAX_WORD;
    }

    /** The share of values that are common words; 0 where there are too many different ones to be words. */
    private static double commonShare(final Map<String, Integer> counts) {
        long all = 0;
        long common = 0;
        int words = 0;
        for (final Map.Entry<String, Integer> word : counts.entrySet()) {
            all += word.getValue();
            if (isCommon(word.getKey(), word.getValue())) {
                common += word.getValue();
                words++;
            }
        }
        final boolean few =
                words <= FEW_WORDS || words <= MAX_WORDS && (long) CellLearner.MIN_SHARED * counts.size() <= all;
        return few && all > 0 ? (double) common / all : 0;
    }

    /** Learns texts: the words that many cells share, and how others look. */
    static PartText texts(final List<String> values, final String name, final PartText.Quoting quoting) {
        final Map<String, Integer> counts = counts(values);
        final List<String> words = new ArrayList<>();
        final List<Double> weights = new ArrayList<>();
        if (commonShare(counts) >= MIN_COMMON) {
            counts.forEach((word, count) -> {
                if (isCommon(word, count)) {
                    words.add(word);
                    weights.add((double) count);
                }
            });
        }
        final List<String> rest = words.isEmpty()
                ? values
                : values.stream()
                        .filter(value -> !isCommon(value, counts.get(value)))
                        .toList();
        if (!words.isEmpty() && isFew(rest.size(), values.size())) {
            return new PartText(quoting, words, weights, null, null, 0);
        }
        final Table column = column(rest, name);
        final IdentifierFormatInducer inducer = new IdentifierFormatInducer(column, column);
        return new PartText(quoting, words, weights, shape(rest, column), inducer.format(0), rest.size());
    }

    /** A table of one column that holds the texts as identifiers. */
    private static Table column(final List<String> texts, final String name) {
        final String field = field(name);
        final Table found = detected(texts, name);
        final boolean identifier = found.columns().size() == 1
                && found.column(0).kind() == ColumnKind.IDENTIFIER
                && found.column(0).meaning() != SemanticType.KEY;
        return identifier
                ? found
                : fill(
                        new TableBuilder(
                                List.of(new Field(field, ValueType.STRING)), Map.of(field, ColumnKind.IDENTIFIER)),
                        texts);
    }

    private static Table detected(final List<String> texts, final String name) {
        return fill(new TableBuilder(List.of(new Field(field(name), ValueType.STRING)), Map.of()), texts);
    }

    private static String field(final String name) {
        return name.isEmpty() ? "value" : name;
    }

    private static Table fill(final TableBuilder builder, final List<String> texts) {
        texts.forEach(text -> builder.add(new Object[] {text}));
        return builder.build();
    }

    private static PatternGenerator shape(final List<String> texts, final Table column) {
        final SemanticType meaning = column.column(0).meaning();
        if (!IdentifierFormat.needsShape(meaning)) {
            return null;
        }
        final Map<String, Integer> counts = counts(texts);
        return PatternGenerator.learn(
                List.copyOf(counts.keySet()), sizes(counts), ValueType.STRING, meaning == SemanticType.STREET_ADDRESS);
    }

    /** Whether numbers are keys: whole, of several digits, and nearly all different. */
    private static boolean isKey(final List<String> numbers) {
        return numbers.stream().allMatch(number -> WHOLE.matcher(number).matches())
                && numbers.stream().distinct().count() >= ALMOST_ALL * numbers.size()
                && numbers.stream()
                                .filter(number -> number.length() >= MIN_KEY_DIGITS)
                                .count()
                        >= ALMOST_ALL * numbers.size();
    }

    /** Whole numbers with as many digits. */
    private static PartText digits(final List<String> numbers) {
        final Map<String, Integer> counts = counts(numbers);
        return new PartText(
                PartText.Quoting.NONE,
                List.of(),
                List.of(),
                PatternGenerator.learn(List.copyOf(counts.keySet()), sizes(counts), ValueType.LONG, false),
                null,
                numbers.size());
    }

    private static PartNumber number(final List<String> numbers) {
        final double[][] points = numbers.stream()
                .map(number -> new double[] {Double.parseDouble(number)})
                .toArray(double[][]::new);
        final List<Integer> decimals =
                numbers.stream().map(ValueLearner::decimals).sorted().toList();
        final int longest = decimals.getLast();
        final int shortest = decimals.getFirst();
        final long withAll =
                numbers.stream().filter(number -> decimals(number) == longest).count();
        final long zeros = numbers.stream()
                .filter(number -> decimals(number) == longest && longest > shortest && number.endsWith("0"))
                .count();
        // Zeros at the end are written: then each precision is one of its own. Else one number in ten has fewer
        // decimals.
        final boolean written = zeros >= ENDING_WITH_ZERO * withAll;
        final boolean same =
                longest == shortest || !written && decimals.get((int) (WITHOUT_ZERO * decimals.size())) == longest;
        return new PartNumber(
                NumberBoxes.fit(points, BOXES),
                same ? List.of(longest) : List.copyOf(CellStructure.sample(decimals, DECIMALS)),
                written && !same ? longest : shortest);
    }

    private static int decimals(final String number) {
        return Math.clamp(new BigDecimal(number).scale(), 0, MAX_DECIMALS);
    }
}
