// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.Bulk;
import io.nifigan.common.GroupEffect;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * Fits a {@link CalendarEncoding} to a column whose days or times have a calendar pattern.
 *
 * <p>The counts of weekdays, days of the month and hours are compared with those of a density that is smooth over a
 * week, a month or a day (chi-square test). Of weekdays and days of the month, the pattern with the larger effect is
 * used, because one encoding cannot keep both. Times that have no pattern themselves, such as those of readings every
 * hour, are split where other columns depend on the hour, the weekday or the day of the month.
 */
final class CalendarFitter {
    private static final CalendarOptions OPTIONS = CalendarOptions.DEFAULT;
    private static final int WEEK = 7;
    private static final int MONTH = 31;
    private static final int HOURS = 24;
    private static final int HOUR = CalendarEncoding.DAY / HOURS;
    private static final int[] CELLS_PER_HOUR = {1, 2, 4};

    private final Column column;
    private final double[] present;
    private final DoublePredicate isPresent;
    private final ColumnSample sample;

    private CalendarFitter(
            final Column column, final double[] present, final DoublePredicate isPresent, final ColumnSample sample) {
        this.column = column;
        this.present = present;
        this.isPresent = isPresent;
        this.sample = sample;
    }

    /**
     * Fits the encoding of a column.
     *
     * @return empty where the column has no calendar pattern, and no other column has one by its days and times
     */
    static Optional<CalendarEncoding> fit(final ColumnSample sample) {
        final Column column = sample.column();
        final double[] values = sample.numbers();
        final double[] all = sample.range();
        final int min = sample.minimumCount();
        final boolean days = column.kind() == ColumnKind.DATE;
        final double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (!days && column.kind() != ColumnKind.TIMESTAMP || sorted.length < OPTIONS.minRows()) {
            return Optional.empty();
        }
        final Bulk bulk = Bulk.of(sorted, NumberFitter.commonRows(sorted.length, min));
        final double[] present =
                Arrays.stream(sorted).filter(value -> !bulk.isFar(value)).toArray();
        final double[] far = far(sorted, bulk, min);
        final CalendarFitter fitter =
                new CalendarFitter(column, present, value -> !Double.isNaN(value) && !bulk.isFar(value), sample);
        final Period period = fitter.period();
        final int cell = days ? CalendarEncoding.DAY : fitter.cell();
        if (period == Period.DAY && cell == CalendarEncoding.DAY) {
            return Optional.empty();
        }
        final DoublePredicate isLearnt = value -> !bulk.isFar(value) || Arrays.binarySearch(far, value) >= 0;
        final double[] rows = Arrays.stream(values).filter(isLearnt).toArray();
        final double[] known = Arrays.stream(all).filter(isLearnt).toArray();
        final List<NumberEncoding> parts = new ArrayList<>();
        for (int part = 0; part < CalendarEncoding.PARTS; part++) {
            final double[] learnt = CalendarEncoding.split(period, cell, column, rows, part);
            final double[] range = CalendarEncoding.split(period, cell, column, known, part);
            // A constant part needs no block; only the first part encodes missing values.
            final boolean constant = part > 0
                    && Arrays.stream(learnt)
                                    .filter(value -> !Double.isNaN(value))
                                    .distinct()
                                    .count()
                            == 1;
            parts.add(NumberFitter.fit(
                    constant
                            ? Arrays.stream(learnt)
                                    .filter(value -> !Double.isNaN(value))
                                    .toArray()
                            : learnt,
                    range,
                    CalendarEncoding.step(part, column.step()),
                    min));
        }
        final double[] range = Arrays.stream(known)
                .filter(value -> !Double.isNaN(value) && !bulk.isFar(value))
                .toArray();
        return Optional.of(new CalendarEncoding(
                period,
                cell,
                parts,
                Arrays.stream(range).min().orElseThrow(),
                Arrays.stream(range).max().orElseThrow(),
                far));
    }

    /** The far values that enough rows have. */
    private static double[] far(final double[] sorted, final Bulk bulk, final int min) {
        final double[] far = new double[sorted.length];
        int count = 0;
        for (int i = 0; i < sorted.length; ) {
            final int end = Bulk.end(sorted, i);
            if (bulk.isFar(sorted[i]) && end - i >= Math.max(Bulk.MIN_FAR_ROWS, min)) {
                far[count++] = sorted[i];
            }
            i = end;
        }
        return Arrays.copyOf(far, count);
    }

    private double day(final double value) {
        return column.kind() == ColumnKind.DATE ? Math.rint(value) : Math.floor(value / CalendarEncoding.DAY);
    }

    private Period period() {
        final double first = day(Arrays.stream(present).min().orElseThrow());
        final double span = day(Arrays.stream(present).max().orElseThrow()) - first + 1;
        if (span < OPTIONS.minDaysOfWeeks() || span > OPTIONS.maxDays()) {
            return Period.DAY;
        }
        final int[] counts = new int[(int) span];
        for (final double value : present) {
            counts[(int) (day(value) - first)]++;
        }
        final double byWeek = effect(Period.WEEK, first, counts, WEEK);
        final double byMonth = span < OPTIONS.minDaysOfMonths() ? 0 : effect(Period.MONTH, first, counts, MONTH);
        return byWeek == 0 && byMonth == 0 ? periodOfOthers(span) : byWeek >= byMonth ? Period.WEEK : Period.MONTH;
    }

