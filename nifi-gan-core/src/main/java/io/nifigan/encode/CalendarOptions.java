// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * The thresholds of {@link CalendarFitter}.
 *
 * @param minRows minimum number of rows with a value
 * @param minDaysOfWeeks minimum number of days from the first to the last for a weekly pattern
 * @param minDaysOfMonths the same for a monthly pattern
 * @param maxDays maximum number of days, some 500 years; a longer range does not hold dates of events
 * @param evidence minimum departure from a smooth density, in standard errors
 * @param minEffect minimum mean square contingency; a smaller departure makes no practical difference
 * @param maxRows maximum number of rows to look at for what other columns depend on
 * @param maxColumns maximum number of columns to look at
 * @param minInAnHour minimum number of rows of an hour to decide whether the whole hour is used
 */
record CalendarOptions(
        int minRows,
        int minDaysOfWeeks,
        int minDaysOfMonths,
        int maxDays,
        double evidence,
        double minEffect,
        int maxRows,
        int maxColumns,
        int minInAnHour) {
    /** Set by hand; CalendarTest has the shops, payments and films that they must distinguish. */
    static final CalendarOptions DEFAULT = new CalendarOptions(100, 28, 120, 200_000, 4, .01, 20_000, 100, 20);
}
