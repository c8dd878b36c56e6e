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
 * A rule that certain values of two columns never occur together.
 *
 * @param first the index of one column
 * @param second the index of the other column
 * @param firstValues values of the first, null for missing
 * @param secondValues values of the second
 * @param never a bit set of the combinations that do not occur: bit i n + j is value i of the first and value j of the
 *     second column, where the second has n values
 */
public record CombinationRule(int first, int second, ValueList firstValues, ValueList secondValues, byte[] never)
        implements Rule {
    /** Maximum number of values of a column. */
    static final int MAX_VALUES = 1_000;

    public CombinationRule {
        Objects.requireNonNull(firstValues, "firstValues");
        Objects.requireNonNull(secondValues, "secondValues");
        Objects.requireNonNull(never, "never");
        if (first < 0 || second < 0 || first == second) {
            throw new IllegalArgumentException(
                    "A combination rule needs two different columns; found %d and %d".formatted(first, second));
        }
        if (firstValues.size() > MAX_VALUES
                || secondValues.size() > MAX_VALUES
                || never.length > (firstValues.size() * secondValues.size() + 7) / 8) {
            throw new IllegalArgumentException(
                    ("A combination rule has %d and %d values and %d bytes of combinations; at most %d values "
                                    + "and a bit for each combination are possible")
                            .formatted(firstValues.size(), secondValues.size(), never.length, MAX_VALUES));
        }
    }

    /** The number of combinations that never occur. */
    public int count() {
        return BitSet.valueOf(never).cardinality();
    }

    /** Whether value i of the first column never occurs with value j of the second. */
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
        final BitSet forbidden = BitSet.valueOf(never);
        final IntUnaryOperator firstIndex = ValueMatcher.of(table, first, firstValues);
        final IntUnaryOperator secondIndex = ValueMatcher.of(table, second, secondValues);
        final int width = secondValues.size();
        return r -> {
            final int i = firstIndex.applyAsInt(r);
            final int j = secondIndex.applyAsInt(r);
            return i < 0 || j < 0 || !forbidden.get(i * width + j);
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
