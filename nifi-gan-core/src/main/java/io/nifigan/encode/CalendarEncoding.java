// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column of days or points in time whose weekdays, days of the month or hours are not all alike. It is learnt in
 * parts, each with a block of its own, from which the value is put together again: whatever the networks make, its
 * weekday and its time are among those that occur. Parts are: the period's number, the day's place in it, the number of
 * the day's cell (of an hour, say), and the milliseconds since the cell began. A part that never changes has nothing to
 * learn and no block.
 *
 * @param period what days are counted in
 * @param cell the length of a cell of the day in milliseconds, which divides the day; a whole day where times are not
 *     all alike
 * @param parts the four parts' encodings; the first alone says whether a value is missing
 * @param min the smallest value in the column's own unit
 * @param max the greatest value
 */
@JsonTypeName("calendar")
public record CalendarEncoding(Period period, int cell, List<NumberEncoding> parts, double min, double max)
        implements Encoding {
    static final int PARTS = 4;
    static final int DAY = 86_400_000;
    private static final int MIN_CELL = 60_000;
    /** A quarter of a million years: beyond all that dates can be written for, within what can be counted. */
    private static final double MAX_DAYS = 1e8;

    public CalendarEncoding {
        Objects.requireNonNull(period, "period");
        parts = List.copyOf(parts);
        if (parts.size() != PARTS || cell < MIN_CELL || cell > DAY || DAY % cell != 0) {
            throw new IllegalArgumentException(
                    ("A calendar of %d parts with cells of %d ms; it must have %d, and cells must divide " + "the day")
                            .formatted(parts.size(), cell, PARTS));
        }
        if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
            throw new IllegalArgumentException("A calendar without a range");
        }
        for (final NumberEncoding part : parts) {
            if (part.missingShare() == 1) {
                throw new IllegalArgumentException("A calendar with a part that has no values");
            }
        }
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        final ColumnKind kind = columns.get(column).kind();
        Misfit.require(
                kind == ColumnKind.TIMESTAMP || kind == ColumnKind.DATE,
                columns.get(column),
                "a calendar but holds no days");
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

    /** Which days there are between the first and the last only the parts tell, together. */
    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        return Optional.of(new Support(
                hasMissing() ? Collections.singletonList(null) : List.of(),
                null,
                min,
                max,
                new Support.Continuum(min, max, 0, Double.NaN, null)));
    }

    /** Whether values may be missing. */
    public boolean hasMissing() {
        return parts.get(0).hasMissing();
    }

    /** The grid on which a part lies, that of the column where it is the last. */
    double step(final int part, final double columnStep) {
        return part == PARTS - 1 ? columnStep : 1;
    }

    /** The parts of a value that is not missing. */
    static double[] split(final Period period, final int cell, final ColumnKind kind, final double value) {
        final boolean days = kind == ColumnKind.DATE;
        final double day = Math.clamp(days ? Math.rint(value) : Math.floor(value / DAY), -MAX_DAYS, MAX_DAYS);
        final double time = days ? 0 : Math.clamp(value - day * DAY, 0., DAY - 1.);
        final double number = Math.floor(time / cell);
        return new double[] {period.number(day), period.place(day), number, time - number * cell};
    }

    /** The value of a part in each row, NaN where that is missing. */
    static double[] split(
            final Period period, final int cell, final ColumnKind kind, final double[] values, final int part) {
        final double[] parts = new double[values.length];
        for (int r = 0; r < values.length; r++) {
            parts[r] = Double.isNaN(values[r]) ? Double.NaN : split(period, cell, kind, values[r])[part];
        }
        return parts;
    }

    /**
     * The value of some parts. Where they lie before the first or after the last value that was learnt, as a Monday of
     * a week that began on a Tuesday, the period beside is taken, so that weekday and time stay.
     */
    double join(
            final ColumnKind kind,
            final double number,
            final double place,
            final double cellNumber,
            final double since) {
        final double bounded = Math.clamp(number, -MAX_DAYS, MAX_DAYS);
        final double time = Math.clamp(
                Math.clamp(cellNumber, 0., (double) DAY / cell - 1) * cell + Math.clamp(since, 0., cell - 1.),
                0.,
                DAY - 1.);
        final double day = Math.clamp(place, 0., period.lastPlace());
        double value = value(kind, bounded, day, time);
        if (value < min) {
            value = value(kind, bounded + 1, day, time);
        } else if (value > max) {
            value = value(kind, bounded - 1, day, time);
        }
        return Math.clamp(value, min, max);
    }

    private double value(final ColumnKind kind, final double number, final double place, final double time) {
        final double day = period.day(Math.rint(number), Math.rint(place));
        return kind == ColumnKind.DATE ? day : day * DAY + time;
    }
}
