// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.Arrays;

/** The fields that were read from one text. Not thread-safe. */
final class ParsedTime {
    private static final int UNSET = -1;
    /** Stands for the year where only day and month are written. */
    private static final int LEAP_YEAR = 2_000;

    private static final TimeField[] FIELDS = TimeField.values();
    private final int[] values = new int[FIELDS.length];

    ParsedTime() {
        Arrays.fill(values, UNSET);
    }

    /** Sets a field. False where the value is none of the field's. */
    boolean set(final TimeField field, final int value) {
        values[field.ordinal()] = value;
        return field.allows(value);
    }

    /** The value of a field, negative where it was not read. */
    int get(final TimeField field) {
        return values[field.ordinal()];
    }

    private int get(final TimeField field, final int otherwise) {
        return get(field) == UNSET ? otherwise : get(field);
    }

    /** The year of the date; for an ISO week date, the week-based year. */
    int year() {
        return get(TimeField.YEAR, get(TimeField.WEEK_YEAR));
    }

    /**
     * The day; the first one of a month, quarter or week. Null where there is no such day, or where the weekday is
     * another one.
     */
    LocalDate date() {
        if (get(TimeField.WEEK_YEAR) != UNSET) {
            return dateOfWeek();
        }
        final LocalDate date = dateOfYear();
        final int weekday = get(TimeField.WEEKDAY);
        return date == null || weekday == UNSET || date.getDayOfWeek().getValue() == weekday ? date : null;
    }

    private LocalDate dateOfYear() {
        final int year = get(TimeField.YEAR, LEAP_YEAR);
        final int dayOfYear = get(TimeField.DAY_OF_YEAR);
        if (dayOfYear != UNSET) {
            return dayOfYear <= (Year.isLeap(year) ? 366 : 365) ? LocalDate.ofYearDay(year, dayOfYear) : null;
        }
        final int month = get(TimeField.MONTH, get(TimeField.QUARTER) * 3 - 2);
        final int day = get(TimeField.DAY, 1);
        return day <= Month.of(month).length(Year.isLeap(year)) ? LocalDate.of(year, month, day) : null;
    }

    private LocalDate dateOfWeek() {
        final int year = get(TimeField.WEEK_YEAR);
        final LocalDate monday = monday(year).plusWeeks(get(TimeField.WEEK) - 1);
        return monday.isBefore(monday(year + 1)) ? monday.plusDays(get(TimeField.WEEKDAY, 1) - 1) : null;
    }

    /** The first day of the first week of a year: that week holds the 4th of January. */
    private static LocalDate monday(final int year) {
        final LocalDate fourth = LocalDate.of(year, 1, 4);
        return fourth.minusDays(fourth.getDayOfWeek().getValue() - 1);
    }

    /** Nanoseconds since midnight. */
    long nanoOfDay() {
        final int hour = get(TimeField.HOUR, get(TimeField.HOUR_OF_HALF, 0) % 12 + get(TimeField.HALF_DAY, 0) * 12);
        final long seconds = hour * 3_600L + get(TimeField.MINUTE, 0) * 60L + get(TimeField.SECOND, 0);
        return seconds * 1_000_000_000L + get(TimeField.NANO, 0);
    }
}
