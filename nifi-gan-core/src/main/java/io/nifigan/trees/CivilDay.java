// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/** Days of the Gregorian calendar as numbers since 1970-01-01. */
final class CivilDay {
    private static final int MONTHS = 12;
    /** Smaller numbers are short years or count from some beginning, so which of them are leap years is not known. */
    private static final int FIRST_KNOWN_YEAR = 1_000;

    private static final int MAX_YEAR = 100_000;

    private CivilDay() {}

    /** The number of a day; NaN where there is no such day. */
    static double number(final double year, final double month, final double day) {
        if (!(Math.abs(year) <= MAX_YEAR && month >= 1 && month <= MONTHS && day >= 1)
                || year != Math.rint(year)
                || month != Math.rint(month)
                || day != Math.rint(day)) {
            return Double.NaN;
        }
        final boolean isLeap = year < FIRST_KNOWN_YEAR || Year.isLeap((long) year);
        return day > Month.of((int) month).length(isLeap)
                ? Double.NaN
                : LocalDate.of((int) year, (int) month, 1).toEpochDay() + day - 1;
    }
}
