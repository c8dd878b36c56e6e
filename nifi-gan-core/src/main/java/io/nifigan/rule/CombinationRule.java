// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import io.nifigan.table.ValueList;
import io.nifigan.table.ValueMatcher;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Some values of two columns never occur together.
 *
 * @param first the index of a column
 * @param second the index of the other
 * @param firstValues values of the first, null for missing
 * @param secondValues values of the second
 * @param never which combinations do not occur, as bits: that of value i of the first and j of the second is bit i n +
 *     j, where the second has n values
 */
public record CombinationRule(int first, int second, ValueList firstValues, ValueList secondValues, byte[] never)
        implements Rule {
    /** The most values of a column. */
    static final int MAX_VALUES = 1_000;

    public CombinationRule {
        Objects.requireNonNull(firstValues, "firstValues");
        Objects.requireNonNull(secondValues, "secondValues");
        Objects.requireNonNull(never, "never");
        if (first < 0 || second < 0 || first == second) {
            throw new IllegalArgumentException("Columns %d and %d have no combinations".formatted(first, second));
        }
        if (firstValues.size() > MAX_VALUES
                || secondValues.size() > MAX_VALUES
                || never.length > (firstValues.size() * secondValues.size() + 7) / 8) {
            throw new IllegalArgumentException("A rule has %d and %d values and %d bytes of combinations"
                    .formatted(firstValues.size(), secondValues.size(), never.length));
        }
    }

    /** How many combinations never occur. */
    public int count() {
        return BitSet.valueOf(never).cardinality();
    }

    /** Whether value i of the first never occurs with value j of the second. */
    public boolean isNever(final int i, final int j) {
        final int bit = i * secondValues.size() + j;
        return bit >> 3 < never.length && (never[bit >> 3] >> (bit & 7) & 1) != 0;
    }

    @Override
    public int[] columns() {
        return new int[] {first, second};
    }

    @Override
    public IntPredicate on(final Table table) {
        final BitSet out = BitSet.valueOf(never);
        final IntUnaryOperator one = ValueMatcher.of(table, first, firstValues);
        final IntUnaryOperator other = ValueMatcher.of(table, second, secondValues);
        final int width = secondValues.size();
        return r -> {
            final int i = one.applyAsInt(r);
            final int j = other.applyAsInt(r);
            return i < 0 || j < 0 || !out.get(i * width + j);
        };
    }

    @Override
    public String describe(final List<Column> columns) {
        return RuleText.name(columns, first) + " with " + RuleText.name(columns, second);
    }

    @Override
    public void check(final List<Column> columns) {
        ValueMatcher.check(firstValues, columns.get(first).kind().isNumeric());
        ValueMatcher.check(secondValues, columns.get(second).kind().isNumeric());
    }
}
