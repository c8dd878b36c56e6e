// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * A number in an expression.
 *
 * @param value finite
 */
public record Constant(double value) implements Expression {
    public Constant {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("An expression has a number that is not finite");
        }
        value += 0.;
    }

    @Override
    public Compiled compile(final Scope scope) {
        final double used = scope.absolute() ? Math.abs(value) : value;
        return new Compiled(Quantity.NUMBER, r -> used);
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
        return text(value);
    }

    /** A number without needless decimals. */
    static String text(final double value) {
        final String digits = Double.toString(value);
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }
}
