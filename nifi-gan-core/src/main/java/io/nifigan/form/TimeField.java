// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.time.LocalDateTime;
import java.time.temporal.IsoFields;

/** The quantities that dates and times are written with. Weeks are those of ISO 8601. */
enum TimeField {
    YEAR(0, 9_999),
    MONTH(1, 12),
    DAY(1, 31),
    DAY_OF_YEAR(1, 366),
    QUARTER(1, 4),
    WEEK_YEAR(0, 9_999),
    WEEK(1, 53),
    WEEKDAY(1, 7),
    HOUR(0, 23),
    HOUR_OF_HALF(1, 12),
    HALF_DAY(0, 1),
    MINUTE(0, 59),
    SECOND(0, 59),
    NANO(0, 999_999_999);

    private final int min;
    private final int max;

    TimeField(final int min, final int max) {
        this.min = min;
        this.max = max;
    }

    boolean allows(final int value) {
        return value >= min && value <= max;
    }

    int of(final LocalDateTime time) {
        return switch (this) {
            case YEAR -> time.getYear();
            case MONTH -> time.getMonthValue();
            case DAY -> time.getDayOfMonth();
            case DAY_OF_YEAR -> time.getDayOfYear();
            case QUARTER -> (time.getMonthValue() + 2) / 3;
            case WEEK_YEAR -> Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 10_000);
            case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case WEEKDAY -> time.getDayOfWeek().getValue();
            case HOUR -> time.getHour();
            case HOUR_OF_HALF -> (time.getHour() + 11) % 12 + 1;
            case HALF_DAY -> time.getHour() / 12;
            case MINUTE -> time.getMinute();
            case SECOND -> time.getSecond();
            case NANO -> time.getNano();
        };
    }
}
