// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** The functions of expressions. Each has as its name in rules its own name in small letters. */
public enum Builtin {
    YEAR(part(LocalDate::getYear)),
    QUARTER(part(day -> day.get(IsoFields.QUARTER_OF_YEAR))),
    MONTH(part(LocalDate::getMonthValue)),
    /** The week of the year by ISO 8601; {@link #WEEKYEAR} is the year that the week belongs to. */
    WEEK(part(day -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))),
    WEEKYEAR(part(day -> day.get(IsoFields.WEEK_BASED_YEAR))),
    /** The day of the month. */
    DAY(part(LocalDate::getDayOfMonth)),
    DAYOFYEAR(part(LocalDate::getDayOfYear)),
    /** The day of the week, from Monday = 1 to Sunday = 7. */
    WEEKDAY(part(day -> day.getDayOfWeek().getValue())),
    HOUR(clock(millis -> Math.floorDiv(millis, 3_600_000L))),
    MINUTE(clock(millis -> Math.floorDiv(millis, 60_000L) % 60)),
    SECOND(clock(millis -> Math.floorDiv(millis, 1_000L) % 60)),
    /** The day of a timestamp. */
    DATE(start(day -> day)),
    WEEKSTART(start(day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)))),
    MONTHSTART(start(day -> day.withDayOfMonth(1))),
    MONTHEND(start(day -> day.withDayOfMonth(day.lengthOfMonth()))),
    QUARTERSTART(start(
            day -> day.withMonth((day.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1))),
    YEARSTART(start(day -> day.withDayOfYear(1))),
    /** The time of day of a timestamp. */
    TIME((scope, parts) -> {
        one(parts);
        return new Compiled(Quantity.TIME, clockOf(parts.get(0))::applyAsDouble);
    }),
    /** Whole years from the first day to the second: the age of one who was born on the first. */
    YEARS(span(ChronoUnit.YEARS::between)),
    MONTHS(span(ChronoUnit.MONTHS::between)),
    /** The number of the band that the first value lies in: how many of the others, which rise, are not above it. */
    BANDS(Builtin::bands),
    MIN((scope, parts) -> fold(parts, false)),
    MAX((scope, parts) -> fold(parts, true)),
    ABS((scope, parts) -> {
        one(parts);
        final IntToDoubleFunction value = number(parts.get(0)).value();
        return new Compiled(Quantity.NUMBER, r -> Math.abs(value.applyAsDouble(r)));
    });

    private static final long DAY_MILLIS = 86_400_000;
    /** Days beyond these are no dates: the years 0 to 9999 and some. */
    private static final double MAX_DAY = 5e6;

    private final Body body;

    Builtin(final Body body) {
        this.body = body;
    }

    /** Compiles a function call with its arguments. */
    @FunctionalInterface
    private interface Body {
        Compiled compile(Scope scope, List<Compiled> parts);
    }

    /** The name in rules. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The function of a name, or null where there is none. */
    static Builtin ofText(final String name) {
        for (final Builtin builtin : values()) {
            if (builtin.text().equals(name)) {
                return builtin;
            }
        }
        return null;
    }

    Compiled compile(final Scope scope, final List<Compiled> parts) {
        return body.compile(scope, parts);
    }

    private static void one(final List<Compiled> parts) {
        if (parts.size() != 1) {
            throw new IllegalArgumentException("A function of one value has " + parts.size());
        }
    }

    private static Compiled number(final Compiled part) {
        if (part.quantity() != Quantity.NUMBER) {
            throw new IllegalArgumentException("A function of numbers has a " + part.quantity());
        }
        return part;
    }

    /** The day of a date or a timestamp. */
    private static IntToDoubleFunction dayOf(final Compiled part) {
        final IntToDoubleFunction value = part.value();
        return switch (part.quantity()) {
            case DATE -> value;
            case TIMESTAMP -> r -> Math.floor(value.applyAsDouble(r) / DAY_MILLIS);
            case NUMBER, TIME -> throw new IllegalArgumentException("A function of days has a " + part.quantity());
        };
    }

    /** The milliseconds of the day of a time or a timestamp. */
    private static IntToDoubleFunction clockOf(final Compiled part) {
        final IntToDoubleFunction value = part.value();
        return switch (part.quantity()) {
            case TIME -> value;
            case TIMESTAMP ->
                r -> {
                    final double millis = value.applyAsDouble(r);
                    return millis - Math.floor(millis / DAY_MILLIS) * DAY_MILLIS;
                };
            case NUMBER, DATE ->
                throw new IllegalArgumentException("A function of times of day has a " + part.quantity());
        };
    }

    private static boolean isDay(final double day) {
        return Math.abs(day) <= MAX_DAY;
    }

    private static Body part(final ToDoubleFunction<LocalDate> part) {
        return ofDay(Quantity.NUMBER, part);
    }

    private static Body start(final UnaryOperator<LocalDate> start) {
        return ofDay(Quantity.DATE, day -> start.apply(day).toEpochDay());
    }

    private static Body ofDay(final Quantity quantity, final ToDoubleFunction<LocalDate> function) {
        return (scope, parts) -> {
            one(parts);
            final IntToDoubleFunction day = dayOf(parts.get(0));
            return new Compiled(quantity, r -> {
                final double value = day.applyAsDouble(r);
                return isDay(value) ? function.applyAsDouble(LocalDate.ofEpochDay((long) value)) : Double.NaN;
            });
        };
    }

    private static Body clock(final LongToDoubleFunction function) {
        return (scope, parts) -> {
            one(parts);
            final IntToDoubleFunction clock = clockOf(parts.get(0));
            return new Compiled(Quantity.NUMBER, r -> {
                final double value = clock.applyAsDouble(r);
                return Double.isNaN(value) ? Double.NaN : function.applyAsDouble((long) Math.floor(value));
            });
        };
    }

    private static Body span(final ToDoubleBiFunction<LocalDate, LocalDate> function) {
        return (scope, parts) -> {
            if (parts.size() != 2) {
                throw new IllegalArgumentException("A function of two days has " + parts.size());
            }
            final IntToDoubleFunction from = dayOf(parts.get(0));
            final IntToDoubleFunction to = dayOf(parts.get(1));
            return new Compiled(Quantity.NUMBER, r -> {
                final double a = from.applyAsDouble(r);
                final double b = to.applyAsDouble(r);
                return isDay(a) && isDay(b)
                        ? function.applyAsDouble(LocalDate.ofEpochDay((long) a), LocalDate.ofEpochDay((long) b))
                        : Double.NaN;
            });
        };
    }

    private static Compiled bands(final Scope scope, final List<Compiled> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("Bands have no bounds");
        }
        for (final Compiled part : parts) {
            if (part.quantity() != parts.get(0).quantity()) {
                throw new IllegalArgumentException("Bands of a %s have a bound that is a %s"
                        .formatted(parts.get(0).quantity(), part.quantity()));
            }
        }
        final IntToDoubleFunction value = parts.get(0).value();
        final IntToDoubleFunction[] bounds =
                parts.stream().skip(1).map(Compiled::value).toArray(IntToDoubleFunction[]::new);
        return new Compiled(Quantity.NUMBER, r -> {
            final double x = value.applyAsDouble(r);
            int band = 0;
            for (final IntToDoubleFunction bound : bounds) {
                band += x >= bound.applyAsDouble(r) ? 1 : 0;
            }
            return Double.isNaN(x) ? Double.NaN : band;
        });
    }

    private static Compiled fold(final List<Compiled> parts, final boolean max) {
        final IntToDoubleFunction[] values =
                parts.stream().map(part -> number(part).value()).toArray(IntToDoubleFunction[]::new);
        return new Compiled(Quantity.NUMBER, r -> {
            double result = values[0].applyAsDouble(r);
            for (final IntToDoubleFunction value : values) {
                final double next = value.applyAsDouble(r);
                result = max ? Math.max(result, next) : Math.min(result, next);
            }
            return result;
        });
    }
}
