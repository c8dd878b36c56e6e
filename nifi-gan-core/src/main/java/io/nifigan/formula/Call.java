// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import io.nifigan.table.Column;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A function in an expression.
 *
 * @param function the function
 * @param arguments 1 or more
 */
public record Call(Builtin function, List<Expression> arguments) implements Expression {
    public Call {
        Objects.requireNonNull(function, "function");
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("The function %s has no values".formatted(function.text()));
        }
    }

    /** A function of a column. */
    public static Call of(final Builtin function, final int column) {
        return new Call(function, List.of(new ColumnValue(column)));
    }

    @Override
    public Compiled compile(final Scope scope) {
        return function.compile(
                scope, arguments.stream().map(part -> part.compile(scope)).toList());
    }

    @Override
    public void addColumns(final Set<Integer> columns) {
        arguments.forEach(part -> part.addColumns(columns));
    }

    @Override
    public Expression withColumns(final IntUnaryOperator index) {
        return new Call(
                function,
                arguments.stream().map(part -> part.withColumns(index)).toList());
    }

    @Override
    public Set<Quantity> besideNumbers(final List<Column> columns) {
        final Set<Quantity> beside = EnumSet.noneOf(Quantity.class);
        arguments.forEach(part -> beside.addAll(part.besideNumbers(columns)));
        return beside;
    }

    @Override
    public int size() {
        return 1 + arguments.stream().mapToInt(Expression::size).sum();
    }

    @Override
    public String text(final IntFunction<String> names) {
        return arguments.stream()
                .map(part -> part.text(names))
                .collect(Collectors.joining(", ", function.text() + "(", ")"));
    }
}
