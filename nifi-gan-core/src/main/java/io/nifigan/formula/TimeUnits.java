// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import java.util.Locale;

/** The units of a span between two points in time. */
public enum TimeUnits {
    MILLISECONDS(1),
    SECONDS(1_000),
    MINUTES(60_000),
    HOURS(3_600_000),
    DAYS(86_400_000);

    private final double millis;

    TimeUnits(final double millis) {
        this.millis = millis;
    }

    /** The length in milliseconds. */
    double millis() {
        return millis;
    }

    /** The length in the unit of a kind: days for DATE, else milliseconds. */
    public double in(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? millis / DAYS.millis : millis;
    }

    /** Whether columns of a kind can be counted in this unit. */
    public boolean suits(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? this == DAYS : kind == ColumnKind.TIME || kind == ColumnKind.TIMESTAMP;
    }

    public static TimeUnits defaultUnit(final ColumnKind kind) {
        return kind == ColumnKind.DATE ? DAYS : MILLISECONDS;
    }

    /** The word in rules. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit with a word, or null where there is none. */
    public static TimeUnits ofText(final String word) {
        for (final TimeUnits unit : values()) {
            if (unit.text().equals(word)) {
                return unit;
            }
        }
        return null;
    }

    /** Whether a column holds days, times of day or points in time. */
    public static boolean isTime(final Column column) {
        return column.kind() == ColumnKind.DATE
                || column.kind() == ColumnKind.TIME
                || column.kind() == ColumnKind.TIMESTAMP;
    }
}
