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
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * One or two columns tell another's value in every row. Values that were never seen, or never seen together, tell
 * nothing: a row with them breaks the rule.
 *
 * @param target the index of the column that is told
 * @param first the index of a column that tells
 * @param second the index of the other, -1 for none
 * @param firstValues values of the first, null for missing
 * @param secondValues values of the second; null where there is none
 * @param firsts for each combination that was seen, the index of the first's value, rising
 * @param seconds the same for the second, rising where the first's are the same; empty where there is none
 * @param values for each combination, the target's value
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
        implements Rule {
    /** The most combinations of one rule. */
    static final int MAX = 250_000;

    public LookupRule {
        Objects.requireNonNull(firstValues, "firstValues");
        Objects.requireNonNull(values, "values");
        if (target < 0 || first < 0 || second < -1 || target == first || target == second || first == second) {
            throw new IllegalArgumentException(
                    "Columns %d and %d cannot tell column %d".formatted(first, second, target));
        }
        if (second >= 0 == (secondValues == null)
                || firsts.length != values.size()
                || seconds.length != (second < 0 ? 0 : firsts.length)
                || firsts.length > MAX
                || firstValues.size() > MAX
                || secondValues != null && secondValues.size() > MAX) {
            throw new IllegalArgumentException(
                    "A rule has %d combinations and %d results; there must be as many, at most %d"
                            .formatted(firsts.length, values.size(), MAX));
        }
        for (int i = 1; i < firsts.length; i++) {
            if (firsts[i] < firsts[i - 1]
                    || firsts[i] == firsts[i - 1] && (second < 0 || seconds[i] <= seconds[i - 1])) {
                throw new IllegalArgumentException(
                        "Combination %d of a rule is not after the one before it".formatted(i));
            }
        }
        checkIndices(firsts, firstValues.size());
        checkIndices(seconds, secondValues == null ? 0 : secondValues.size());
    }

    private static void checkIndices(final int[] indices, final int size) {
        for (final int index : indices) {
            if (index < 0 || index >= size) {
                throw new IllegalArgumentException(
                        "A rule has combination of value %d, of %d values".formatted(index, size));
            }
        }
    }

    /** What a table's columns tell; of a combination that has several results, the last. */
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

    private static ValueList all(final DistinctValues distinct) {
        final int[] every = new int[distinct.count()];
        Arrays.setAll(every, l -> l);
        return ValueList.of(distinct, every);
    }

    /** From a row of a table to the index of its combination, -1 where it is none that was seen. */
    public IntUnaryOperator combination(final Table table) {
        final IntUnaryOperator one = ValueMatcher.of(table, first, firstValues);
        final IntUnaryOperator other = second < 0 ? r -> 0 : ValueMatcher.of(table, second, secondValues);
        return r -> {
            final int a = one.applyAsInt(r);
            final int b = other.applyAsInt(r);
            return a < 0 || b < 0 ? -1 : find(a, b);
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
                final Double told = values.numbers().get(found);
                return told == null ? Double.isNaN(numbers[r]) : told == numbers[r];
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
