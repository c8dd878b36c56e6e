// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A part of a moment, computed from other columns of a row. Trees and raking tables see it beside the columns: what
 * depends on the hour of a timestamp takes a tree one split of the hour, and hundreds of the timestamp.
 *
 * @param kind the part
 * @param columns the indices of the table's columns: one of dates or timestamps, or one each of years, months and days
 */
public record ComputedFeature(Kind kind, int[] columns) {
    /** The number of columns that hold the parts of a date. */
    static final int PARTS = 3;

    private static final double MILLIS_PER_DAY = 86_400_000;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    /** Some 270,000 years: safe for arithmetic with days. */
    private static final double MAX_DAYS = 1e8;

    public ComputedFeature {
        Objects.requireNonNull(kind, "kind");
        columns = columns.clone();
        if (columns.length != 1 && (columns.length != PARTS || kind == Kind.HOUR)) {
            throw new IllegalArgumentException(
                    "A feature of the kind %s cannot be computed from %d columns".formatted(kind, columns.length));
        }
        for (final int column : columns) {
            if (column < 0) {
                throw new IllegalArgumentException("A feature is computed from the column " + column);
            }
        }
    }

    /** The feature of a column, or of three. */
    static ComputedFeature of(final Kind kind, final int... columns) {
        return new ComputedFeature(kind, columns);
    }

    /** The parts of a moment. */
    public enum Kind {
        /** The hour of the day, 0 to 23. */
        HOUR,
        /** The day of the week, 0 for Monday to 6. */
        WEEKDAY,
        /** The number of days since 1970-01-01. */
        DATE
    }

    /** Whether the feature can be computed from columns of these kinds. */
    public boolean fits(final List<Column> table) {
        for (final int column : columns) {
            if (column >= table.size()) {
                return false;
            }
            final ColumnKind of = table.get(column).kind();
            final boolean isTime = of == ColumnKind.TIMESTAMP || of == ColumnKind.DATE && kind != Kind.HOUR;
            if (columns.length == 1 ? !isTime : of != ColumnKind.INTEGER) {
                return false;
            }
        }
        return true;
    }

    /** The feature of each row, NaN where a column is missing or there is no such day. */
    public double[] values(final Table table) {
        final double[] values = new double[table.rows()];
        if (columns.length == 1) {
            final double[] times = table.numbers(columns[0]);
            final boolean isDay = table.column(columns[0]).kind() == ColumnKind.DATE;
            Arrays.setAll(
                    values,
                    r -> Double.isNaN(times[r])
                            ? Double.NaN
                            : kind == Kind.HOUR
                                    ? Math.floor(
                                            Math.floorMod((long) times[r], (long) MILLIS_PER_DAY) / MILLIS_PER_HOUR)
                                    : of(isDay ? times[r] : Math.floor(times[r] / MILLIS_PER_DAY)));
        } else {
            final double[] years = table.numbers(columns[0]);
            final double[] months = table.numbers(columns[1]);
            final double[] days = table.numbers(columns[2]);
            Arrays.setAll(values, r -> {
                final double day = CivilDay.number(years[r], months[r], days[r]);
                return Double.isNaN(day) ? day : of(day);
            });
        }
        return values;
    }

    private double of(final double number) {
        final double day = Math.clamp(number, -MAX_DAYS, MAX_DAYS);
        return kind == Kind.WEEKDAY ? CivilDay.weekday((long) day) : day;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof ComputedFeature that && kind == that.kind && Arrays.equals(columns, that.columns);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(columns);
    }

    @Override
    public String toString() {
        return kind + " of " + Arrays.toString(columns);
    }
}
