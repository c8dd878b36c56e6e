// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Grid;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The encoding of a column of dates or timestamps with a weekly, monthly or daily pattern. A value is split into four
 * parts, each with a block of its own, and joined again after decoding; so generated values only have weekdays and
 * times that occur. The parts are the number of the period (week or month), the day's place in it, the number of the
 * cell of the day (such as an hour), and the milliseconds since the cell began. A constant part has no block.
 *
 * @param period the period that days are counted in
 * @param cell the length of a cell of the day in milliseconds, a divisor of the day; a whole day where times have no
 *     pattern
 * @param parts the encodings of the four parts; only the first decides whether a value is missing
 * @param min the smallest value in the column's own unit, those that are far aside
 * @param max the largest value, those that are far aside
 * @param far values far from all others ({@link io.nifigan.common.Bulk}), such as 9999-12-31, ascending: the period of
 *     one stands for the value itself
 */
@JsonTypeName("calendar")
public record CalendarEncoding(
        Period period, int cell, List<NumberEncoding> parts, double min, double max, double[] far) implements Encoding {
    static final int PARTS = 4;
    private static final int MAX_FAR = 100;
    static final int DAY = 86_400_000;
    private static final int MIN_CELL = 60_000;
    /** Some 270,000 years: more than dates in texts need, and safe for date arithmetic. */
    private static final double MAX_DAYS = 1e8;

    public CalendarEncoding {
        Objects.requireNonNull(period, "period");
        parts = List.copyOf(parts);
        if (parts.size() != PARTS || cell < MIN_CELL || cell > DAY || DAY % cell != 0) {
            throw new IllegalArgumentException(
                    ("A calendar encoding of %d parts with cells of %d ms; it must have %d parts, and cells "
                                    + "must divide the day")
                            .formatted(parts.size(), cell, PARTS));
        }
        if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
            throw new IllegalArgumentException("A calendar encoding has no finite range");
        }
        far = far == null ? new double[0] : far.clone();
        if (far.length > MAX_FAR || !Arrays.stream(far).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("A calendar encoding has far values that are not finite, or too many");
        }
        for (final NumberEncoding part : parts) {
            if (part.missingShare() == 1) {
                throw new IllegalArgumentException("A calendar encoding has a part without values");
            }
        }
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        final ColumnKind kind = columns.get(column).kind();
        EncodingChecks.require(
                kind == ColumnKind.TIMESTAMP || kind == ColumnKind.DATE,
                columns.get(column),
                "a calendar encoding but is not a DATE or TIMESTAMP");
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return new CalendarCodec(this, column, columns.get(column));
    }

    @Override
    public List<Block> blocks() {
        return parts.stream().map(part -> part.blocks().getFirst()).toList();
    }

    @Override
    public String label(final int part, final int member) {
        return parts.get(part).label(0, member);
    }

    @Override
    public int missingMember(final int part) {
        return part == 0 ? parts.getFirst().missingMember() : -1;
    }

    @Override
    public boolean canMiss() {
        return hasMissing();
    }

    /** The range only: which days between the first and the last can occur depends on all parts together. */
    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        return Optional.of(new Support(
                hasMissing() ? Collections.singletonList(null) : List.of(),
                null,
                Arrays.stream(far).reduce(min, Math::min),
                Arrays.stream(far).reduce(max, Math::max),
                new Support.Continuum(min, max, 0, Double.NaN, null)));
    }

    /** Whether values may be missing. */
    public boolean hasMissing() {
        return parts.get(0).hasMissing();
    }

    /** The step of a part's grid; for the last part that of the column. */
    static double step(final int part, final double columnStep) {
        return part == PARTS - 1 ? columnStep : 1;
    }

    /** Splits a value that is not missing into its parts. */
    static double[] split(final Period period, final int cell, final Column column, final double value) {
        final double day = day(column, value);
        final double time =
                column.kind() == ColumnKind.DATE ? 0 : Math.clamp(onGrid(column, value - day * DAY), 0., last(column));
        final double number = Math.floor(time / cell);
        return new double[] {period.number(day), period.place(day), number, onGrid(column, time - number * cell)};
    }

    private static double day(final Column column, final double value) {
        return Math.clamp(
                column.kind() == ColumnKind.DATE ? Math.rint(value) : Math.floor(value / DAY), -MAX_DAYS, MAX_DAYS);
    }

    /** The time of day of a timestamp, rounded to the microsecond. */
    private static double onGrid(final Column column, final double time) {
        return column.step() > 0 && column.step() < 1 ? Grid.snap(time, column.step()) : time;
    }

    /** The last time of a day. */
    private static double last(final Column column) {
        return DAY - (column.step() > 0 ? Math.min(1, column.step()) : 1);
    }

    /** The value of a part in each row, NaN where the value is missing. */
    static double[] split(
            final Period period, final int cell, final Column column, final double[] values, final int part) {
        final double[] parts = new double[values.length];
        for (int r = 0; r < values.length; r++) {
            parts[r] = Double.isNaN(values[r]) ? Double.NaN : split(period, cell, column, values[r])[part];
        }
        return parts;
    }

    /**
     * Joins parts to a value. A result before the first or after the last value of the training rows (such as the
     * Monday of a week that began on a Tuesday) moves to the next or previous period, so that weekday and time stay.
     * The period of a far value gives that value.
     */
    double join(
            final Column column, final double number, final double place, final double cellNumber, final double since) {
        final double bounded = Math.clamp(number, -MAX_DAYS, MAX_DAYS);
        for (final double value : far) {
            if (period.number(day(column, value)) == Math.rint(bounded)) {
                return value;
            }
        }
        final double last = last(column);
        final double time = Math.clamp(
                Math.clamp(cellNumber, 0., (double) DAY / cell - 1) * cell + Math.clamp(since, 0., cell - (DAY - last)),
                0.,
                last);
        final double day = Math.clamp(place, 0., period.lastPlace());
        double value = value(column, bounded, day, time);
        if (value < min) {
            value = value(column, bounded + 1, day, time);
        } else if (value > max) {
            value = value(column, bounded - 1, day, time);
        }
        return Math.clamp(value, min, max);
    }

    /** Whether a value is out of range. */
    boolean isOutside(final double value) {
        return (value < min || value > max) && Arrays.stream(far).noneMatch(known -> known == value);
    }

    private double value(final Column column, final double number, final double place, final double time) {
        final double day = period.day(Math.rint(number), Math.rint(place));
        return column.kind() == ColumnKind.DATE ? day : onGrid(column, day * DAY + time);
    }
}
