// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Numbers of every size and scale come out on the grid that they came in on, and within their range. */
class DecimalsTest {
    private static final int ROWS = 2_000;

    /** What is made of numbers when the networks choose at random. */
    private static Table made(final Table table) {
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final ValueDecoder decoder = new ValueDecoder(encoder, ROWS);
        final RandomStream random = new RandomStream(1);
        for (final Block block : encoder.layout().blocks()) {
            for (int r = 0; r < ROWS; r++) {
                decoder.set(
                        block,
                        r,
                        block.members() == 0 ? block.others() : random.nextInt(block.members()),
                        random.nextDouble(),
                        random);
            }
        }
        return decoder.table();
    }

    private static Table table(final Field field, final Function<SplittableRandom, Object> value) {
        final TableBuilder builder = new TableBuilder(
                List.of(field),
                // Long numbers that are all different look like keys.
                field.type() == ValueType.LONG ? Map.of(field.name(), ColumnKind.INTEGER) : Map.of());
        final SplittableRandom random = new SplittableRandom(5);
        for (int r = 0; r < ROWS; r++) {
            builder.add(new Object[] {value.apply(random)});
        }
        return builder.build();
    }

    private static void assertMultiples(
            final String unit, final Field field, final Function<SplittableRandom, Object> value) {
        final Table real = table(field, value);
        final Table made = made(real);
        BigDecimal min = null;
        BigDecimal max = null;
        for (int r = 0; r < ROWS; r++) {
            final BigDecimal number = new BigDecimal(real.value(0, r).toString());
            min = min == null ? number : min.min(number);
            max = max == null ? number : max.max(number);
        }
        final Set<Object> different = new HashSet<>();
        for (int r = 0; r < ROWS; r++) {
            final BigDecimal number = new BigDecimal(made.value(0, r).toString());
            assertEquals(0, number.remainder(new BigDecimal(unit)).signum(), number + " is no multiple of " + unit);
            assertTrue(
                    number.compareTo(min) >= 0 && number.compareTo(max) <= 0,
                    number + " is beyond " + min + " to " + max);
            different.add(number);
        }
        assertTrue(different.size() > 100, different.size() + " different numbers");
    }

    private static BigDecimal units(final SplittableRandom random, final long max, final int scale) {
        return BigDecimal.valueOf(random.nextLong(max) - max / 4, scale);
    }

    @Test
    void gridsAreKept() {
        final Field number = new Field("x", ValueType.DOUBLE);
        assertMultiples("0.01", number, random -> units(random, 100_000, 2).doubleValue());
        assertMultiples(
                "0.01", number, random -> units(random, 400_000_000_000_000L, 2).doubleValue());
        assertMultiples("0.05", number, random -> units(random, 20_000, 0).doubleValue() / 20);
        assertMultiples(
                "0.000000000001", number, random -> units(random, 20_000, 12).doubleValue());
        assertMultiples(
                "1",
                new Field("x", ValueType.LONG),
                random -> 1_000_000_000_000_000L + random.nextLong(9_000_000_000_000_000L));
        assertMultiples("25", new Field("x", ValueType.INT), random -> 25 * (random.nextInt(900) - 300));
        assertMultiples(
                "0.1",
                new Field("x", ValueType.FLOAT),
                random -> units(random, 5_000, 1).floatValue());
        assertMultiples("0.0001", new Field("x", ValueType.DECIMAL, 18, 4), random -> units(random, 90_000_000, 4));
    }

    @Test
    void textsKeepTheirDecimals() {
        final Table made = made(table(
                new Field("price", ValueType.STRING),
                random -> units(random, 40_000, 2).toPlainString()));
        for (int r = 0; r < ROWS; r++) {
            assertTrue(((String) made.value(0, r)).matches("-?\\d+\\.\\d\\d"), (String) made.value(0, r));
        }
        final Table mixed = made(table(
                new Field("rate", ValueType.STRING),
                random -> random.nextBoolean()
                        ? Integer.toString(random.nextInt(500))
                        : units(random, 9_000, 1 + random.nextInt(2)).toPlainString()));
        for (int r = 0; r < ROWS; r++) {
            assertTrue(((String) mixed.value(0, r)).matches("-?\\d+(\\.\\d{1,2})?"), (String) mixed.value(0, r));
        }
    }
}
