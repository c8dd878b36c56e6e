// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A rule that one numeric column is never above another where both have a value.
 *
 * @param smaller the index of the column with the smaller values
 * @param larger the index of the column with the larger values
 * @param strict whether the two are never equal
 */
public record OrderRule(int smaller, int larger, boolean strict) implements Rule {
    public OrderRule {
        if (smaller < 0 || larger < 0 || smaller == larger) {
            throw new IllegalArgumentException("Column %d cannot be below column %d".formatted(smaller, larger));
        }
    }

    /** Whether two values keep the rule, which they do where one is missing (NaN). */
    public boolean holds(final double a, final double b) {
        return strict ? !(a >= b) : !(a > b);
    }

    @Override
    public int[] columns() {
        return new int[] {smaller, larger};
    }

    @Override
    public IntPredicate on(final Table table) {
        final double[] a = table.numbers(smaller);
        final double[] b = table.numbers(larger);
        return r -> holds(a[r], b[r]);
    }

    @Override
    public String describe(final List<Column> columns) {
        return RuleText.name(columns, smaller) + (strict ? " < " : " <= ") + RuleText.name(columns, larger);
    }

    @Override
    public void check(final List<Column> columns) {
        if (!columns.get(smaller).kind().isNumeric()
                || !columns.get(larger).kind().isNumeric()) {
            throw new IllegalArgumentException("An order rule has columns that are not numeric");
        }
    }
}
