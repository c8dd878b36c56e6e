// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Constant;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import java.math.BigDecimal;
import java.math.MathContext;

/** Builds expressions of sums and products of columns, in the way that a person would write them. */
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

    /** An expression and a constant; the expression alone where it is 0. */
    static Expression plus(final Expression expression, final double constant) {
        return constant == 0
                ? expression
                : new Operation(constant < 0 ? '-' : '+', expression, constant(Math.abs(constant)));
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
        return plus(sum, rest);
    }

    /** The number with the fewest digits from low to high. */
    static double shortest(final double low, final double high) {
        if (low <= 0 && high >= 0) {
            return 0;
        }
        final double middle = low + (high - low) / 2;
        for (int digits = 1; digits < 17; digits++) {
            final double rounded =
                    new BigDecimal(middle).round(new MathContext(digits)).doubleValue();
            if (rounded >= low && rounded <= high) {
                return rounded;
            }
        }
        return middle;
    }
}
