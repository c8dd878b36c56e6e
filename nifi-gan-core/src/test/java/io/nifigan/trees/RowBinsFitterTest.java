// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowBinsFitterTest {
    private static final int ROWS = 5_000;

    private static Table numbers(final double[] values) {
        return new Table(
                List.of(new Column(new Field("n", ValueType.DOUBLE), ColumnKind.DECIMAL, 0, null)),
                values.length,
                new double[][] {values},
                new int[1][],
                Arrays.asList((List<String>) null));
    }

    private static double[] mixed() {
        final RandomStream random = new RandomStream(1);
        final double[] values = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            values[r] = r % 4 == 0 ? 0 : r % 10 == 1 ? Double.NaN : Math.exp(3 * random.nextDouble());
        }
        return values;
    }

    @Test
    void givesMissingAndFrequentValuesBinsOfTheirOwn() {
        final Table table = numbers(mixed());
        final ColumnBins bins = RowBinsFitter.fit(table, c -> true).columns().getFirst();
        assertEquals(0, bins.binOf(Double.NaN));
        final int zero = bins.binOf(0);
        assertNotEquals(zero, bins.binOf(1), "the least other value");
        assertNotEquals(bins.groups()[zero], bins.groups()[bins.binOf(1)]);
        assertNotEquals(bins.groups()[0], bins.groups()[zero]);
    }

    @Test
    void fillsBinsEvenlyAndMoreFinelyAtTheEnds() {
        final Table table = numbers(mixed());
        final RowBins rowBins = RowBinsFitter.fit(table, c -> true);
        final ColumnBins bins = rowBins.columns().getFirst();
        final int[] counts = new int[bins.bins()];
        for (final byte code : rowBins.codes(table)[0]) {
            counts[code & 0xFF]++;
        }
        assertTrue(bins.bins() > 50 && bins.bins() < 120, bins.bins() + " bins");
        for (int b = 2; b < counts.length - 3; b++) {
            assertTrue(counts[b] >= 10 && counts[b] <= 70, "bin " + b + " has " + counts[b]);
        }
        assertTrue(counts[counts.length - 2] < 25, "the last bins are smaller than those in the middle, which hold 50");
    }

    @Test
    void putsNoValueOfTheRowsOnAnEdge() {
        final double[] values = mixed();
        final ColumnBins bins =
                RowBinsFitter.fit(numbers(values), c -> true).columns().getFirst();
        for (final double edge : bins.edges()) {
            assertTrue(Arrays.stream(values).noneMatch(value -> value == edge), "edge " + edge);
        }
    }

    @Test
    void frequentTextsGetBinsAndOthersShareOne() {
        final List<String> words =
                IntStream.range(0, 600).mapToObj(i -> "w" + i).toList();
        final int[] codes = new int[ROWS];
        for (int r = 0; r < ROWS; r++) {
            codes[r] = r % 2 == 0 ? 7 : r % 600;
        }
        final Table table = new Table(
                List.of(new Column(new Field("t", ValueType.STRING), ColumnKind.CATEGORY, 0, null)),
                ROWS,
                new double[1][],
                new int[][] {codes},
                List.of(words));
        final RowBins bins = RowBinsFitter.fit(table, c -> true);
        assertEquals("w7", bins.columns().getFirst().values().getFirst());
        assertEquals(ColumnBins.MAX_BINS, bins.columns().getFirst().bins());
        final Table unknown =
                new Table(table.columns(), 3, new double[1][], new int[][] {{0, 1, -1}}, List.of(List.of("w7", "new")));
        assertArrayEquals(new byte[] {1, (byte) 255, 0}, bins.codes(unknown)[0]);
    }

    @Test
    void leavesOutConstantColumns() {
        assertTrue(
                RowBinsFitter.fit(numbers(new double[100]), c -> true).columns().isEmpty());
    }

    @Test
    void refusesEdgesThatDoNotAscendAndGroupsWithGaps() {
        assertThrows(IllegalArgumentException.class, () -> new ColumnBins(0, new double[] {1, 1}, null, new int[4]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ColumnBins(0, new double[] {1, 2}, null, new int[] {0, 0, 2, 2}));
        assertThrows(IllegalArgumentException.class, () -> new ColumnBins(0, new double[] {1, 2}, null, new int[3]));
        assertThrows(IllegalArgumentException.class, () -> new ColumnBins(0, new double[300], null, new int[302]));
    }
}
