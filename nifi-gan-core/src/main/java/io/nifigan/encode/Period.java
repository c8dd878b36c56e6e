// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.time.LocalDate;
import java.time.YearMonth;

/** What a day is counted in, so that its place in it is kept. Days are those since 1970-01-01. */
public enum Period {
    /** Days by themselves; the place is always 0. */
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
    /** Weeks from Monday, 0, to Sunday, 6. */
    WEEK(6) {
        @Override
        double number(final double day) {
            return Math.floor((day + MONDAY) / DAYS);
        }

        @Override
        double place(final double day) {
            return day - day(number(day), 0);
        }

        @Override
        double day(final double number, final double place) {
            return number * DAYS - MONDAY + place;
        }
    },
    /** Months, from the 1st, 0; a place after a month's end is its last day. */
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

    /** 1970-01-01 was a Thursday, the day 3 of its week. */
    private static final int MONDAY = 3;

    private static final int DAYS = 7;

    private final int lastPlace;

    Period(final int lastPlace) {
        this.lastPlace = lastPlace;
    }

    /** The greatest place of a day in its period. */
    int lastPlace() {
        return lastPlace;
    }

    /** Which period a whole day is in. */
    abstract double number(double day);

    /** Where in its period a whole day is. */
    abstract double place(double day);

    /** The day at a place of a period. */
    abstract double day(double number, double place);
}
