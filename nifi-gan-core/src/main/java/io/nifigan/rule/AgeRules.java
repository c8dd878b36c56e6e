// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.Day;
import io.nifigan.formula.Expression;
import io.nifigan.formula.TimeUnits;
import io.nifigan.table.ColumnKind;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * Finds numbers that count the time between two days, in whole years or months or in days: from one column to another,
 * or to a fixed day, such as an age on the day of a report. Where several fixed days fit all rows, the first of a year
 * or of a month is taken.
 */
final class AgeRules {
    private static final int MAX_TIMES = 20;
    private static final int MAX_NUMBERS = 400;
    private static final long MAX_DAY = 2_900_000;
    /** The lengths of a year that programs divide by. */
    private static final double[] YEARS = {365.25, 365, 365.2425};

    private final FormulaSearch search;

    private AgeRules(final FormulaSearch search) {
        this.search = search;
    }

    /** Adds the rules of a table. */
    static void find(final FormulaSearch search) {
        final AgeRules rules = new AgeRules(search);
        final int[] days = Arrays.stream(TimeRules.times(search))
                .filter(c -> TimeParts.hasDay(rules.kind(c)))
                .limit(MAX_TIMES)
                .toArray();
        final int[] numbers = Arrays.stream(search.columns(c ->
                        !search.isTime(c) && search.table().column(c).kind().isNumeric()))
                .limit(MAX_NUMBERS)
                .toArray();
        for (final int from : days) {
            for (final int to : days) {
                if (from != to) {
                    rules.findBetween(from, to, numbers);
                }
            }
        }
        for (final int born : days) {
            for (final int number : numbers) {
                if (search.concerns(number, born) && search.graph().allow(number, born)) {
                    rules.findAge(born, number);
                }
            }
        }
    }

    private ColumnKind kind(final int column) {
        return search.table().column(column).kind();
    }

    private void findBetween(final int from, final int to, final int... numbers) {
        final Expression a = Terms.column(from);
        final Expression b = Terms.column(to);
        final List<Expression> spans = List.of(
                new Call(Builtin.YEARS, List.of(a, b)),
                new Call(Builtin.MONTHS, List.of(a, b)),
                Terms.minus(Call.of(Builtin.YEAR, to), Call.of(Builtin.YEAR, from)));
        for (final int number : numbers) {
            if (search.concerns(number, from, to)
                    && search.graph().allow(number, from, to)
                    && spans.stream().noneMatch(span -> search.accept(number, span, null))) {
                final boolean mixed = kind(from) != kind(to) || kind(from) == ColumnKind.TIMESTAMP;
                if (mixed) {
                    findDays(from, to, number);
                }
            }
        }
    }

    /** A day that comes a number of days after the start is computed, else the number between the two. */
    private void findDays(final int from, final int to, final int number) {
        final Expression start = TimeParts.day(from, kind(from));
        if (kind(to) != ColumnKind.DATE
                || !search.accept(to, Terms.plus(start, Terms.column(number)), TimeUnits.DAYS)) {
            search.accept(number, Terms.minus(TimeParts.day(to, kind(to)), start), TimeUnits.DAYS);
        }
    }

    private void findAge(final int born, final int age) {
        final double[] days = search.evaluate(TimeParts.day(born, kind(born)), null);
        final double[] ages = search.sample(age);
        if (search.step(age) == 1) {
            final LocalDate at = yearsAt(days, ages);
            if (at != null
                    && search.accept(age, new Call(Builtin.YEARS, List.of(Terms.column(born), new Day(at))), null)) {
                return;
            }
        }
        final Expression day = TimeParts.day(born, kind(born));
        final LocalDate fixed = dividedAt(days, ages, 1, 0);
        if (fixed != null && search.accept(age, Terms.minus(new Day(fixed), day), TimeUnits.DAYS)) {
            return;
        }
        for (final double length : YEARS) {
            // Rounded down, or to the nearest.
            for (final double low : new double[] {0, -.5}) {
                final LocalDate at = dividedAt(days, ages, length, low * search.step(age));
                if (at != null
                        && search.accept(
                                age,
                                Terms.over(Terms.minus(new Day(at), day), Terms.constant(length)),
                                TimeUnits.DAYS)) {
                    return;
                }
            }
        }
    }

    /** A day at which all have their age in whole years; null where there is none. */
    private static LocalDate yearsAt(final double[] days, final double[] ages) {
        long low = -MAX_DAY;
        long high = MAX_DAY;
        for (int i = 0; i < days.length && low <= high; i++) {
            if (Double.isNaN(days[i]) || Double.isNaN(ages[i])) {
                continue;
            }
            if (Math.abs(days[i]) > MAX_DAY || Math.abs(ages[i]) > 1_000) {
                return null;
            }
            final LocalDate born = LocalDate.ofEpochDay((long) days[i]);
            low = Math.max(low, birthday(born, (long) ages[i]));
            high = Math.min(high, birthday(born, (long) ages[i] + 1) - 1);
        }
        return roundest(low, high);
    }

    /** The first day on which someone has an age. */
    private static long birthday(final LocalDate born, final long age) {
        final LocalDate day = born.plusYears(age);
        return day.toEpochDay() + (ChronoUnit.YEARS.between(born, day) < age ? 1 : 0);
    }

    /** Finds a reference date so that the age at it, rounded, equals the column. */
    private LocalDate dividedAt(final double[] days, final double[] ages, final double length, final double low) {
        double from = -MAX_DAY;
        double to = MAX_DAY;
        final double step = length == 1 ? 0 : searchStep(ages);
        for (int i = 0; i < days.length && from <= to; i++) {
            if (!Double.isNaN(days[i]) && !Double.isNaN(ages[i])) {
                from = Math.max(from, days[i] + length * (ages[i] + low));
                to = Math.min(to, days[i] + length * (ages[i] + low + step));
            }
        }
        return length == 1
                ? roundest((long) from, (long) to)
                : roundest((long) Math.ceil(from), (long) Math.ceil(to) - 1);
    }

    private double searchStep(final double... ages) {
        for (final int c : search.columns(c -> search.sample(c) == ages)) {
            return search.step(c);
        }
        return 0;
    }

    /** The first of a year or a month from one day to another, else the first of these days; null for none. */
    private static LocalDate roundest(final long low, final long high) {
        if (low > high || low <= -MAX_DAY || high >= MAX_DAY) {
            return null;
        }
        final LocalDate first = LocalDate.ofEpochDay(low);
        final LocalDate year = first.minusDays(1).plusYears(1).withDayOfYear(1);
        final LocalDate month = first.minusDays(1).plusMonths(1).withDayOfMonth(1);
        return year.toEpochDay() <= high ? year : month.toEpochDay() <= high ? month : first;
    }
}
