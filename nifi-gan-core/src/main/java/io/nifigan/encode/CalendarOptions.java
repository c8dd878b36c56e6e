// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * When days and times are learnt by the calendar.
 *
 * @param fewestRows         rows with a value
 * @param fewestDaysOfWeeks  days from the first to the last for weekdays to tell
 * @param fewestDaysOfMonths likewise for days of the month
 * @param mostDays           days beyond which a column holds something else than what happened: 500 years
 * @param evidence           standard errors from which on a departure from a smooth density is no chance
 * @param leastEffect        mean square contingency below which a departure is there but makes no difference
 * @param fewestInAnHour     rows of an hour by which it is seen whether it is used as a whole
 */
record CalendarOptions(int fewestRows, int fewestDaysOfWeeks, int fewestDaysOfMonths, int mostDays, double evidence,
                       double leastEffect, int fewestInAnHour) {
    /** Set by hand; CalendarTest has the shops, payments and films that they must tell apart. */
    static final CalendarOptions DEFAULT = new CalendarOptions(100, 28, 120, 200_000, 4, .01, 20);
}
