// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderMenderTest {
    private static final int ROWS = 2_000;

    private final SplittableRandom random = new SplittableRandom(4);

    private static TableEncoder encoder(final Table table, final String... rules) {
        return EncoderFitter.fit(table, table, Set.of(), List.of(rules));
    }

    /**
     * The table with columns in another order of rows, each in its own, as a generator that learnt nothing makes it.
     */
    private Table shuffled(final Table table, final IntFunction<Boolean> fixed) {
        final Table mixed = table.select(IntStream.range(0, table.rows()).toArray());
        for (int c = 0; c < table.columns().size(); c++) {
            final double[] numbers = mixed.numbers(c);
            for (int r = numbers.length - 1; r > 0 && !fixed.apply(c); r--) {
                final int other = random.nextInt(r + 1);
                final double value = numbers[r];
                numbers[r] = numbers[other];
                numbers[other] = value;
            }
        }
        return mixed;
    }

    private static long kept(final TableEncoder encoder, final Table table) {
        return new Rules(encoder).keeping(table).length;
    }

    @Test
    void valuesInAWrongOrderAreExchanged() {
        final Table table = TestTable.of(ValueType.LONG, "a", "b", "c").rows(ROWS, r -> {
            final long a = random.nextInt(100_000);
            final long b = a + 1 + random.nextInt(50_000);
            return new Object[] {a, b, b + random.nextInt(50_000)};
        });
        final TableEncoder encoder = encoder(table, "none", "a < b", "b <= c");
        final Table mixed = shuffled(table, c -> false);
        final double[][] before = rows(mixed);
        assertTrue(kept(encoder, mixed) < ROWS / 2);

        new OrderMender(encoder).mend(mixed);

        assertTrue(kept(encoder, mixed) > .9 * ROWS, kept(encoder, mixed) + " rows");
        final double[][] after = rows(mixed);
        for (int r = 0; r < ROWS; r++) {
            // Nothing but exchanged within its row.
            Arrays.sort(before[r]);
            Arrays.sort(after[r]);
            assertArrayEquals(before[r], after[r]);
        }
    }

    private static double[][] rows(final Table table) {
        return IntStream.range(0, table.rows())
                .mapToObj(r -> IntStream.range(0, 3)
                        .mapToDouble(c -> table.numbers(c)[r])
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void daysAndPointsInTimeExchangeTheirDays() {
        final Table table = TestTable.of(ValueType.STRING, "sent", "due").rows(ROWS, r -> {
            final LocalDateTime sent = LocalDateTime.of(2024, 1, 1, 0, 0).plusSeconds(random.nextInt(90 * 86_400));
            return new Object[] {
                sent.withNano(0) + (sent.getSecond() == 0 ? ":00" : ""),
                sent.toLocalDate().plusDays(random.nextInt(4)).toString()
            };
        });
        final TableEncoder encoder = encoder(table, "none", "sent <= due");
        final Table mixed = shuffled(table, c -> false);

        new OrderMender(encoder).mend(mixed);

        assertTrue(kept(encoder, mixed) > .95 * ROWS, kept(encoder, mixed) + " rows");
        assertTrue(Arrays.stream(mixed.numbers(1)).allMatch(day -> day == Math.rint(day)));
        assertTrue(Arrays.stream(mixed.numbers(0)).allMatch(millis -> millis % 1_000 == 0));
    }

    @Test
    void whatFollowsFromAChangedValueIsComputedAnew() {
        final Table table = TestTable.of(ValueType.LONG, "a", "b", "twice").rows(ROWS, r -> {
            final long a = random.nextInt(100_000);
            return new Object[] {a, a + random.nextInt(50_000), 2 * a};
        });
        final TableEncoder encoder = encoder(table, "none", "a <= b", "twice = 2 * a");
        final Table mixed = shuffled(table, c -> c != 1);

        new OrderMender(encoder).mend(mixed);

        final int[] kept = new Rules(encoder).keeping(mixed);
        assertTrue(kept.length > .9 * ROWS, kept.length + " rows");
        for (final int r : kept) {
            assertEquals(2 * mixed.numbers(0)[r], mixed.numbers(2)[r]);
        }
    }
}
