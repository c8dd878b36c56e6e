// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.time.LocalDate;
import java.time.YearMonth;

/** A period of the calendar in which days are counted. Days are numbered from 1970-01-01 as 0. */
public enum Period {
    /** Single days; the place is always 0. */
    DAY(0) {
        @Override
        double number(final double day) {
            return day;
        }

        @Override
        double place(final double day) {
            return 0;
        }

        @Override
        double day(final double number, final double place) {
            return number;
        }
    },
    /** Weeks; the place is 0 for Monday to 6 for Sunday. */
    WEEK(6) {
        @Override
        double number(final double day) {
            return Math.floor((day + MONDAY) / DAYS_PER_WEEK);
        }

        @Override
        double place(final double day) {
            return day - day(number(day), 0);
        }

        @Override
        double day(final double number, final double place) {
            return number * DAYS_PER_WEEK - MONDAY + place;
        }
    },
    /** Months; the place is 0 for the 1st; a place after the end of a month means its last day. */
    MONTH(30) {
        @Override
        double number(final double day) {
            final LocalDate date = LocalDate.ofEpochDay((long) day);
            return 12d * (date.getYear() - 1970) + date.getMonthValue() - 1;
        }

        @Override
        double place(final double day) {
            return LocalDate.ofEpochDay((long) day).getDayOfMonth() - 1;
        }

        @Override
        double day(final double number, final double place) {
            final YearMonth month = YearMonth.of(1970, 1).plusMonths((long) number);
            return month.atDay(1).toEpochDay() + Math.min(place, month.lengthOfMonth() - 1);
        }
    };

    /** 1970-01-01 was a Thursday, place 3 of its week. */
    private static final int MONDAY = 3;

    private static final int DAYS_PER_WEEK = 7;

    private final int lastPlace;

    Period(final int lastPlace) {
        this.lastPlace = lastPlace;
    }

    /** The largest place of a day in a period. */
    int lastPlace() {
        return lastPlace;
    }

    /** The number of the period that a day is in. */
    abstract double number(double day);

    /** The place of a day in its period. */
    abstract double place(double day);

    /** The day at a place of a period. */
    abstract double day(double number, double place);
}
