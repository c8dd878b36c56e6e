// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nifigan.common.FilledDigits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final double[] STEPS = {0, 5, 1, .1, .05, .01, 1e-3, 1e-7, 1e-12, 1e-15, 1e-16, 1e-18, .25, 1 / 3.};
    private static final double[] ODD = {
        0,
        -0.,
        .5,
        1.5,
        2.5,
        -2.5,
        .005,
        .015,
        1.005,
        2.675,
        1e15 + .5,
        1e16,
        4.5e15,
        0x1p48,
        0x1p48 + .25,
        1e300,
        -1e300,
        Double.MIN_VALUE,
        127,
        128,
        -129,
        32_768,
        Integer.MAX_VALUE,
        3e9,
        -3e9,
        9.3e18,
        -9.3e18,
        1 / 3.,
        .1 + .2,
        4.35 * 100,
        1.1 * 1.1
    };

    /** By decimals all the way, as a grid's values are defined. */
    private static Object plainly(final ValueType type, final double step, final double value) {
        BigDecimal number = BigDecimal.valueOf(value);
        int scale = -1;
        for (int s = 0; s <= 18 && step > 0; s++) {
            if (Double.parseDouble("1e-" + s) == Math.min(1, step)) {
                scale = s;
                break;
            }
        }
        if (scale >= 0) {
            final BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_EVEN);
            number = Math.abs(rounded.doubleValue() - value) <= 1e-9 * Math.abs(value) ? rounded : number;
        }
        return switch (type) {
            case BYTE -> (byte) whole(number, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> (short) whole(number, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> (int) whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(number, Long.MIN_VALUE, Long.MAX_VALUE);
            default -> number.doubleValue();
        };
    }

    private static long whole(final BigDecimal number, final long min, final long max) {
        return number.setScale(0, RoundingMode.HALF_EVEN)
                .max(BigDecimal.valueOf(min))
                .min(BigDecimal.valueOf(max))
                .longValueExact();
    }

    @Test
    void numbersEqualThoseOfDecimalArithmetic() {
        final SplittableRandom random = new SplittableRandom(5);
        for (final double step : STEPS) {
            final double grid = step == 0 ? 1e-3 : step;
            final DoubleSupplier[] kinds = {
                () -> random.nextInt(-100_000, 100_000) * grid,
                () -> random.nextInt(-100_000, 100_000) / Math.rint(1 / grid),
                () -> (random.nextInt(-100_000, 100_000) + .5) * grid,
                () -> random.nextInt(-100_000, 100_000) * grid * (1 + random.nextDouble(-2e-9, 2e-9)),
                () -> random.nextLong(-1L << 50, 1L << 50) * grid,
                () -> random.nextDouble(-1e4, 1e4),
                () -> Double.longBitsToDouble(random.nextLong()),
                () -> ODD[random.nextInt(ODD.length)]
            };
            for (final ValueType type :
                    List.of(ValueType.BYTE, ValueType.SHORT, ValueType.INT, ValueType.LONG, ValueType.DOUBLE)) {
                final Column column = new Column(new Field("x", type), ColumnKind.DECIMAL, step, null);
                for (final DoubleSupplier kind : kinds) {
                    for (int i = 0; i < 1_000; i++) {
                        final double value = kind.getAsDouble();
                        // What a long number lacks is made up.
                        if (Double.isFinite(value) && !(type == ValueType.LONG && FilledDigits.isCut(value, step))) {
                            // Double's equals tells 0 from -0.
                            assertEquals(
                                    plainly(type, step, value),
                                    Values.fromNumber(column, value),
                                    () -> type + " on a grid of " + step + ": " + value);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aReaderGivesTheTablesValuesAndConvertsATextOnce() {
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("city", ValueType.STRING),
                        new Field("day", ValueType.DATE),
                        new Field("flag", ValueType.BOOLEAN),
                        new Field("price", ValueType.DOUBLE)),
                Map.of("day", ColumnKind.CATEGORY, "price", ColumnKind.DECIMAL));
        for (int r = 0; r < 40; r++) {
            builder.add(new Object[] {
                r % 7 == 0 ? null : "city " + r % 3,
                r % 5 == 0 ? null : LocalDate.of(2024, 1, 1 + r % 4),
                r % 2 == 0,
                r % 11 == 0 ? null : r / 4.
            });
        }
        final Table table = builder.build();
        final ValueReader reader = new ValueReader(table);
        for (int c = 0; c < 4; c++) {
            final int column = c;
            IntStream.range(0, 40).forEach(row -> assertEquals(table.value(column, row), reader.value(column, row)));
        }
        assertNull(reader.value(0, 7));
        assertEquals(LocalDate.of(2024, 1, 2), reader.value(1, 1));
        assertSame(reader.value(1, 1), reader.value(1, 9));
    }
}
