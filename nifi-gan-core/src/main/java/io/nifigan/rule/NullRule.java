// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * A rule that a column is missing exactly where another is missing or has one of certain values.
 *
 * @param column the index of the column that the rule makes missing
 * @param by the index of the column that decides
 * @param values the values of the deciding column at which the other is missing, numbers as {@link Double#toString}
 *     gives them; null stands for missing
 */
public record NullRule(int column, int by, List<String> values) implements Rule {
    private static final int MAX_VALUES = 1_000;

    public NullRule {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (column < 0 || by < 0 || column == by || values.isEmpty() || values.size() > MAX_VALUES) {
            throw new IllegalArgumentException("Column %d cannot decide by %d values where column %d is missing"
                    .formatted(by, values.size(), column));
        }
    }

    /** A rule with one value; null where both columns are missing together. */
    public NullRule(final int column, final int by, final String value) {
        this(column, by, Collections.singletonList(value));
    }

    /** A predicate on the rows of a table: whether the column must be missing. */
    public IntPredicate absent(final Table table) {
        final boolean whereMissing = values.contains(null);
        if (table.column(by).kind().isNumeric()) {
            final double[] numbers = table.numbers(by);
            final double[] given = values.stream()
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::parseDouble)
                    .sorted()
                    .toArray();
            return r -> Double.isNaN(numbers[r]) ? whereMissing : Arrays.binarySearch(given, numbers[r]) >= 0;
        }
        final int[] codes = table.codes(by);
        final List<String> dictionary = table.dictionary(by);
        final boolean[] absent = new boolean[dictionary.size()];
        for (int i = 0; i < absent.length; i++) {
            absent[i] = values.contains(dictionary.get(i));
        }
        return r -> codes[r] < 0 ? whereMissing : absent[codes[r]];
    }

    /** Whether a value of the deciding column, null for missing, makes the other missing. */
    boolean names(final Object value) {
        return values.contains(value == null ? null : value.toString());
    }

    @Override
    public int[] columns() {
        return new int[] {column, by};
    }

    @Override
    public IntPredicate on(final Table table) {
        final IntPredicate absent = absent(table);
        return r -> table.isMissing(column, r) == absent.test(r);
    }

    @Override
    public String describe(final List<Column> columns) {
        return RuleText.name(columns, column) + " is null when "
                + values.stream().map(value -> describe(columns, value)).collect(Collectors.joining(" or "));
    }

    private String describe(final List<Column> columns, final String value) {
        final String name = RuleText.name(columns, by);
        if (value == null) {
            return name + " is null";
        }
        final boolean whole = columns.get(by).kind().isNumeric() && value.endsWith(".0");
        return name + " = " + RuleText.quoted(whole ? value.substring(0, value.length() - 2) : value);
    }

    @Override
    public void check(final List<Column> columns) {
        if (!columns.get(by).kind().isNumeric()) {
            return;
        }
        for (final String value : values) {
            try {
                if (value != null && !Double.isFinite(Double.parseDouble(value))) {
                    throw new IllegalArgumentException("A rule for missing values has a value that is not finite");
                }
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException("A rule for missing values has a value that is not a number", e);
            }
        }
    }
}
