// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.augment;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * A baseline imputer that uses the mean or the most frequent value of real rows: of all rows, or of the
 * {@value #NEAREST} nearest ones. Distances are in standard deviations for numbers, and 0 or 1 for other values.
 */
final class RowImputer {
    private static final int NEAREST = 20;

    private final Table rows;
    private final double[] deviations;

    /** @param rows real rows, most of them without missing values */
    RowImputer(final Table rows) {
        this.rows = rows;
        this.deviations = new double[rows.columns().size()];
        for (int c = 0; c < deviations.length; c++) {
            if (rows.numbers(c) != null) {
                final double[] present = Arrays.stream(rows.numbers(c))
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
                final double mean = Arrays.stream(present).average().orElse(0);
                deviations[c] = Math.sqrt(Arrays.stream(present)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElse(0));
            }
        }
    }

    /** Imputes the mean or the most frequent value of all rows. */
    Table typical(final Table gaps, final boolean[][] hidden) {
        final int[] all = new int[rows.rows()];
        Arrays.setAll(all, r -> r);
        final Object[] values = new Object[hidden.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = value(c, all);
        }
        return fill(gaps, hidden, (row, column) -> values[column]);
    }

    /** Imputes the mean or the most frequent value of the nearest rows. */
    Table nearest(final Table gaps, final boolean[][] hidden) {
        final int[][] neighbours = new int[gaps.rows()][];
        return fill(gaps, hidden, (row, column) -> {
            if (neighbours[row] == null) {
                neighbours[row] = neighbours(gaps, row);
            }
            return value(column, neighbours[row]);
        });
    }

    private int[] neighbours(final Table gaps, final int row) {
        final double[] distances = new double[rows.rows()];
        for (int c = 0; c < deviations.length; c++) {
            if (gaps.isMissing(c, row)) {
                continue;
            }
            final IntToDoubleFunction distance = distance(gaps, row, c);
            for (int r = 0; r < distances.length; r++) {
                distances[r] += distance.applyAsDouble(r);
            }
        }
        final Integer[] order = new Integer[distances.length];
        Arrays.setAll(order, r -> r);
        Arrays.sort(order, (a, b) -> Double.compare(distances[a], distances[b]));
        return Arrays.stream(order).limit(NEAREST).mapToInt(Integer::intValue).toArray();
    }

    private IntToDoubleFunction distance(final Table gaps, final int row, final int column) {
        if (gaps.numbers(column) != null) {
            final double value = gaps.numbers(column)[row];
            return r -> {
                final double difference =
                        deviations[column] > 0 ? (rows.numbers(column)[r] - value) / deviations[column] : 0;
                return Double.isNaN(difference) ? 1 : difference * difference;
            };
        }
        final int code = rows.dictionary(column).indexOf(gaps.dictionary(column).get(gaps.codes(column)[row]));
        return r -> rows.codes(column)[r] == code ? 0 : 1;
    }

    /** The mean or the most frequent value of rows: a Double, a String or null. */
    private Object value(final int column, final int[] of) {
        if (rows.numbers(column) != null) {
            return Arrays.stream(of)
                    .mapToDouble(r -> rows.numbers(column)[r])
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
        final Map<Integer, Integer> counts = new HashMap<>();
        for (final int r : of) {
            counts.merge(rows.codes(column)[r], 1, Integer::sum);
        }
        final int max = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return max < 0 ? null : rows.dictionary(column).get(max);
    }

    /** A source of imputed values. */
    @FunctionalInterface
    private interface Filler {
        Object value(int row, int column);
    }

    private static Table fill(final Table gaps, final boolean[][] hidden, final Filler filler) {
        final int width = hidden.length;
        final double[][] numbers = new double[width][];
        final int[][] codes = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            final List<String> dictionary = gaps.dictionary(c) == null ? null : new ArrayList<>(gaps.dictionary(c));
            dictionaries.add(dictionary);
            numbers[c] = gaps.numbers(c) == null ? null : gaps.numbers(c).clone();
            codes[c] = gaps.codes(c) == null ? null : gaps.codes(c).clone();
            for (int r = 0; r < gaps.rows(); r++) {
                final Object value = hidden[c][r] ? filler.value(r, c) : null;
                if (value instanceof Double number) {
                    numbers[c][r] = number;
                } else if (value instanceof String text) {
                    if (!dictionary.contains(text)) {
                        dictionary.add(text);
                    }
                    codes[c][r] = dictionary.indexOf(text);
                }
            }
        }
        return new Table(gaps.columns(), gaps.rows(), numbers, codes, dictionaries);
    }
}