    /** The period on which other columns depend, for days that have no pattern themselves. */
    private Period periodOfOthers(final double span) {
        final double byWeek = ofOthers(value -> Period.WEEK.place(day(value)), WEEK);
        final double byMonth =
                span < OPTIONS.minDaysOfMonths() ? 0 : ofOthers(value -> Period.MONTH.place(day(value)), MONTH);
        return byWeek == 0 && byMonth == 0 ? Period.DAY : byWeek >= byMonth ? Period.WEEK : Period.MONTH;
    }

    private double ofOthers(final DoubleUnaryOperator part, final int parts) {
        final Table rows = sample.rows();
        final double[] times = rows.numbers(sample.index());
        final int[] ofRow = new int[Math.min(OPTIONS.maxRows(), times.length)];
        Arrays.setAll(ofRow, r -> isPresent.test(times[r]) ? (int) part.applyAsDouble(times[r]) : -1);
        double max = 0;
        for (int c = 0; c < Math.min(OPTIONS.maxColumns(), rows.columns().size()); c++) {
            if (c != sample.index() && rows.column(c).meaning() == null) {
                max = Math.max(
                        max,
                        rows.column(c).kind().isNumeric()
                                ? GroupEffect.ofNumbers(rows.numbers(c), ofRow, parts, OPTIONS.evidence())
                                : GroupEffect.ofTexts(rows.codes(c), ofRow, parts, OPTIONS.evidence()));
            }
        }
        return max < OPTIONS.minEffect() ? 0 : max;
    }

    /**
     * The effect size of a period: how far the days' places in it depart from a smooth density; 0 where this may be
     * chance.
     */
    private double effect(final Period period, final double first, final int[] counts, final int length) {
        final double[] found = new double[length];
        final double[] expected = new double[length];
        for (int d = 0; d < counts.length; d++) {
            if (counts[d] > 0) {
                found[(int) period.place(first + d)] += counts[d];
                // A window of the period's length, kept within the range.
                final int from = Math.clamp(d - length / 2, 0, counts.length - length);
                for (int near = from; near < from + length; near++) {
                    expected[(int) period.place(first + near)] += (double) counts[d] / length;
                }
            }
        }
        return effect(found, expected);
    }

    private double effect(final double[] found, final double[] expected) {
        double chi = 0;
        for (int i = 0; i < found.length; i++) {
            chi += (found[i] - expected[i]) * (found[i] - expected[i]) / Math.max(expected[i], 1);
        }
        final double free = found.length - 1;
        final double errors = GroupEffect.standardErrors(chi, free);
        final double effect = (chi - free) / present.length;
        return errors < OPTIONS.evidence() || effect < OPTIONS.minEffect() ? 0 : effect;
    }

    /** The length of the cells of a day in milliseconds; a whole day where the hours have no pattern. */
    private int cell() {
        final double[] found = new double[HOURS];
        for (final double value : present) {
            found[(int) (time(value) / HOUR)]++;
        }
        final double[] expected = new double[HOURS];
        Arrays.fill(expected, (double) present.length / HOURS);
        final double span = Arrays.stream(present).max().orElseThrow()
                - Arrays.stream(present).min().orElseThrow();
        if (span < 2. * CalendarEncoding.DAY
                || Arrays.stream(found).filter(count -> count > 0).count() < 2
                || effect(found, expected) == 0 && ofOthers(value -> Math.floor(time(value) / HOUR), HOURS) == 0) {
            return CalendarEncoding.DAY;
        }
        return HOUR / cellsPerHour(found);
    }

    /**
     * The smallest number of cells an hour so that opening hours begin and end with a cell, such as those of a shop
     * that opens at half past eight. Where most hours are used only partly, times are merely round, and the hour is not
     * split.
     */
    private int cellsPerHour(final double[] found) {
        for (final int count : CELLS_PER_HOUR) {
            final int finest = CELLS_PER_HOUR[CELLS_PER_HOUR.length - 1];
            final double[] cells = new double[HOURS * finest];
            for (final double value : present) {
                cells[(int) (time(value) / (HOUR / finest))]++;
            }
            int partlyUsed = 0;
            int used = 0;
            for (int h = 0; h < HOURS; h++) {
                boolean whole = true;
                for (int p = 0; p < count; p++) {
                    whole &= isWhole(cells, h * finest + p * finest / count, finest / count);
                }
                used += found[h] >= OPTIONS.minInAnHour() ? 1 : 0;
                partlyUsed += found[h] >= OPTIONS.minInAnHour() && !whole ? 1 : 0;
            }
            if (partlyUsed == 0 || partlyUsed > used / 3) {
                return count;
            }
        }
        return CELLS_PER_HOUR[CELLS_PER_HOUR.length - 1];
    }

    /** Whether a range of cells is used from its first to its last, or not at all. */
    private static boolean isWhole(final double[] cells, final int from, final int length) {
        return cells[from] > 0 == cells[from + length - 1] > 0;
    }

    private static double time(final double value) {
        return value - Math.floor(value / CalendarEncoding.DAY) * CalendarEncoding.DAY;
    }
}
