// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A form of dates, times of day or timestamps. {@link TimePattern} explains its spec. Reading is strict: there is no
 * 30th of February, and a weekday must be that of the date. A zone is a fixed part of the form, so that the content is
 * local time.
 *
 * <p>A double holds a timestamp to the microsecond. Finer digits are made up from the value on writing, and
 * {@link #restores} does not ask for them.
 */
public final class TimeForm extends SpecifiedForm {
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;
    private static final int NANOS_OF_MICRO = 1_000;
    private static final long MIN_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long MAX_DAY = LocalDate.of(9_999, 12, 31).toEpochDay();
    /** The years of dates that are digits only: other digits are no dates. */
    private static final int MIN_PLAUSIBLE_YEAR = 1_900;

    private static final int MAX_PLAUSIBLE_YEAR = 2_100;

    private final String spec;
    private final Content content;
    private final List<TimePart> parts;
    private final boolean digitsOnly;
    private final boolean finerThanMicros;

    TimeForm(final String spec, final Content content, final List<TimePart> parts) {
        this.spec = spec;
        this.content = content;
        this.parts = List.copyOf(parts);
        digitsOnly = parts.stream()
                .allMatch(part -> part instanceof TimePart.Number
                        || part instanceof TimePart.ShortYear
                        || part instanceof TimePart.Fraction);
        finerThanMicros = content == Content.TIMESTAMP
                && parts.stream().anyMatch(part -> part instanceof TimePart.Fraction fraction && fraction.digits() > 6);
    }

    @Override
    public Content content() {
        return content;
    }

    @Override
    public String spec() {
        return spec;
    }

    /**
     * This form for a column of another content: a form of dates can write timestamps, at midnight.
     *
     * @throws IllegalArgumentException where this form cannot write the content
     */
    public TimeForm as(final Content other) {
        if (other == content) {
            return this;
        }
        if (content != Content.DATE || other != Content.TIMESTAMP) {
            throw new IllegalArgumentException("A form of %s cannot write %s".formatted(content, other));
        }
        return new TimeForm(TimePattern.timestampSpec(spec), other, parts);
    }

    @Override
    public double read(final String text) {
        final ParsedTime parsed = parse(text.strip());
        if (parsed == null) {
            return Double.NaN;
        }
        if (content == Content.TIME) {
            return millis(parsed.nanoOfDay());
        }
        final LocalDate date = date(parsed);
        if (date == null) {
            return Double.NaN;
        }
        return content == Content.DATE ? date.toEpochDay() : ExactMillis.ofMicros(micros(date, parsed.nanoOfDay()));
    }

    @Override
    public String write(final double value) {
        return write(
                switch (content) {
                    case DATE ->
                        LocalDate.ofEpochDay(clampedDay(Math.round(value))).atStartOfDay();
                    case TIME -> LocalDate.EPOCH.atTime(LocalTime.ofNanoOfDay(nanoOfDay(value)));
                    default -> {
                        final long micros = clampedMicros(ExactMillis.toMicros(value));
                        yield at(micros, finerThanMicros ? ExactMillis.finerDigits(micros) : 0);
                    }
                });
    }

    @Override
    public boolean restores(final String text) {
        if (!finerThanMicros) {
            return super.restores(text);
        }
        final ParsedTime parsed = parse(text.strip());
        final LocalDate date = parsed == null ? null : date(parsed);
        if (date == null) {
            return false;
        }
        final int finer = (int) (parsed.nanoOfDay() % NANOS_OF_MICRO);
        final long micros = ExactMillis.toMicros(ExactMillis.ofMicros(micros(date, parsed.nanoOfDay())));
        return write(at(micros, finer)).equals(text);
    }

    private ParsedTime parse(final String text) {
        final ParsedTime parsed = new ParsedTime();
        int at = 0;
        for (final TimePart part : parts) {
            at = part.read(text, at, parsed);
            if (at == TimePart.NO_MATCH) {
                return null;
            }
        }
        return at == text.length() ? parsed : null;
    }

    private LocalDate date(final ParsedTime parsed) {
        final boolean plausible =
                !digitsOnly || parsed.year() >= MIN_PLAUSIBLE_YEAR && parsed.year() <= MAX_PLAUSIBLE_YEAR;
        return plausible ? parsed.date() : null;
    }

    private String write(final LocalDateTime time) {
        final StringBuilder text = new StringBuilder();
        for (final TimePart part : parts) {
            part.write(time, text);
        }
        return text.toString();
    }

    private static long micros(final LocalDate date, final long nanoOfDay) {
        return date.toEpochDay() * (NANOS_OF_DAY / NANOS_OF_MICRO) + nanoOfDay / NANOS_OF_MICRO;
    }

    private static LocalDateTime at(final long micros, final int finer) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L),
                (int) Math.floorMod(micros, 1_000_000L) * NANOS_OF_MICRO + finer,
                ZoneOffset.UTC);
    }

    private static double millis(final long nanos) {
        return nanos / 1_000_000 + nanos % 1_000_000 / 1e6;
    }

    private static long nanoOfDay(final double millis) {
        return Math.clamp(Math.round(millis * 1e6), 0, NANOS_OF_DAY - 1);
    }

    private static long clampedDay(final long day) {
        return Math.clamp(day, MIN_DAY, MAX_DAY);
    }

    private static long clampedMicros(final long micros) {
        final long microsOfDay = NANOS_OF_DAY / NANOS_OF_MICRO;
        return Math.clamp(micros, MIN_DAY * microsOfDay, (MAX_DAY + 1) * microsOfDay - 1);
    }
}
