// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * A column's value in an expression.
 *
 * @param column the index of the column
 */
public record ColumnValue(int column) implements Expression {
    public ColumnValue {
        if (column < 0) {
            throw new IllegalArgumentException("An expression has column " + column);
        }
    }

    @Override
    public Compiled compile(final Scope scope) {
        if (column >= scope.columns().size()) {
            throw new IllegalArgumentException("An expression has column %d of %d"
                    .formatted(column, scope.columns().size()));
        }
        final IntToDoubleFunction value = scope.values().apply(column);
        return new Compiled(
                Quantity.of(scope.columns().get(column).kind()),
                scope.absolute() ? r -> Math.abs(value.applyAsDouble(r)) : value);
    }

    @Override
    public void addColumns(final Set<Integer> columns) {
        columns.add(column);
    }

    @Override
    public Expression withColumns(final IntUnaryOperator index) {
        return new ColumnValue(index.applyAsInt(column));
    }

    @Override
    public String text(final IntFunction<String> names) {
        return names.apply(column);
    }
}
