// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.protect.Protection;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An encoder from sketches and a sample, beside the one from all rows. */
class ColumnSummaryTest {
    private static final int ROWS = 200_000;
    private static final int PIECE = 5_000;

    private static Table table(final ValueType type, final ColumnKind kind, final Supplier<Object> values) {
        final TableBuilder builder = new TableBuilder(List.of(new Field("value", type)), Map.of("value", kind));
        for (int r = 0; r < ROWS; r++) {
            builder.add(new Object[] {values.get()});
        }
        return builder.build();
    }

    private static Table stretch(final Table table, final int from, final int rows, final int every) {
        final int[] some = new int[rows];
        java.util.Arrays.setAll(some, i -> from + i * every);
        return table.select(some);
    }

    /** Fitted from every tenth row and the summary of all. */
    private static Encoding summed(final Table table) {
        final Column column = table.column(0);
        final ColumnSummary summary = new ColumnSummary(column.step());
        for (int from = 0; from < ROWS; from += PIECE) {
            summary.add(stretch(table, from, PIECE, 1));
        }
        final Table sample = stretch(table, 0, ROWS / 10, 10);
        return EncoderFitter.fit(sample, sample, sample, Set.of(), List.of(), Protection.NONE, List.of(summary))
                .encodings()
                .getFirst();
    }

    private static NumberEncoding exact(final Table table) {
        return (NumberEncoding) EncoderFitter.fit(table, Set.of()).encodings().getFirst();
    }

    @Test
    void quantilesOfManyValuesAreNearTheExactOnes() {
        final SplittableRandom random = new SplittableRandom(1);
        // Log-normal with 30 % zeros, 5 % sevens and 10 % missing.
        final Table table = table(ValueType.DOUBLE, ColumnKind.DECIMAL, () -> {
            final double kind = random.nextDouble();
            return kind < .1
                    ? null
                    : kind < .4 ? (Object) 0. : kind < .45 ? (Object) 7. : (Object) Math.exp(2 * random.nextGaussian());
        });
        final NumberEncoding exact = exact(table);
        final NumberEncoding summed = (NumberEncoding) summed(table);
        assertArrayEquals(new double[] {0, 7}, summed.atoms());
        for (int i = 0; i < 2; i++) {
            assertEquals(exact.atomShares()[i], summed.atomShares()[i], 2e-5);
        }
        assertEquals(exact.missingShare(), summed.missingShare(), 2e-5);
        assertEquals(exact.min(), summed.min());
        assertEquals(exact.max(), summed.max());
        // The true distribution function of the others, to which both are near; a sample of every tenth row would be
        // off by .009.
        for (double z = -3; z <= 3; z += .05) {
            final double value = Math.exp(2 * z);
            final double share =
                    Math.abs(value - 7) < .2 ? Double.NaN : exact.others().upTo(value);
            assertTrue(Double.isNaN(share) || Math.abs(share - summed.others().upTo(value)) < 1e-3, "at z = " + z);
        }
    }

    @Test
    void fewValuesAreCountedExactly() {
        final SplittableRandom random = new SplittableRandom(2);
        final Table table =
                table(ValueType.INT, ColumnKind.INTEGER, () -> Math.min(random.nextInt(100), random.nextInt(100)));
        final NumberEncoding exact = exact(table);
        final NumberEncoding summed = (NumberEncoding) summed(table);
        assertArrayEquals(exact.atoms(), summed.atoms());
        for (int value = 0; value < 99; value++) {
            assertEquals(
                    exact.others() == null ? 0 : exact.others().upTo(value + .5),
                    summed.others().upTo(value + .5),
                    1e-4,
                    "at " + value);
        }
    }

    @Test
    void sharesOfTextsAreThoseOfAllRows() {
        final SplittableRandom random = new SplittableRandom(3);
        final Table table = table(
                ValueType.STRING,
                ColumnKind.CATEGORY,
                () -> random.nextInt(9) == 0 ? null : "v" + Math.min(random.nextInt(40), random.nextInt(40)));
        final CategoryEncoding exact = (CategoryEncoding)
                EncoderFitter.fit(table, Set.of()).encodings().getFirst();
        final CategoryEncoding summed = (CategoryEncoding) summed(table);
        assertEquals(exact.values(), summed.values());
        assertArrayEquals(exact.shares(), summed.shares());
    }

    @Test
    void sameRowsGiveTheSameEncoder() {
        final SplittableRandom random = new SplittableRandom(4);
        final Table table = table(ValueType.DOUBLE, ColumnKind.DECIMAL, random::nextGaussian);
        assertArrayEquals(
                ((NumberEncoding) summed(table)).others().x(),
                ((NumberEncoding) summed(table)).others().x());
    }
}
