// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A rule that a column is missing exactly where another is missing or has a certain value.
 *
 * @param column the index of the column that the rule makes missing
 * @param by the index of the column that decides
 * @param value the value of the deciding column at which the other is missing, a number as {@link Double#toString}
 *     gives it; null where both are missing together
 */
public record NullRule(int column, int by, String value) implements Rule {
    public NullRule {
        if (column < 0 || by < 0 || column == by) {
            throw new IllegalArgumentException(
                    "Column %d cannot decide where column %d is missing".formatted(by, column));
        }
    }

    /** A predicate on the rows of a table: whether the column must be missing. */
    public IntPredicate absent(final Table table) {
        if (table.column(by).kind().isNumeric()) {
            final double[] numbers = table.numbers(by);
            if (value == null) {
                return r -> Double.isNaN(numbers[r]);
            }
            final double number = Double.parseDouble(value);
            return r -> numbers[r] == number;
        }
        final int code = value == null ? -1 : table.dictionary(by).indexOf(value);
        final int[] codes = table.codes(by);
        return value != null && code < 0 ? r -> false : r -> codes[r] == code;
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
        final String when = RuleText.name(columns, column) + " is null when " + RuleText.name(columns, by);
        if (value == null) {
            return when + " is null";
        }
        final boolean whole = columns.get(by).kind().isNumeric() && value.endsWith(".0");
        return when + " = " + RuleText.quoted(whole ? value.substring(0, value.length() - 2) : value);
    }

    @Override
    public void check(final List<Column> columns) {
        if (value != null && columns.get(by).kind().isNumeric()) {
            try {
                if (!Double.isFinite(Double.parseDouble(value))) {
                    throw new IllegalArgumentException("A rule for missing values has a value that is not finite");
                }
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException("A rule for missing values has a value that is not a number", e);
            }
        }
    }
}
