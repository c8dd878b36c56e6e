// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.FormMixture;
import io.nifigan.form.Forms;
import io.nifigan.form.NumberTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A column's values, converted to the form in which a {@link Table} holds the column's kind.
 *
 * @param numbers numeric kinds: {@code [rows]}, NaN where missing
 * @param codes other kinds: {@code [rows]}, -1 where missing
 * @param dictionary other kinds: the texts by code
 * @param unfit number of values that do not fit the kind and count as missing
 * @param infinite number of texts that mean NaN or infinity in a numeric column and count as missing
 * @param rewritten number of texts in a form that is too rare to be learnt: they are read, and written in another
 * @param forms numeric kinds of several forms: {@code [rows]}, the index of each value's form, -1 where missing; else
 *     null
 */
record ColumnData(
        double[] numbers, int[] codes, List<String> dictionary, int unfit, int infinite, int rewritten, int[] forms) {
    private static final List<String> FALSE_TRUE = List.of("false", "true");

    /**
     * Converts the values of a buffer.
     *
     * @param format as in {@link Column#format()}
     * @param forms the forms of a column of several; null for others
     */
    static ColumnData of(
            final ColumnBuffer buffer, final ColumnKind kind, final String format, final FormMixture forms) {
        if (kind.isNumeric()) {
            if (buffer.isNumeric() && forms == null) {
                return numbersOfNumbers(buffer, kind, format);
            }
            final FormMixture mixture =
                    forms == null && format != null ? FormMixture.of(kind.content(), List.of(format)) : forms;
            final ColumnData texts = buffer.isNumeric() ? textsOfNumbers(buffer) : textsOf(buffer);
            return numbersOfTexts(texts, kind, mixture, forms != null);
        }
        if (kind == ColumnKind.BOOLEAN) {
            return buffer.isNumeric() ? booleansOfNumbers(buffer) : booleansOfTexts(buffer, format);
        }
        return buffer.isNumeric() ? textsOfNumbers(buffer) : textsOf(buffer);
    }

    private static ColumnData textsOf(final ColumnBuffer buffer) {
        return new ColumnData(null, buffer.codes(), List.copyOf(buffer.dictionary()), 0, 0, 0, null);
    }

    private static ColumnData numbersOfNumbers(final ColumnBuffer buffer, final ColumnKind kind, final String format) {
        final double[] numbers = buffer.numbers();
        int unfit = 0;
        for (int r = 0; r < numbers.length; r++) {
            if (!Double.isNaN(numbers[r])) {
                numbers[r] = convert(buffer, r, numbers[r], kind, format);
                unfit += Double.isNaN(numbers[r]) ? 1 : 0;
            }
        }
        return new ColumnData(numbers, null, null, unfit, 0, 0, null);
    }

    private static double convert(
            final ColumnBuffer buffer, final int row, final double value, final ColumnKind kind, final String format) {
        final ValueType type = buffer.field().type();
        final boolean temporal = type == ValueType.DATE || type == ValueType.TIME || type == ValueType.TIMESTAMP;
        return switch (kind) {
            case INTEGER -> !temporal && Steps.isWhole(value) ? Math.rint(value) : Double.NaN;
            case DECIMAL -> temporal ? Double.NaN : value;
            default -> {
                if (format != null) {
                    yield FormMixture.form(kind.content(), format).read(buffer.text(row));
                }
                if (buffer.isText()) {
                    yield Double.NaN;
                }
                yield temporal(type, value, kind);
            }
        };
    }

    private static double temporal(final ValueType type, final double value, final ColumnKind kind) {
        return switch (type) {
            case DATE ->
                switch (kind) {
                    case DATE -> value;
                    case TIMESTAMP -> value * DateFormats.DAY;
                    default -> Double.NaN;
                };
            case TIME -> kind == ColumnKind.TIME ? value : Double.NaN;
            case TIMESTAMP ->
                switch (kind) {
                    case DATE -> Math.floor(value / DateFormats.DAY);
                    // A timestamp is kept to the microsecond; beyond it there is rounding error.
                    case TIME -> Grid.snap(value - Math.floor(value / DateFormats.DAY) * DateFormats.DAY, .001);
                    default -> value;
                };
            // Whole numbers as points in time: milliseconds since 1970.
            default -> kind == ColumnKind.TIMESTAMP && Steps.isWhole(value) ? value : Double.NaN;
        };
    }

    /**
     * @param mixture the forms of the texts; null where they are plain numbers
     * @param severalForms whether the result holds each value's form
     */
    private static ColumnData numbersOfTexts(
            final ColumnData texts, final ColumnKind kind, final FormMixture mixture, final boolean severalForms) {
        final List<String> dictionary = texts.dictionary();
        final double[] values = new double[dictionary.size()];
        final int[] formOfText = new int[values.length];
        final boolean[] restored = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            final String text = dictionary.get(i);
            final FormMixture.Reading reading =
                    mixture == null ? new FormMixture.Reading(0, NumberTexts.parse(text)) : mixture.read(text);
            final boolean fits = kind != ColumnKind.INTEGER || Steps.isWhole(reading.value());
            values[i] = fits ? reading.value() + 0. : Double.NaN;
            formOfText[i] = fits || Double.isNaN(reading.value()) ? reading.form() : -1;
            restored[i] = mixture == null
                    || formOfText[i] < 0
                    || mixture.forms().get(formOfText[i]).restores(text);
        }
        final int[] codes = texts.codes();
        final double[] numbers = new double[codes.length];
        final int[] forms = new int[codes.length];
        int unfit = 0;
        int notFinite = 0;
        int rewritten = 0;
        for (int r = 0; r < codes.length; r++) {
            numbers[r] = codes[r] < 0 ? Double.NaN : values[codes[r]];
            forms[r] = codes[r] < 0 ? -1 : formOfText[codes[r]];
            rewritten += codes[r] < 0 || restored[codes[r]] ? 0 : 1;
            if (codes[r] >= 0 && Double.isNaN(numbers[r]) && (forms[r] < 0 || mixture == null)) {
                if (Forms.isNotFinite(dictionary.get(codes[r]))) {
                    notFinite++;
                } else {
                    unfit++;
                }
            }
        }
        return new ColumnData(numbers, null, null, unfit, notFinite, rewritten, severalForms ? forms : null);
    }

    private static ColumnData booleansOfNumbers(final ColumnBuffer buffer) {
        final int[] codes = new int[buffer.size()];
        int unfit = 0;
        for (int r = 0; r < codes.length; r++) {
            final double value = buffer.number(r);
            codes[r] = value == 0 ? 0 : value == 1 ? 1 : -1;
            unfit += codes[r] < 0 && !Double.isNaN(value) ? 1 : 0;
        }
        return new ColumnData(null, codes, FALSE_TRUE, unfit, 0, 0, null);
    }

    private static ColumnData booleansOfTexts(final ColumnBuffer buffer, final String format) {
        final BooleanSpelling spelling = BooleanSpelling.of(format);
        final int[] meaning = buffer.dictionary().stream()
                .mapToInt(text -> {
                    final String bare = text.strip();
                    if ("true".equalsIgnoreCase(bare) || spelling.yes().equalsIgnoreCase(bare)) {
                        return 1;
                    }
                    return "false".equalsIgnoreCase(bare) || spelling.no().equalsIgnoreCase(bare) ? 0 : -1;
                })
                .toArray();
        final int[] codes = buffer.codes();
        int unfit = 0;
        for (int r = 0; r < codes.length; r++) {
            if (codes[r] >= 0) {
                codes[r] = meaning[codes[r]];
                unfit += codes[r] < 0 ? 1 : 0;
            }
        }
        return new ColumnData(null, codes, FALSE_TRUE, unfit, 0, 0, null);
    }

    private static ColumnData textsOfNumbers(final ColumnBuffer buffer) {
        final Map<String, Integer> index = new HashMap<>();
        final List<String> dictionary = new ArrayList<>();
        final int[] codes = new int[buffer.size()];
        Arrays.fill(codes, -1);
        IntStream.range(0, codes.length)
                .filter(r -> !Double.isNaN(buffer.number(r)))
                .forEach(r -> codes[r] = index.computeIfAbsent(buffer.text(r), text -> {
                    dictionary.add(text);
                    return dictionary.size() - 1;
                }));
        return new ColumnData(null, codes, List.copyOf(dictionary), 0, 0, 0, null);
    }
}
