// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import java.time.Month;
import java.time.Year;

/**
 * A day of the Gregorian calendar, found without dates of {@code java.time}: candidates are binned by the million.
 *
 * @param months the number of months since the year 0
 * @param day the day of the month, from 1
 * @param ofYear the day of the year, from 1
 */
record CivilDay(int months, int day, int ofYear) {
    private static final int DAYS_PER_WEEK = 7;
    private static final int MONTHS = 12;
    /** 1970-01-01 was a Thursday, place 3 of a week that begins with Monday. */
    private static final int FIRST_WEEKDAY = 3;
    /** Days of 400 years, after which the calendar repeats. */
    private static final int ERA = 146_097;
    /** 1970-01-01 counted from 0000-03-01. */
    private static final int FIRST_DAY = 719_468;
    /** Years before this are short or counted from an era's beginning, so their leap years are not known. */
    private static final int FIRST_KNOWN_YEAR = 1_000;

    private static final int MAX_YEAR = 100_000;

    /** The day with a number of days since 1970-01-01 (Hinnant, chrono-compatible low-level date algorithms). */
    static CivilDay of(final long number) {
        final long shifted = number + FIRST_DAY;
        final long era = Math.floorDiv(shifted, ERA);
        final int ofEra = (int) (shifted - era * ERA);
        final int year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        final int fromMarch = ofEra - (365 * year + year / 4 - year / 100);
        final int march = (5 * fromMarch + 2) / 153;
        final int day = fromMarch - (153 * march + 2) / 5 + 1;
        final int month = march < 10 ? march + 3 : march - 9;
        final long civil = year + era * 400 + (month <= 2 ? 1 : 0);
        final int before = Month.of(month).firstDayOfYear(Year.isLeap(civil));
        return new CivilDay((int) (civil * MONTHS + month - 1), day, before + day - 1);
    }

    /** The day of the week, 0 for Monday. */
    static int weekday(final long number) {
        return (int) Math.floorMod(number + FIRST_WEEKDAY, (long) DAYS_PER_WEEK);
    }

    /** The number of days since 1970-01-01; NaN where there is no such day. */
    static double number(final double year, final double month, final double day) {
        if (!(Math.abs(year) <= MAX_YEAR && month >= 1 && month <= MONTHS && day >= 1)
                || year != Math.rint(year)
                || month != Math.rint(month)
                || day != Math.rint(day)) {
            return Double.NaN;
        }
        final boolean isLeap = year < FIRST_KNOWN_YEAR || Year.isLeap((long) year);
        if (day > Month.of((int) month).length(isLeap)) {
            return Double.NaN;
        }
        final long shifted = (long) year - (month <= 2 ? 1 : 0);
        final long era = Math.floorDiv(shifted, 400L);
        final long ofEra = shifted - era * 400;
        final long fromMarch = (153 * ((long) month + (month > 2 ? -3 : 9)) + 2) / 5 + (long) day - 1;
        return era * ERA + ofEra * 365 + ofEra / 4 - ofEra / 100 + fromMarch - FIRST_DAY;
    }
}
