// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Timestamps keep microseconds, times of day nanoseconds. */
class MicrosTest {
    private static final int ROWS = 500;

    private static void assertKept(final ValueType type, final double step, final List<?> values) {
        final Table table = TestTable.of(type, "at").rows(values.size(), r -> new Object[] {values.get(r)});
        assertEquals(step, table.column(0).step());
        for (int r = 0; r < values.size(); r++) {
            assertEquals(values.get(r), table.value(0, r));
        }
    }

    @Test
    void timestampsKeepMicroseconds() {
        final SplittableRandom random = new SplittableRandom(1);
        assertKept(
                ValueType.TIMESTAMP,
                .001,
                random.longs(ROWS, 0, 2_000_000_000_000_000L)
                        .mapToObj(micros -> LocalDateTime.of(1969, 3, 1, 0, 0).plusNanos(1_000 * micros))
                        .toList());
        assertKept(
                ValueType.TIMESTAMP,
                1,
                random.longs(ROWS, 0, 2_000_000_000_000L)
                        .mapToObj(millis -> LocalDateTime.of(1969, 3, 1, 0, 0).plusNanos(1_000_000 * millis))
                        .toList());
    }

    @Test
    void timesKeepNanoseconds() {
        final SplittableRandom random = new SplittableRandom(1);
        assertKept(
                ValueType.TIME,
                .000_001,
                random.longs(ROWS, 0, LocalTime.MAX.toNanoOfDay())
                        .mapToObj(LocalTime::ofNanoOfDay)
                        .toList());
        assertKept(ValueType.TIME, .000_001, List.of(LocalTime.MAX, LocalTime.MIDNIGHT));
        assertKept(ValueType.TIME, 1_000, List.of(LocalTime.of(1, 2, 3), LocalTime.NOON));
    }

    @Test
    void timestampsAreCutToMicroseconds() {
        final LocalDateTime last = LocalDate.of(2024, 12, 31).atTime(LocalTime.MAX);
        final Table table = TestTable.of(ValueType.TIMESTAMP, "at").rows(1, r -> new Object[] {last});
        assertEquals(last.withNano(999_999_000), table.value(0, 0));
    }

    @Test
    void textsKeepMicroseconds() {
        final SplittableRandom random = new SplittableRandom(2);
        final List<String> texts = random.ints(ROWS, 0, 1_000_000)
                .mapToObj("2024-05-03 17:53:13.%06d"::formatted)
                .toList();
        final Table table = TestTable.of(ValueType.STRING, "at").rows(ROWS, r -> new Object[] {texts.get(r)});
        for (int r = 0; r < ROWS; r++) {
            assertEquals(texts.get(r), table.value(0, r));
        }
    }
}
