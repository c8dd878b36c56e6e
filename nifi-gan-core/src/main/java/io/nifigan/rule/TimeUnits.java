// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import java.util.Locale;

/** What a number may count between two points in time. */
enum TimeUnits {
    MILLISECONDS(1),
    SECONDS(1_000),
    MINUTES(60_000),
    HOURS(3_600_000),
    DAYS(86_400_000);

    private final double millis;

    TimeUnits(final double millis) {
        this.millis = millis;
    }

    /** In the unit of a column's numbers: days where it is of days, else milliseconds. */
    double in(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? millis / DAYS.millis : millis;
    }

    /** Whether columns of a kind are so exact. */
    boolean suits(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? this == DAYS : kind == ColumnKind.TIME || kind == ColumnKind.TIMESTAMP;
    }

    static TimeUnits usual(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? DAYS : MILLISECONDS;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit that is a number of a kind's own ones, or null. */
    static TimeUnits of(final double size, final ColumnKind kind) {
        for (final TimeUnits unit : values()) {
            if (unit.suits(kind) && Math.abs(unit.in(kind) - size) <= 1e-9 * size) {
                return unit;
            }
        }
        return null;
    }

    static boolean isTime(final Column column) {
        return column.kind() == ColumnKind.DATE
                || column.kind() == ColumnKind.TIME
                || column.kind() == ColumnKind.TIMESTAMP;
    }
}
