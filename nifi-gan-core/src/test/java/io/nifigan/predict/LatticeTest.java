// SPDX-License-Identifier: Apache-2.0
package io.nifigan.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatticeTest {
    private static final int ROWS = 8_000;

    private static Table table(final double[]... columns) {
        final List<Column> described = IntStream.range(0, columns.length)
                .mapToObj(c -> new Column(new Field("c" + c, ValueType.DOUBLE), ColumnKind.DECIMAL, 0, null))
                .toList();
        return new Table(described, ROWS, columns, new int[columns.length][], Arrays.asList(new List[columns.length]));
    }

    /** Whole degrees, and the humidity in percent of whole degrees of a dew point that is not in the table. */
    private static Table weather() {
        final Random random = new Random(1);
        final double[] degrees = new double[ROWS];
        final double[] humidity = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            degrees[r] = Math.rint(15 + 8 * random.nextGaussian());
            final double dew = Math.rint(degrees[r] - Math.abs(7 * random.nextGaussian()));
            humidity[r] = Math.rint(100 * Math.exp(17.6 * dew / (243 + dew) - 17.6 * degrees[r] / (243 + degrees[r])));
        }
        return table(degrees, humidity);
    }

    @Test
    void whatWasComputedFromAHiddenWholeNumberIsALattice() {
        final Table weather = weather();
        final Lattice lattice = Lattice.find(weather, 1, 0, 1).orElseThrow();

        int kept = 0;
        for (int r = 0; r < ROWS; r++) {
            final double degrees = weather.numbers(0)[r];
            final double humidity = weather.numbers(1)[r];
            kept += lattice.nearest(degrees, humidity) == humidity ? 1 : 0;
        }
        assertTrue(kept > .95 * ROWS, kept + " of " + ROWS);
        // 15 degrees: a dew point of 14 is a humidity of 94 %, one of 13 of 88 %.
        assertEquals(94, lattice.nearest(15, 92), 1);
        assertEquals(88, lattice.nearest(15, 90), 1);
        // An unknown number changes nothing.
        assertEquals(92, lattice.nearest(15.5, 92));
    }

    @Test
    void pairsOfFewerRowsThanTheMinimumAreLeftOut() {
        final Lattice all = Lattice.find(weather(), 1, 0, 1).orElseThrow();
        final Lattice common = Lattice.find(weather(), 1, 0, 30).orElseThrow();

        assertTrue(Arrays.stream(common.values()).mapToInt(each -> each.length).sum()
                < Arrays.stream(all.values()).mapToInt(each -> each.length).sum());
        assertTrue(common.keys().length < all.keys().length);
    }

    @Test
    void numbersThatGoWithAllOthersAreNone() {
        final Random random = new Random(2);
        final double[] a = random.doubles(ROWS, 0, 30).map(Math::rint).toArray();
        final double[] b = IntStream.range(0, ROWS)
                .mapToDouble(r -> Math.rint(a[r] + 4 * random.nextGaussian()))
                .toArray();

        assertEquals(Optional.empty(), Lattice.find(table(a, b), 1, 0, 1));
    }

    @Test
    void whatIsNoLatticeIsRefused() {
        final double[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> new Lattice(-1, one, new double[][] {one}));
        assertThrows(IllegalArgumentException.class, () -> new Lattice(0, one, new double[0][]));
        assertThrows(IllegalArgumentException.class, () -> new Lattice(0, one, new double[][] {{2, 1}}));
        assertThrows(IllegalArgumentException.class, () -> new Lattice(0, one, new double[][] {{}}));
        assertThrows(
                IllegalArgumentException.class, () -> new Lattice(0, new double[] {Double.NaN}, new double[][] {one}));
    }
}
