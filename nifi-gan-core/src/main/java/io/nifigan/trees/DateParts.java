// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds three columns that hold the year, the month and the day of a date, by their values and not by their names.
 * Months are whole numbers from 1 to 12 and days from 1 to 31. Impossible dates, such as 30 February, never occur,
 * though many would if the columns were independent.
 */
final class DateParts {
    private static final int MONTHS = 12;
    private static final int DAYS = 31;
    private static final int FIRST_YEAR = 1_000;
    private static final int LAST_YEAR = 2_999;
    /** Chance alone leaves days out that do not exist once in {@code e^9}, about 8,000, times. */
    private static final double MIN_EXPECTED = 9;

    private final Table table;
    private final List<Integer> integers;

    private DateParts(final Table table, final List<Integer> integers) {
        this.table = table;
        this.integers = integers;
    }

    /** The indices of the columns of years, months and days; empty where there are none. */
    static int[] of(final Table table, final List<ColumnBins> bins) {
        return new DateParts(
                        table,
                        bins.stream()
                                .map(ColumnBins::column)
                                .filter(column -> table.column(column).kind() == ColumnKind.INTEGER)
                                .toList())
                .find();
    }

    private int[] find() {
        final List<Integer> years = within(FIRST_YEAR, LAST_YEAR, 0);
        final List<Integer> months = within(1, MONTHS, MONTHS);
        final List<Integer> days = within(1, DAYS, DAYS);
        for (final int year : years) {
            for (final int month : months) {
                for (final int day : days) {
                    if (areDays(month, day) && hasDays(year, month, day)) {
                        return new int[] {year, month, day};
                    }
                }
            }
        }
        return new int[0];
    }

    private List<Integer> within(final int min, final int max, final int distinct) {
        final List<Integer> found = new ArrayList<>();
        for (final int column : integers) {
            final double[] values = Arrays.stream(table.numbers(column))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            if (values.length > 0
                    && Arrays.stream(values).allMatch(value -> value >= min && value <= max)
                    && (distinct == 0 || Arrays.stream(values).distinct().count() == distinct)) {
                found.add(column);
            }
        }
        return found;
    }

    private boolean areDays(final int month, final int day) {
        final double[] months = table.numbers(month);
        final double[] days = table.numbers(day);
        final double[] ofMonth = new double[MONTHS + 1];
        final double[] ofDay = new double[DAYS + 1];
        for (int r = 0; r < months.length; r++) {
            if (!Double.isNaN(months[r]) && !Double.isNaN(days[r])) {
                ofMonth[(int) months[r]]++;
                ofDay[(int) days[r]]++;
            }
        }
        final double rows = Math.max(1, Arrays.stream(ofMonth).sum());
        double expected = 0;
        for (int m = 1; m <= MONTHS; m++) {
            for (int d = 1; d <= DAYS; d++) {
                expected += Double.isNaN(CivilDay.number(0, m, d)) ? ofMonth[m] * ofDay[d] / rows : 0;
            }
        }
        return expected >= MIN_EXPECTED;
    }

    private boolean hasDays(final int year, final int month, final int day) {
        final double[] years = table.numbers(year);
        final double[] months = table.numbers(month);
        final double[] days = table.numbers(day);
        for (int r = 0; r < years.length; r++) {
            if (!Double.isNaN(years[r])
                    && !Double.isNaN(months[r])
                    && !Double.isNaN(days[r])
                    && Double.isNaN(CivilDay.number(years[r], months[r], days[r]))) {
                return false;
            }
        }
        return true;
    }
}
