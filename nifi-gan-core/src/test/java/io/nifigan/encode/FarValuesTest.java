// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests sentinel values such as 9999, which lie far from all other values. */
class FarValuesTest {
    private static final int ROWS = 2_000;

    private static Encoding encoding(final Table table) {
        return EncoderFitter.fit(table, Set.of()).encodings().getFirst();
    }

    private static Table temperatures(final int far) {
        final SplittableRandom random = new SplittableRandom(5);
        return TestTable.of(ValueType.DOUBLE, "t").rows(ROWS, r ->
                new Object[] {r < far ? -999. : Math.rint(150 + 80 * random.nextGaussian()) / 10});
    }

    private static void assertNothingInTheGap(final NumberEncoding number) {
        for (int i = 0; i <= 10_000; i++) {
            final double value = number.valueAt(i / 1e4, .1);
            assertTrue(value > -30 && value < 60, "value " + value);
        }
    }

    @Test
    void aFarValueThatRepeatsIsAnAtom() {
        final NumberEncoding number = (NumberEncoding) encoding(temperatures(8));
        assertArrayEquals(new double[] {-999}, number.atoms());
        assertEquals(8. / ROWS, number.atomShares()[0], 1e-9);
        assertEquals(-999, number.min());
        assertNothingInTheGap(number);
    }

    @Test
    void aFarValueOfFewRowsIsNotLearnt() {
        final Table table = temperatures(3);
        final NumberEncoding number = (NumberEncoding) encoding(table);
        assertEquals(0, number.atoms().length);
        assertTrue(number.min() > -30, "min " + number.min());
        assertEquals(0, number.missingShare());
        assertNothingInTheGap(number);
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        assertEquals(ROWS, encoder.encode(table).rows(), "its rows are learnt all the same");
    }

    /** Where nearly all years are common ones, the few others are not spread over the gap. */
    @Test
    void aFarValueAmongCommonOnesIsNotLearnt() {
        final SplittableRandom random = new SplittableRandom(6);
        final Table table = TestTable.of(ValueType.INT, "built").rows(ROWS, r ->
                new Object[] {r < 4 ? 9999 : r < 8 ? 1985 + r : 1993 + random.nextInt(30)});
        final NumberEncoding number = (NumberEncoding) encoding(table);
        assertEquals(2022, number.max());
        for (int i = 0; i <= 1_000; i++) {
            assertTrue(number.valueAt(i / 1e3, 1) < 2023);
        }
    }

    @Test
    void aFarDateKeepsTheCalendar() {
        final LocalDate end = LocalDate.of(9999, 12, 31);
        for (final int far : new int[] {0, 3, 8, 900}) {
            final SplittableRandom random = new SplittableRandom(7);
            final Table table = TestTable.of(ValueType.DATE, "until").rows(ROWS, r -> {
                LocalDate day = LocalDate.of(2021, 1, 1).plusDays(random.nextInt(900));
                while (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
                    day = day.plusDays(1);
                }
                return new Object[] {r < far ? end : day};
            });
            final CalendarEncoding calendar = assertInstanceOf(CalendarEncoding.class, encoding(table));
            assertEquals(Period.WEEK, calendar.period());
            assertArrayEquals(far < 5 ? new double[0] : new double[] {end.toEpochDay()}, calendar.far());
            assertTrue(calendar.max() < LocalDate.of(2024, 1, 1).toEpochDay());
            final NumberEncoding weeks = calendar.parts().getFirst();
            for (int r = far < 5 ? far : 0; r < ROWS; r++) {
                final double value = table.numbers(0)[r];
                final double[] parts =
                        CalendarEncoding.split(calendar.period(), calendar.cell(), table.column(0), value);
                assertEquals(
                        value, calendar.join(table.column(0), parts[0], 0, 0, 0), value == end.toEpochDay() ? 0 : 6);
                assertEquals(value, calendar.join(table.column(0), parts[0], parts[1], parts[2], parts[3]));
            }
            if (weeks.hasOthers()) {
                for (int i = 0; i <= 1_000; i++) {
                    final double day = calendar.join(table.column(0), weeks.valueAt(i / 1e3, 1), 2, 0, 0);
                    assertTrue(
                            day <= calendar.max() && day >= calendar.min(), "day " + LocalDate.ofEpochDay((long) day));
                }
            }
            assertEquals(
                    far < 5 ? far : 0,
                    Arrays.stream(EncoderFitter.fit(table, Set.of()).unusual(table))
                            .sum());
        }
    }
}
