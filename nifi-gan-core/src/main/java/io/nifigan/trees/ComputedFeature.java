// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Quantity;
import io.nifigan.formula.Scope;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * A number that is computed from columns of a row: the day of a date in three columns, or the distance from a relation
 * between columns. Trees and raking tables see it beside the columns.
 *
 * @param kind a day or a distance
 * @param columns the indices of the table's columns: one each of years, months and days; for a distance those of its
 *     expression
 * @param distance how a distance is computed; null for a day
 */
public record ComputedFeature(Kind kind, int[] columns, Expression distance) {
    /** The number of columns that hold the parts of a date. */
    static final int PARTS = 3;

    private static final double MAX_ERROR = 1e-12;
    /** Half a step is lost by rounding. */
    private static final double UNTOLD_STEPS = .51;

    public ComputedFeature {
        Objects.requireNonNull(kind, "kind");
        columns = columns.clone();
        if ((kind == Kind.DISTANCE) != (distance != null)) {
            throw new IllegalArgumentException(
                    "A feature of the kind %s has the distance %s".formatted(kind, distance));
        }
        if (distance != null && !Arrays.equals(columns, distance.columns())) {
            throw new IllegalArgumentException("A distance is computed from other columns than it names");
        }
        if (distance == null && columns.length != PARTS) {
            throw new IllegalArgumentException(
                    "A feature of the kind %s cannot be computed from %d columns".formatted(kind, columns.length));
        }
        if (columns.length == 0) {
            throw new IllegalArgumentException("A feature is computed from no column");
        }
        for (final int column : columns) {
            if (column < 0) {
                throw new IllegalArgumentException("A feature is computed from the column " + column);
            }
        }
    }

    /** A day of three columns. */
    public ComputedFeature(final Kind kind, final int[] columns) {
        this(kind, columns, null);
    }

    /** The feature of three columns. */
    static ComputedFeature of(final Kind kind, final int... columns) {
        return new ComputedFeature(kind, columns);
    }

    /** The distance that an expression computes. */
    static ComputedFeature of(final Expression distance) {
        return new ComputedFeature(Kind.DISTANCE, distance.columns(), distance);
    }

    /** Whether the feature is the day that three columns tell. */
    public boolean isDayOfParts() {
        return distance == null;
    }

    /** What is computed. */
    public enum Kind {
        /** The number of days since 1970-01-01. */
        DATE,
        /** The value of an expression, which is 0 where a relation holds. */
        DISTANCE
    }

    /** Whether the feature can be computed from columns of these kinds. */
    public boolean fits(final List<Column> table) {
        for (final int column : columns) {
            if (column >= table.size()
                    || distance != null && !table.get(column).kind().isNumeric()) {
                return false;
            }
            if (distance == null && table.get(column).kind() != ColumnKind.INTEGER) {
                return false;
            }
        }
        return distance == null || isNumber(table);
    }

    private boolean isNumber(final List<Column> table) {
        try {
            return distance.quantity(table, null) == Quantity.NUMBER;
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    /** The feature of each row, NaN where a column is missing or there is no such day. */
    public double[] values(final Table table) {
        if (distance != null) {
            return distances(table);
        }
        final double[] values = new double[table.rows()];
        final double[] years = table.numbers(columns[0]);
        final double[] months = table.numbers(columns[1]);
        final double[] days = table.numbers(columns[2]);
        Arrays.setAll(values, r -> CivilDay.number(years[r], months[r], days[r]));
        return values;
    }

    /**
     * The distance of each row. A difference is 0 where only the errors of binary fractions are left, or less than the
     * columns' grids can tell.
     */
    private double[] distances(final Table table) {
        final Scope scope = Scope.of(table, null);
        final IntToDoubleFunction value = distance.compile(scope).value();
        final IntToDoubleFunction size = distance.compile(scope.sizes()).value();
        final double untold = distance instanceof Operation operation && operation.sign() == '-'
                ? UNTOLD_STEPS
                        * Arrays.stream(columns)
                                .mapToDouble(column -> table.column(column).step())
                                .min()
                                .orElse(0)
                : 0;
        final double[] values = new double[table.rows()];
        for (int r = 0; r < values.length; r++) {
            final double number = value.applyAsDouble(r);
            values[r] = Math.abs(number) <= Math.max(untold, MAX_ERROR * size.applyAsDouble(r)) ? 0 : number;
        }
        return values;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ComputedFeature that
                && kind == that.kind
                && Arrays.equals(columns, that.columns)
                && Objects.equals(distance, that.distance);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(columns);
    }

    @Override
    public String toString() {
        return kind + " of " + (distance == null ? Arrays.toString(columns) : distance.json());
    }
}
