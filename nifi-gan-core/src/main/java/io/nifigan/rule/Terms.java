// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Constant;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;

/** Writes sums and products of columns as a person would. */
final class Terms {
    private Terms() {}

    static Expression column(final int column) {
        return new ColumnValue(column);
    }

    static Expression constant(final double value) {
        return new Constant(value);
    }

    static Expression times(final double factor, final Expression expression) {
        return factor == 1 ? expression : new Operation('*', new Constant(factor), expression);
    }

    /** A multiple, written as a quotient where the factor is one by a whole number. */
    static Expression scaled(final double factor, final Expression expression) {
        final double divisor = Math.rint(1 / factor);
        return factor > 0 && factor < 1 && divisor * factor == 1
                ? over(expression, constant(divisor))
                : times(factor, expression);
    }

    static Expression plus(final Expression left, final Expression right) {
        return new Operation('+', left, right);
    }

    static Expression minus(final Expression left, final Expression right) {
        return new Operation('-', left, right);
    }

    static Expression over(final Expression left, final Expression right) {
        return new Operation('/', left, right);
    }

    /**
     * The sum of columns with factors, those with positive factors first.
     *
     * @param constant a number to add, which comes first where no factor is positive
     */
    static Expression sum(final int[] columns, final double[] factors, final double constant) {
        Expression sum = null;
        for (int i = 0; i < columns.length; i++) {
            if (factors[i] > 0) {
                final Expression term = times(factors[i], column(columns[i]));
                sum = sum == null ? term : plus(sum, term);
            }
        }
        double rest = constant;
        if (sum == null && constant > 0) {
            sum = constant(constant);
            rest = 0;
        }
        for (int i = 0; i < columns.length; i++) {
            if (factors[i] < 0) {
                sum = sum == null
                        ? times(factors[i], column(columns[i]))
                        : minus(sum, times(-factors[i], column(columns[i])));
            }
        }
        return rest == 0 ? sum : rest < 0 ? minus(sum, constant(-rest)) : plus(sum, constant(rest));
    }
}
