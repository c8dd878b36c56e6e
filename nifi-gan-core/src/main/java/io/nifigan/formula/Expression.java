// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nifigan.table.Column;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * An expression of columns: numbers, days, columns by their index, arithmetic and {@linkplain Builtin functions}.
 * Immutable. Its JSON is its text with {@code #3} for column 3; {@link ExpressionParser} has the syntax and the limits
 * of size.
 */
public sealed interface Expression permits Constant, Day, ColumnValue, Operation, Call {
    /**
     * Binds the expression to columns.
     *
     * @throws IllegalArgumentException where it does not fit them
     */
    Compiled compile(Scope scope);

    /** Adds the indices of its columns. */
    void addColumns(Set<Integer> columns);

    /** The same expression of other columns. */
    Expression withColumns(IntUnaryOperator index);

    /**
     * The expression as a text that {@link ExpressionParser} reads.
     *
     * @param names the columns' names, quoted where necessary
     */
    String text(IntFunction<String> names);

    /** How tightly the text holds together: 1 for a sum, 2 for a product, 3 for a power, 4 for a single term. */
    default int precedence() {
        return 4;
    }

    /** The number of its parts. */
    default int size() {
        return 1;
    }

    /** The times that numbers are added to or got from, so that they have a unit; empty where there are none. */
    default Set<Quantity> besideNumbers(final List<Column> columns) {
        return Set.of();
    }

    /** The indices of its columns, ascending. */
    default int[] columns() {
        final Set<Integer> columns = new TreeSet<>();
        addColumns(columns);
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * What its values are.
     *
     * @param unit the unit of numbers beside times, null where none is given
     * @throws IllegalArgumentException where the expression does not fit the columns
     */
    default Quantity quantity(final List<Column> columns, final TimeUnits unit) {
        return compile(Scope.of(columns, unit)).quantity();
    }

    /** The text with {@code #3} for column 3. */
    @JsonValue
    default String json() {
        return text(column -> "#" + column);
    }

    /**
     * Reads {@link #json}.
     *
     * @throws IllegalArgumentException where it cannot be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Expression ofJson(final String text) {
        return ExpressionParser.parseJson(text);
    }
}
