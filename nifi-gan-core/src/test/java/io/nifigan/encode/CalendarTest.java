// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private static final int ROWS = 3_000;
    private static final LocalDate FIRST = LocalDate.of(2023, 3, 1);

    private static Table table(final ValueType type, final Function<SplittableRandom, Object> value) {
        final SplittableRandom random = new SplittableRandom(3);
        return TestTable.of(type, "t").rows(ROWS, r -> new Object[] {value.apply(random)});
    }

    private static Encoding encoding(final Table table) {
        return EncoderFitter.fit(table, Set.of()).encodings().get(0);
    }

    /** Open from Monday to Saturday. */
    private static LocalDateTime open(final SplittableRandom random, final int fromMinute, final int toMinute) {
        LocalDate day = FIRST.plusDays(random.nextInt(400));
        while (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = FIRST.plusDays(random.nextInt(400));
        }
        return day.atStartOfDay().plusSeconds(60L * fromMinute + random.nextInt(60 * (toMinute - fromMinute)));
    }

    @Test
    void findsOpeningHours() {
        final CalendarEncoding whole = assertInstanceOf(
                CalendarEncoding.class, encoding(table(ValueType.TIMESTAMP, random -> open(random, 540, 1_080))));
        assertEquals(Period.WEEK, whole.period());
        assertEquals(3_600_000, whole.cell());
        assertEquals(6, whole.parts().get(1).atoms().length, "weekdays without Sunday");
        assertEquals(9, whole.parts().get(2).atoms().length, "hours");
        final CalendarEncoding half = assertInstanceOf(
                CalendarEncoding.class, encoding(table(ValueType.TIMESTAMP, random -> open(random, 510, 1_080))));
        assertEquals(1_800_000, half.cell());
        // Opening hours that are all round are no half hours.
        final CalendarEncoding round = assertInstanceOf(
                CalendarEncoding.class,
                encoding(table(
                        ValueType.TIMESTAMP,
                        random -> open(random, 540, 1_080).withMinute(0).withSecond(random.nextInt(3)))));
        assertEquals(3_600_000, round.cell());
    }

    @Test
    void findsPaymentsOnTheFirstAndFilmsOnThursdays() {
        final CalendarEncoding payments = assertInstanceOf(
                CalendarEncoding.class,
                encoding(table(
                        ValueType.DATE,
                        random ->
                                FIRST.plusDays(random.nextInt(700)).withDayOfMonth(random.nextInt(3) == 0 ? 15 : 1))));
        assertEquals(Period.MONTH, payments.period());
        final CalendarEncoding films = assertInstanceOf(
                CalendarEncoding.class,
                encoding(
                        table(ValueType.DATE, random -> LocalDate.of(1999, 1, 7).plusWeeks(random.nextInt(900)))));
        assertEquals(Period.WEEK, films.period());
        assertEquals(1, films.parts().get(1).atoms().length);
    }

    /** A reading every hour, of which the temperature depends on the hour. */
    @Test
    void splitsTimesOfWhichOtherColumnsDependOnTheHour() {
        final SplittableRandom random = new SplittableRandom(4);
        final Table table = TestTable.of(ValueType.TIMESTAMP, "at")
                .and(ValueType.DOUBLE, "temperature")
                .rows(24 * 200, r -> new Object[] {
                    FIRST.atStartOfDay().plusHours(r), 10 * Math.sin(r % 24 / 24. * 2 * Math.PI) + random.nextDouble()
                });
        final CalendarEncoding calendar = assertInstanceOf(CalendarEncoding.class, encoding(table));
        assertEquals(Period.DAY, calendar.period(), "nothing depends on the weekday");
        assertEquals(24, calendar.parts().get(2).atoms().length, "hours");
    }

    @Test
    void timesWithoutAPatternStayNumbers() {
        assertInstanceOf(
                NumberEncoding.class,
                encoding(table(
                        ValueType.TIMESTAMP,
                        random -> FIRST.atStartOfDay().plusSeconds(random.nextLong(500L * 86_400)))));
        assertInstanceOf(
                NumberEncoding.class,
                encoding(table(
                        ValueType.DATE,
                        random -> LocalDate.of(1950, 1, 1).plusDays((long) (365 * (25 + 9 * random.nextGaussian()))))));
        // Growth is no weekday: a density that only rises.
        assertInstanceOf(
                NumberEncoding.class,
                encoding(table(
                        ValueType.DATE, random -> FIRST.plusDays((long) (300 * Math.sqrt(random.nextDouble()))))));
    }

    @Test
    void splittingAndJoiningRestoresTheValue() {
        for (final Period period : Period.values()) {
            for (long day = -1_000; day < 1_500; day++) {
                assertEquals(day, period.day(period.number(day), period.place(day)), period + " " + day);
                assertTrue(period.place(day) >= 0 && period.place(day) <= period.lastPlace());
            }
        }
        assertEquals(0, Period.WEEK.place(LocalDate.of(2024, 7, 1).toEpochDay()), "a Monday");
        assertEquals(
                LocalDate.of(2023, 2, 28).toEpochDay(),
                Period.MONTH.day(Period.MONTH.number(LocalDate.of(2023, 2, 5).toEpochDay()), 30));
    }

    @Test
    void everyDecodedValueIsAnOpenHourWithinTheRange() {
        final Table table =
                table(ValueType.TIMESTAMP, random -> random.nextInt(10) == 0 ? null : open(random, 540, 1_080));
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final double min = Arrays.stream(table.numbers(0))
                .filter(v -> !Double.isNaN(v))
                .min()
                .orElseThrow();
        final double max = Arrays.stream(table.numbers(0))
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElseThrow();
        final ValueDecoder decoder = new ValueDecoder(encoder, ROWS);
        final RandomStream noise = new RandomStream(1);
        for (final Block block : encoder.layout().blocks()) {
            for (int r = 0; r < ROWS; r++) {
                decoder.set(
                        block,
                        r,
                        block.members() == 0 ? block.others() : noise.nextInt(block.members()),
                        noise.nextDouble(),
                        noise);
            }
        }
        final Table drawn = decoder.table();
        int missing = 0;
        int early = 0;
        for (int r = 0; r < ROWS; r++) {
            final LocalDateTime time = (LocalDateTime) drawn.value(0, r);
            missing += time == null ? 1 : 0;
            if (time != null) {
                assertTrue(
                        time.getDayOfWeek() != DayOfWeek.SUNDAY && time.getHour() >= 9 && time.getHour() < 18,
                        time.toString());
                assertTrue(drawn.numbers(0)[r] >= min && drawn.numbers(0)[r] <= max, time.toString());
                assertEquals(0, drawn.numbers(0)[r] % 1_000, "granularity");
                early += drawn.numbers(0)[r] == min ? 1 : 0;
            }
        }
        // Every part has a member for it; only the first one's counts.
        assertEquals(1. / encoder.layout().blocks().get(0).members(), (double) missing / ROWS, .02);
        assertTrue(early < 5, "rows heaped at the first moment: " + early);
    }

    @Test
    void decodingRestoresEncodedRows() {
        final Table table =
                table(ValueType.TIMESTAMP, random -> open(random, 540, 1_080).withSecond(0));
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final CalendarEncoding calendar = (CalendarEncoding) encoder.encodings().get(0);
        assertEquals(60_000, encoder.columns().get(0).step());
        for (int r = 0; r < ROWS; r++) {
            final double[] parts =
                    CalendarEncoding.split(calendar.period(), calendar.cell(), table.column(0), table.numbers(0)[r]);
            assertEquals(table.numbers(0)[r], calendar.join(table.column(0), parts[0], parts[1], parts[2], parts[3]));
        }
        assertEquals(0, Arrays.stream(encoder.unusual(table)).sum());
        final TableBuilder builder = TableBuilder.forColumns(encoder.columns());
        builder.add(new Object[] {LocalDateTime.of(2023, 3, 5, 23, 0)});
        builder.add(new Object[] {LocalDateTime.of(2063, 3, 5, 23, 0)});
        builder.add(new Object[] {null});
        builder.add(new Object[] {LocalDateTime.of(2023, 3, 6, 12, 0)});
        assertEquals(
                List.of(1, 1, 1, 0),
                Arrays.stream(encoder.unusual(builder.build())).boxed().toList(),
                "a Sunday night, too late, missing, fine");
    }

    /** Parts of a timestamp keep its microseconds, and generated ones have them. */
    @Test
    void keepsMicroseconds() {
        final Table table = table(
                ValueType.TIMESTAMP, random -> open(random, 540, 1_080).withNano(1_000 * random.nextInt(1_000_000)));
        final Column column = table.column(0);
        assertEquals(.001, column.step());
        final CalendarEncoding calendar = assertInstanceOf(CalendarEncoding.class, encoding(table));
        for (final double value : table.numbers(0)) {
            final double[] parts = CalendarEncoding.split(calendar.period(), calendar.cell(), column, value);
            assertEquals(value, calendar.join(column, parts[0], parts[1], parts[2], parts[3]));
        }
        final NumberEncoding since = calendar.parts().getLast();
        int whole = 0;
        for (int i = 0; i < 1_000; i++) {
            final double drawn = calendar.join(
                    column, calendar.parts().getFirst().valueAt(.5, 1), 2, 10, since.valueAt(i / 1e3, .001));
            whole += drawn == Math.rint(drawn) ? 1 : 0;
        }
        assertTrue(whole < 50, whole + " of 1,000 without microseconds");
    }

    @Test
    void rejectsInvalidEncodings() {
        final NumberEncoding part = new NumberEncoding(new double[] {0}, new double[] {1}, 0, null, 0, 0);
        final List<NumberEncoding> parts = List.of(part, part, part, part);
        assertThrows(IllegalArgumentException.class, () -> new CalendarEncoding(Period.WEEK, 0, parts, 0, 1, null));
        assertThrows(
                IllegalArgumentException.class, () -> new CalendarEncoding(Period.WEEK, 7_000_000, parts, 0, 1, null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CalendarEncoding(Period.WEEK, 3_600_000, List.of(part), 0, 1, null));
        assertThrows(
                IllegalArgumentException.class, () -> new CalendarEncoding(Period.WEEK, 3_600_000, parts, 1, 0, null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CalendarEncoding(Period.WEEK, 3_600_000, parts, 0, Double.NaN, null));
        final double huge = Double.MAX_VALUE;
        final CalendarEncoding calendar = new CalendarEncoding(Period.MONTH, 3_600_000, parts, -1e300, 1e300, null);
        for (final double value : new double[] {huge, -huge, Double.NaN, 1e18}) {
            for (final ColumnKind kind : List.of(ColumnKind.TIMESTAMP, ColumnKind.DATE)) {
                final Column column = new Column(
                        new Field("at", kind == ColumnKind.DATE ? ValueType.DATE : ValueType.TIMESTAMP), kind, 1, null);
                calendar.join(column, value, value, value, value);
                CalendarEncoding.split(Period.MONTH, 60_000, column, value);
            }
        }
    }
}
