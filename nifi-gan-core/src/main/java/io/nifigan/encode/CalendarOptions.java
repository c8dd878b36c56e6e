// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * When days and times are learnt by the calendar.
 *
 * @param minRows rows with a value
 * @param minDaysOfWeeks days from the first to the last for weekdays to tell
 * @param minDaysOfMonths likewise for days of the month
 * @param maxDays days beyond which a column holds something else than what happened: 500 years
 * @param evidence standard errors from which on a departure from a smooth density is no chance
 * @param minEffect mean square contingency below which a departure is there but makes no difference
 * @param minInAnHour rows of an hour by which it is seen whether it is used as a whole
 */
record CalendarOptions(
        int minRows,
        int minDaysOfWeeks,
        int minDaysOfMonths,
        int maxDays,
        double evidence,
        double minEffect,
        int minInAnHour) {
    /** Set by hand; CalendarTest has the shops, payments and films that they must tell apart. */
    static final CalendarOptions DEFAULT = new CalendarOptions(100, 28, 120, 200_000, 4, .01, 20);
}
