// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of more digits than a double holds. */
class LongNumbersTest {
    private static final int ROWS = 400;

    private static Table table(final Field field, final List<?> values) {
        return TestTable.of(List.of(field)).rows(values.size(), r -> new Object[] {values.get(r)});
    }

    private static List<BigInteger> accounts(final int rows) {
        final SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, rows)
                .mapToObj(i ->
                        new BigInteger("12345678901234567890").add(BigInteger.valueOf(random.nextInt(1_000_000_000))))
                .toList();
    }

    @Test
    void identifiersAreExact() {
        final SplittableRandom random = new SplittableRandom(1);
        final List<Long> snowflakes = IntStream.range(0, ROWS)
                .mapToObj(i -> 1_234_567_890_123_456_789L + 7L * i + random.nextInt(7))
                .toList();
        for (final List<?> values : List.of(snowflakes, accounts(ROWS))) {
            final Table table =
                    table(new Field("account", values == snowflakes ? ValueType.LONG : ValueType.BIGINT), values);
            assertEquals(ColumnKind.IDENTIFIER, table.column(0).kind());
            for (int r = 0; r < ROWS; r++) {
                assertEquals(values.get(r), table.value(0, r));
            }
        }
    }

    @Test
    void identifiersOnDiskAreExact(@TempDir final Path directory) {
        final List<BigInteger> values = accounts(20_000);
        final TableBuilder builder = new TableBuilder(List.of(new Field("account", ValueType.BIGINT)), Map.of())
                .spilling(new SpillSettings(directory, 1_000, 5_000));
        values.forEach(value -> builder.add(new Object[] {value}));
        assertTrue(builder.isLarge());
        try (LargeTable large = builder.buildLarge(new SplittableRandom(1))) {
            for (int block = 0; block < large.blocks(); block++) {
                for (int r = 0; r < large.block(block).rows(); r += 100) {
                    assertEquals(
                            values.get(large.start(block) + r),
                            large.block(block).value(0, r));
                }
            }
        }
    }

    @Test
    void decimalsKeepDigitsLikeTheDatas() {
        final SplittableRandom random = new SplittableRandom(2);
        final List<BigDecimal> values = IntStream.range(0, ROWS)
                .mapToObj(i -> new BigDecimal("%d.%018d".formatted(random.nextInt(90_000), random.nextLong(1L << 59))))
                .toList();
        final Table table = table(new Field("amount", ValueType.DECIMAL, 38, 18), values);
        assertEquals(1e-18, table.column(0).step());
        final int[] last = new int[10];
        final Set<BigDecimal> tails = new HashSet<>();
        for (int r = 0; r < ROWS; r++) {
            final BigDecimal written = (BigDecimal) table.value(0, r);
            assertEquals(18, written.scale());
            assertEquals(values.get(r).doubleValue(), written.doubleValue(), "read as the same number");
            last[written.unscaledValue().mod(BigInteger.TEN).intValue()]++;
            tails.add(written.remainder(new BigDecimal("1e-14")));
        }
        assertTrue(Arrays.stream(last).max().orElseThrow() < ROWS / 4, Arrays.toString(last));
        assertTrue(tails.size() > ROWS * .9, tails.size() + " different tails");
    }

    @Test
    void shortDecimalsStayShort() {
        final List<BigDecimal> values = IntStream.range(0, ROWS)
                .mapToObj(i -> new BigDecimal("%d.%02d".formatted(i, i % 100)).setScale(18))
                .toList();
        final Table table = table(new Field("amount", ValueType.DECIMAL, 38, 18), values);
        for (int r = 0; r < ROWS; r++) {
            assertEquals(values.get(r), table.value(0, r));
        }
    }

    @Test
    void longNumbersKeepTheirGrid() {
        final SplittableRandom random = new SplittableRandom(3);
        final List<Long> values = random.longs(ROWS, 1_000_000, 4_000_000_000_000_000L)
                .mapToObj(value -> value * 1_000)
                .toList();
        final Table table = TestTable.of(ValueType.LONG, "amount", ColumnKind.INTEGER)
                .rows(ROWS, r -> new Object[] {values.get(r)});
        assertEquals(1_000, table.column(0).step());
        for (int r = 0; r < ROWS; r++) {
            final long written = (Long) table.value(0, r);
            assertEquals((double) values.get(r), (double) written);
            assertEquals(0, written % 1_000, "value " + written);
        }
    }

    @Test
    void aGridIsNotTooCoarseForSmallNumbers() {
        final SplittableRandom random = new SplittableRandom(4);
        final List<Double> values = IntStream.range(0, 2_000)
                .mapToObj(i -> i % 400 == 0 ? 1.5e-21 * (i + 1) : Math.rint(1e6 * random.nextDouble()) / 1e9)
                .toList();
        assertEquals(
                0, table(new Field("p", ValueType.DOUBLE), values).column(0).step());
        // What is left of a difference of cents is noise.
        final List<Double> cents = IntStream.range(0, 2_000)
                .mapToObj(i -> i == 0 ? .1 + .2 - .3 : Math.rint(1e6 * random.nextDouble()) / 100)
                .toList();
        assertEquals(
                .01,
                table(new Field("change", ValueType.DOUBLE), cents).column(0).step());
    }

    @Test
    void aFarValueOfFewRowsIsToldOf() {
        final SplittableRandom random = new SplittableRandom(5);
        final TableBuilder builder = new TableBuilder(
                List.of(new Field("few", ValueType.DOUBLE), new Field("enough", ValueType.DOUBLE)), Map.of());
        for (int r = 0; r < 2_000; r++) {
            builder.add(
                    new Object[] {r < 3 ? -999. : random.nextInt(300) / 10., r < 7 ? -999. : random.nextInt(300) / 10.
                    });
        }
        builder.build();
        assertEquals(
                List.of("Column 'few': 3 values lie far from all others, with fewer than 5 rows each; not learnt"),
                builder.warnings());
    }
}
