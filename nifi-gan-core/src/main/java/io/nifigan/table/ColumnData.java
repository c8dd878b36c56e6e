// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

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
 */
record ColumnData(double[] numbers, int[] codes, List<String> dictionary, int unfit, int infinite) {
    private static final List<String> FALSE_TRUE = List.of("false", "true");

    /**
     * Converts the values of a buffer.
     *
     * @param format as in {@link Column#format()}
     */
    static ColumnData of(final ColumnBuffer buffer, final ColumnKind kind, final String format) {
        if (kind.isNumeric()) {
            return buffer.isNumeric() ? numbersOfNumbers(buffer, kind, format) : numbersOfTexts(buffer, kind, format);
        }
        if (kind == ColumnKind.BOOLEAN) {
            return buffer.isNumeric() ? booleansOfNumbers(buffer) : booleansOfTexts(buffer, format);
        }
        return buffer.isNumeric()
                ? textsOfNumbers(buffer)
                : new ColumnData(null, buffer.codes(), List.copyOf(buffer.dictionary()), 0, 0);
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
        return new ColumnData(numbers, null, null, unfit, 0);
    }

    private static double convert(
            final ColumnBuffer buffer, final int row, final double value, final ColumnKind kind, final String format) {
        final ValueType type = buffer.field().type();
        final boolean temporal = type == ValueType.DATE || type == ValueType.TIME || type == ValueType.TIMESTAMP;
        return switch (kind) {
            case INTEGER -> !temporal && Steps.isWhole(value) ? Math.rint(value) : Double.NaN;
            case DECIMAL -> temporal ? Double.NaN : value;
            default -> {
                if (buffer.isText()) {
                    yield format == null ? Double.NaN : DateFormats.parse(buffer.text(row), kind, format);
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
                    case TIMESTAMP -> value * ColumnBuffer.DAY;
                    default -> Double.NaN;
                };
            case TIME -> kind == ColumnKind.TIME ? value : Double.NaN;
            case TIMESTAMP ->
                switch (kind) {
                    case DATE -> Math.floor(value / ColumnBuffer.DAY);
                    // A timestamp is kept to the microsecond; beyond it there is rounding error.
                    case TIME -> Grid.snap(value - Math.floor(value / ColumnBuffer.DAY) * ColumnBuffer.DAY, .001);
                    default -> value;
                };
            // Whole numbers as points in time: milliseconds since 1970.
            default -> kind == ColumnKind.TIMESTAMP && Steps.isWhole(value) ? value : Double.NaN;
        };
    }

    private static ColumnData numbersOfTexts(final ColumnBuffer buffer, final ColumnKind kind, final String format) {
        final List<String> dictionary = buffer.dictionary();
        final boolean[] infinite = new boolean[dictionary.size()];
        final double[] meaning = new double[dictionary.size()];
        for (int i = 0; i < meaning.length; i++) {
            final String text = dictionary.get(i);
            if (kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL) {
                final double value = NumberTexts.parse(text);
                meaning[i] = kind == ColumnKind.INTEGER && !Steps.isWhole(value) ? Double.NaN : value == 0 ? 0. : value;
                infinite[i] = NumberTexts.isNotFinite(text);
            } else {
                meaning[i] = format == null ? Double.NaN : DateFormats.parse(text, kind, format);
            }
        }
        final int[] codes = buffer.codes();
        final double[] numbers = new double[codes.length];
        int unfit = 0;
        int notFinite = 0;
        for (int r = 0; r < codes.length; r++) {
            numbers[r] = codes[r] < 0 ? Double.NaN : meaning[codes[r]];
            if (codes[r] >= 0 && Double.isNaN(numbers[r])) {
                if (infinite[codes[r]]) {
                    notFinite++;
                } else {
                    unfit++;
                }
            }
        }
        return new ColumnData(numbers, null, null, unfit, notFinite);
    }

    private static ColumnData booleansOfNumbers(final ColumnBuffer buffer) {
        final int[] codes = new int[buffer.size()];
        int unfit = 0;
        for (int r = 0; r < codes.length; r++) {
            final double value = buffer.number(r);
            codes[r] = value == 0 ? 0 : value == 1 ? 1 : -1;
            unfit += codes[r] < 0 && !Double.isNaN(value) ? 1 : 0;
        }
        return new ColumnData(null, codes, FALSE_TRUE, unfit, 0);
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
        return new ColumnData(null, codes, FALSE_TRUE, unfit, 0);
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
        return new ColumnData(null, codes, List.copyOf(dictionary), 0, 0);
    }
}
