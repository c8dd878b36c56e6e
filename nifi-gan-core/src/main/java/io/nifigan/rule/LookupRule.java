// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import io.nifigan.table.ValueList;
import io.nifigan.table.ValueMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * A rule that one or two columns determine another's value by a table. A row with values, or a combination of values,
 * that the table does not have breaks the rule.
 *
 * @param target the index of the determined column
 * @param first the index of the first determining column
 * @param second the index of the second determining column, -1 for none
 * @param firstValues the values of the first column, null for missing
 * @param secondValues the values of the second column; null where there is none
 * @param firsts for each combination of the table, the index of the first column's value, ascending
 * @param seconds for each combination, the index of the second column's value, ascending among equal indices of the
 *     first; empty where there is no second column
 * @param values the target's value for each combination
 */
public record LookupRule(
        int target,
        int first,
        int second,
        ValueList firstValues,
        ValueList secondValues,
        int[] firsts,
        int[] seconds,
        ValueList values)
        implements DefiningRule {
    /** Maximum number of combinations. */
    public static final int MAX_COMBINATIONS = 250_000;

    public LookupRule {
        Objects.requireNonNull(firstValues, "firstValues");
        Objects.requireNonNull(values, "values");
        if (target < 0 || first < 0 || second < -1 || target == first || target == second || first == second) {
            throw new IllegalArgumentException(
                    "Columns %d and %d cannot determine column %d; they must be different columns"
                            .formatted(first, second, target));
        }
        if (second >= 0 == (secondValues == null)
                || firsts.length != values.size()
                || seconds.length != (second < 0 ? 0 : firsts.length)
                || firsts.length > MAX_COMBINATIONS
                || firstValues.size() > MAX_COMBINATIONS
                || secondValues != null && secondValues.size() > MAX_COMBINATIONS) {
            throw new IllegalArgumentException(
                    "A lookup rule has %d combinations and %d results; the numbers must be equal and at most %d"
                            .formatted(firsts.length, values.size(), MAX_COMBINATIONS));
        }
        for (int i = 1; i < firsts.length; i++) {
            if (firsts[i] < firsts[i - 1]
                    || firsts[i] == firsts[i - 1] && (second < 0 || seconds[i] <= seconds[i - 1])) {
                throw new IllegalArgumentException(
                        "Combination %d of a lookup rule is not in ascending order".formatted(i));
            }
        }
        checkIndices(firsts, firstValues.size());
        checkIndices(seconds, secondValues == null ? 0 : secondValues.size());
    }

    private static void checkIndices(final int[] indices, final int size) {
        for (final int index : indices) {
            if (index < 0 || index >= size) {
                throw new IllegalArgumentException(
                        "A lookup rule has a combination with value %d, but only %d values".formatted(index, size));
            }
        }
    }

    /**
     * The rule with the combinations of a table's columns; where a combination has several results, the last one
     * counts.
     */
    static LookupRule of(
            final int target,
            final int first,
            final int second,
            final DistinctValues targetLevels,
            final DistinctValues firstLevels,
            final DistinctValues secondLevels) {
        final int width = secondLevels == null ? 1 : secondLevels.count();
        final Map<Long, Integer> results = new TreeMap<>();
        for (int r = 0; r < targetLevels.codes().length; r++) {
            results.put(
                    (long) firstLevels.codes()[r] * width
                            + (secondLevels == null ? 0 : secondLevels.codes()[r]),
                    targetLevels.codes()[r]);
        }
        final int[] firsts =
                results.keySet().stream().mapToInt(cell -> (int) (cell / width)).toArray();
        final int[] seconds = secondLevels == null
                ? new int[0]
                : results.keySet().stream()
                        .mapToInt(cell -> (int) (cell % width))
                        .toArray();
        return new LookupRule(
                target,
                first,
                second,
                all(firstLevels),
                secondLevels == null ? null : all(secondLevels),
                firsts,
                seconds,
                ValueList.of(
                        targetLevels,
                        results.values().stream().mapToInt(Integer::intValue).toArray()));
    }

    /** The rule of a column that another determines, with a value for each of the other's. */
    public static LookupRule of(
            final int target, final int first, final ValueList firstValues, final ValueList values) {
        final int[] firsts = new int[firstValues.size()];
        Arrays.setAll(firsts, i -> i);
        return new LookupRule(target, first, -1, firstValues, null, firsts, new int[0], values);
    }

    private static ValueList all(final DistinctValues distinct) {
        final int[] levels = new int[distinct.count()];
        Arrays.setAll(levels, l -> l);
        return ValueList.of(distinct, levels);
    }

    /** A function from a row of a table to the index of its combination, -1 where the rule does not have it. */
    public IntUnaryOperator combination(final Table table) {
        final IntUnaryOperator firstIndex = ValueMatcher.of(table, first, firstValues);
        final IntUnaryOperator secondIndex = second < 0 ? r -> 0 : ValueMatcher.of(table, second, secondValues);
        return r -> {
            final int a = firstIndex.applyAsInt(r);
            final int b = secondIndex.applyAsInt(r);
            return a < 0 || b < 0 ? -1 : find(a, b);
        };
    }

    @Override
    public IntToDoubleFunction numbers(final Table table) {
        final IntUnaryOperator combination = combination(table);
        return r -> {
            final int found = combination.applyAsInt(r);
            final Double value = found < 0 ? null : values.numbers().get(found);
            return value == null ? Double.NaN : value;
        };
    }

    @Override
    public IntFunction<String> texts(final Table table) {
        final IntUnaryOperator combination = combination(table);
        return r -> {
            final int found = combination.applyAsInt(r);
            return found < 0 ? null : values.texts().get(found);
        };
    }

    private int find(final int a, final int b) {
        int low = 0;
        int high = firsts.length - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            final int order = firsts[middle] == a
                    ? Integer.compare(second < 0 ? 0 : seconds[middle], b)
                    : Integer.compare(firsts[middle], a);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    @Override
    public int[] columns() {
        return second < 0 ? new int[] {target, first} : new int[] {target, first, second};
    }

    @Override
    public IntPredicate on(final Table table) {
        final IntUnaryOperator combination = combination(table);
        if (table.column(target).kind().isNumeric()) {
            final double[] numbers = table.numbers(target);
            return r -> {
                final int found = combination.applyAsInt(r);
                if (found < 0) {
                    return false;
                }
                final Double expected = values.numbers().get(found);
                return expected == null ? Double.isNaN(numbers[r]) : expected == numbers[r];
            };
        }
        return r -> {
            final int found = combination.applyAsInt(r);
            return found >= 0
                    && Objects.equals(
                            values.texts().get(found),
                            table.isMissing(target, r)
                                    ? null
                                    : table.dictionary(target).get(table.codes(target)[r]));
        };
    }

    @Override
    public String describe(final List<Column> columns) {
        return RuleText.name(columns, first) + (second < 0 ? "" : ", " + RuleText.name(columns, second)) + " -> "
                + RuleText.name(columns, target);
    }

    @Override
    public void check(final List<Column> columns) {
        ValueMatcher.check(firstValues, columns.get(first).kind().isNumeric());
        ValueMatcher.check(values, columns.get(target).kind().isNumeric());
        if (second >= 0) {
            ValueMatcher.check(secondValues, columns.get(second).kind().isNumeric());
        }
    }
}
