// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import java.util.Locale;

/** The units of a span between two points in time. */
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

    /** The length in the unit of a kind: days for DATE, else milliseconds. */
    double in(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? millis / DAYS.millis : millis;
    }

    /** Whether columns of a kind can be counted in this unit. */
    boolean suits(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? this == DAYS : kind == ColumnKind.TIME || kind == ColumnKind.TIMESTAMP;
    }

    static TimeUnits defaultUnit(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? DAYS : MILLISECONDS;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit of a given length in the unit of a kind, or null where there is none. */
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
