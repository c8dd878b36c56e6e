// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * What an expression is compiled for.
 *
 * @param columns the columns of the table
 * @param values gives for a column a function from a row to its number, NaN for missing; 0 or 1 for booleans
 * @param unit the unit of numbers beside times; null for days beside dates and milliseconds else
 * @param absolute whether to compute the sum of the sizes of all terms instead of the value: the scale of rounding
 *     errors
 */
public record Scope(List<Column> columns, IntFunction<IntToDoubleFunction> values, TimeUnits unit, boolean absolute) {
    /** The scope of a table's rows. Later changes to the table's arrays are seen. */
    public static Scope of(final Table table, final TimeUnits unit) {
        return new Scope(
                table.columns(),
                c -> {
                    final double[] numbers = table.numbers(c);
                    if (numbers != null) {
                        return r -> numbers[r];
                    }
                    final int[] codes = table.codes(c);
                    return r -> codes[r] < 0 ? Double.NaN : codes[r];
                },
                unit,
                false);
    }

    /** A scope without rows, to check an expression. */
    static Scope of(final List<Column> columns, final TimeUnits unit) {
        return new Scope(columns, c -> r -> Double.NaN, unit, false);
    }

    /** The same scope for the scale of rounding errors. */
    public Scope sizes() {
        return new Scope(columns, values, unit, true);
    }

    double unitIn(final Quantity time) {
        final TimeUnits used = unit == null ? TimeUnits.defaultUnit(time.kind()) : unit;
        if (!used.suits(time.kind())) {
            throw new IllegalArgumentException("A %s cannot be counted in %s".formatted(time, used.text()));
        }
        return used.in(time.kind());
    }
}
