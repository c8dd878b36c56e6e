// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Expression;
import io.nifigan.formula.Scope;
import io.nifigan.formula.Tokens;
import io.nifigan.table.Column;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A rule that a table looks up a column's value by a number that is computed from other columns: the name of the
 * weekday by a date, the grade by the band of a score. The value is missing where there is no number. A row with a
 * number that the table does not have breaks the rule.
 *
 * @param target the index of the determined column
 * @param key what is looked up
 * @param keys the numbers of the table, rising
 * @param values the target's value for each
 */
public record KeyRule(int target, Expression key, double[] keys, ValueList values) implements DefiningRule {
    /** Maximum number of keys. */
    static final int MAX_KEYS = 1_000;

    public KeyRule {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(values, "values");
        final int[] from = key.columns();
        if (target < 0 || from.length == 0 || IntStream.of(from).anyMatch(column -> column == target)) {
            throw new IllegalArgumentException("Columns %s cannot determine column %d; they must be different columns"
                    .formatted(Arrays.toString(from), target));
        }
        if (keys.length != values.size() || keys.length > MAX_KEYS) {
            throw new IllegalArgumentException("A rule has %d keys and %d values; there may be %d at most"
                    .formatted(keys.length, values.size(), MAX_KEYS));
        }
        for (int i = 0; i < keys.length; i++) {
            if (!Double.isFinite(keys[i]) || i > 0 && keys[i] <= keys[i - 1]) {
                throw new IllegalArgumentException("The keys of a rule do not rise");
            }
        }
    }

    /**
     * The rule with the values of a table's rows; where a key has several values, the last one counts. Null where there
     * are too many keys.
     */
    static KeyRule of(final Table table, final int target, final Expression key) {
        final IntToDoubleFunction keyOf = key.compile(Scope.of(table, null)).value();
        final double[] numbers = table.numbers(target);
        final Map<Double, Integer> rows = new TreeMap<>();
        for (int r = 0; r < table.rows() && rows.size() <= MAX_KEYS; r++) {
            final double number = keyOf.applyAsDouble(r) + 0.;
            if (Double.isFinite(number)) {
                rows.put(number, r);
            }
        }
        if (rows.size() > MAX_KEYS) {
            return null;
        }
        final ValueList values = numbers == null
                ? new ValueList(
                        null,
                        rows.values().stream().map(r -> text(table, target, r)).collect(Collectors.toList()))
                : new ValueList(
                        rows.values().stream()
                                .map(r -> Double.isNaN(numbers[r]) ? null : (Double) numbers[r])
                                .collect(Collectors.toList()),
                        null);
        return new KeyRule(
                target,
                key,
                rows.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                values);
    }

    private static String text(final Table table, final int column, final int row) {
        final int code = table.codes(column)[row];
        return code < 0 ? null : table.dictionary(column).get(code);
    }

    /** A function from a row to the index of its key: -1 where there is no number, -2 where the table lacks it. */
    private IntUnaryOperator index(final Table table) {
        final IntToDoubleFunction keyOf = key.compile(Scope.of(table, null)).value();
        return r -> {
            final double number = keyOf.applyAsDouble(r);
            if (!Double.isFinite(number)) {
                return -1;
            }
            final int found = Arrays.binarySearch(keys, number + 0.);
            return found < 0 ? -2 : found;
        };
    }

    @Override
    public IntToDoubleFunction numbers(final Table table) {
        final IntUnaryOperator index = index(table);
        return r -> {
            final int found = index.applyAsInt(r);
            final Double value = found < 0 ? null : values.numbers().get(found);
            return value == null ? Double.NaN : value;
        };
    }

    @Override
    public IntFunction<String> texts(final Table table) {
        final IntUnaryOperator index = index(table);
        return r -> {
            final int found = index.applyAsInt(r);
            return found < 0 ? null : values.texts().get(found);
        };
    }

    @Override
    public int[] columns() {
        return IntStream.concat(IntStream.of(target), IntStream.of(key.columns()))
                .toArray();
    }

    @Override
    public IntPredicate on(final Table table) {
        final IntUnaryOperator index = index(table);
        if (table.column(target).kind().isNumeric()) {
            final double[] numbers = table.numbers(target);
            return r -> {
                final int found = index.applyAsInt(r);
                final Double expected = found < 0 ? null : values.numbers().get(found);
                return found != -2 && (expected == null ? Double.isNaN(numbers[r]) : expected == numbers[r]);
            };
        }
        return r -> {
            final int found = index.applyAsInt(r);
            return found != -2
                    && Objects.equals(found < 0 ? null : values.texts().get(found), text(table, target, r));
        };
    }

    @Override
    public String describe(final List<Column> columns) {
        return key.text(column -> Tokens.quotedName(columns.get(column).name())) + " -> "
                + RuleText.name(columns, target);
    }

    @Override
    public void check(final List<Column> columns) {
        key.quantity(columns, null);
        ValueMatcher.check(values, columns.get(target).kind().isNumeric());
    }
}
