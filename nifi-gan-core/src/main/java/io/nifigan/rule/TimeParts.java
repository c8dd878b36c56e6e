// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Quantity;
import io.nifigan.table.ColumnKind;
import java.util.ArrayList;
import java.util.List;

/** The parts of a day, a time of day or a timestamp that other columns may hold, the coarsest first. */
final class TimeParts {
    private static final Builtin[] OF_DAY = {
        Builtin.YEAR, Builtin.QUARTER, Builtin.WEEKDAY, Builtin.MONTH, Builtin.DAY, Builtin.WEEK, Builtin.WEEKYEAR
    };
    private static final Builtin[] OF_CLOCK = {Builtin.HOUR, Builtin.MINUTE, Builtin.SECOND};
    private static final Builtin[] STARTS = {
        Builtin.DATE, Builtin.MONTHSTART, Builtin.WEEKSTART, Builtin.QUARTERSTART, Builtin.YEARSTART, Builtin.MONTHEND
    };

    private TimeParts() {}

    static boolean hasDay(final ColumnKind kind) {
        return kind == ColumnKind.DATE || kind == ColumnKind.TIMESTAMP;
    }

    static boolean hasClock(final ColumnKind kind) {
        return kind == ColumnKind.TIME || kind == ColumnKind.TIMESTAMP;
    }

    /** Numbers that are parts of a column. */
    static List<Expression> numbers(final int column, final ColumnKind kind) {
        final List<Expression> parts = new ArrayList<>();
        if (hasDay(kind)) {
            for (final Builtin part : OF_DAY) {
                parts.add(Call.of(part, column));
            }
        }
        if (hasClock(kind)) {
            for (final Builtin part : OF_CLOCK) {
                parts.add(Call.of(part, column));
            }
            parts.add(pair(60, Builtin.HOUR, Builtin.MINUTE, column));
        }
        if (hasDay(kind)) {
            parts.add(pair(100, Builtin.YEAR, Builtin.MONTH, column));
            parts.add(pair(4, Builtin.YEAR, Builtin.QUARTER, column));
            parts.add(pair(100, Builtin.WEEKYEAR, Builtin.WEEK, column));
            parts.add(pair(100, Builtin.MONTH, Builtin.DAY, column));
            parts.add(Call.of(Builtin.DAYOFYEAR, column));
        }
        if (kind == ColumnKind.TIMESTAMP) {
            parts.add(pair(24, Builtin.WEEKDAY, Builtin.HOUR, column));
        }
        if (hasDay(kind)) {
            parts.add(Terms.plus(
                    Terms.times(10_000, Call.of(Builtin.YEAR, column)), pair(100, Builtin.MONTH, Builtin.DAY, column)));
        }
        return parts;
    }

    /** Expressions that divide a part of a date and round the result, such as the week counted from 1 January. */
    static List<Expression> fractions(final int column, final ColumnKind kind) {
        if (!hasDay(kind)) {
            return List.of();
        }
        final Expression day = Call.of(Builtin.DAYOFYEAR, column);
        final Expression weekday = Call.of(Builtin.WEEKDAY, column);
        final Expression seven = Terms.constant(7);
        // The week of the year counted from the 1st of January, from the first Sunday and from the first Monday.
        return List.of(
                new Operation('/', Terms.plus(day, Terms.constant(6)), seven),
                new Operation('/', Terms.minus(Terms.plus(day, Terms.constant(7)), weekday), seven),
                new Operation('/', Terms.plus(Call.of(Builtin.DAY, column), Terms.constant(6)), seven));
    }

    /** Days that follow from a column. */
    static List<Expression> days(final int column, final ColumnKind kind) {
        final List<Expression> days = new ArrayList<>();
        for (final Builtin start : STARTS) {
            if (hasDay(kind) && (start != Builtin.DATE || kind == ColumnKind.TIMESTAMP)) {
                days.add(Call.of(start, column));
            }
        }
        return days;
    }

    /** What may be looked up by a column: its parts, and at last its day. */
    static List<Expression> keys(final int column, final ColumnKind kind) {
        final List<Expression> keys = new ArrayList<>(numbers(column, kind));
        if (hasDay(kind)) {
            // The day tells as much as year, month and day as one number.
            keys.set(keys.size() - 1, Call.of(Builtin.DATE, column));
        }
        return keys;
    }

    /** Numbers that rise through the year, the day or the week, in bands of which others may be constant. */
    static List<Expression> scales(final int column, final ColumnKind kind) {
        final List<Expression> scales = new ArrayList<>();
        if (hasDay(kind)) {
            scales.add(pair(100, Builtin.MONTH, Builtin.DAY, column));
        }
        if (hasClock(kind)) {
            scales.add(pair(60, Builtin.HOUR, Builtin.MINUTE, column));
        }
        return scales;
    }

    private static Expression pair(final int factor, final Builtin high, final Builtin low, final int column) {
        return Terms.plus(Terms.times(factor, Call.of(high, column)), Call.of(low, column));
    }

    /** The day of a column. */
    static Expression day(final int column, final ColumnKind kind) {
        return Quantity.of(kind) == Quantity.TIMESTAMP ? Call.of(Builtin.DATE, column) : Terms.column(column);
    }
}
