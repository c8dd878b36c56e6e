// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * A calendar day in an expression.
 *
 * @param date a day of the years 0 to 9999
 */
public record Day(LocalDate date) implements Expression {
    public Day {
        Objects.requireNonNull(date, "date");
        if (date.getYear() < 0 || date.getYear() > 9_999) {
            throw new IllegalArgumentException("An expression has a day in the year " + date.getYear());
        }
    }

    @Override
    public Compiled compile(final Scope scope) {
        final double day = date.toEpochDay();
        return new Compiled(Quantity.DATE, r -> day);
    }

    @Override
    public void addColumns(final Set<Integer> columns) {
        // It has none.
    }

    @Override
    public Expression withColumns(final IntUnaryOperator index) {
        return this;
    }

    @Override
    public String text(final IntFunction<String> names) {
        return date.toString();
    }
}
