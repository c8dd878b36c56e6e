// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairScreenTest {
    private static RowBins bins(final int columns) {
        return new RowBins(IntStream.range(0, columns)
                .mapToObj(c -> BoostedTreesTest.category(c, 3))
                .toList());
    }

    /** Of every column a fair coin; where they are pairs, columns 2 i and 2 i + 1 are the same. */
    private static byte[][] coins(final int columns, final int rows, final int from, final int to, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[columns][rows];
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                codes[c][r] = c % 2 == 1 && c >= from && c < to ? codes[c - 1][r] : (byte) (1 + random.nextInt(2));
            }
        }
        return codes;
    }

    private static double[] alike(final int rows) {
        final double[] weights = new double[rows];
        Arrays.fill(weights, 1. / rows);
        return weights;
    }

    @Test
    void findsThePairsThatGeneratedRowsMiss() {
        final int columns = 40;
        final RowBins bins = bins(columns);
        final CountedTables real = new CountedTables(bins, coins(columns, 500, 10, 30, 1));
        final List<int[]> pairs =
                new PairScreen(bins, real, coins(columns, 4_000, 0, 0, 2), alike(4_000), new WorkerPool(1)).pairs();
        assertEquals(10, pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            assertArrayEquals(new int[] {10 + 2 * i, 11 + 2 * i}, pairs.get(i));
        }
        assertEquals(PairScreen.pairs(columns), PairScreen.lookedAt(columns, 500, 4_000));
    }

    @Test
    void theWorkIsBoundedAndEveryColumnHasItsShareOfIt() {
        final int columns = 1_000;
        final int rows = 4_000;
        final RowBins bins = bins(columns);
        final CountedTables real = new CountedTables(bins, coins(columns, 150, 0, columns, 1));
        final List<int[]> pairs =
                new PairScreen(bins, real, coins(columns, rows, 0, 0, 2), alike(rows), new WorkerPool(1)).pairs();
        final long lookedAt = PairScreen.lookedAt(columns, 150, rows);
        assertTrue(lookedAt * (150 + rows) <= 300_000_000, () -> lookedAt + " pairs");
        assertTrue(lookedAt < PairScreen.pairs(columns));
        final int[] asked = new int[columns];
        for (final int[] pair : PairScreen.candidates(columns, 3, 150 + rows)) {
            asked[pair[0]]++;
            asked[pair[1]]++;
        }
        for (int c = 0; c < columns; c++) {
            assertEquals(2 * lookedAt / columns, asked[c], "column " + c);
        }
        // Neighbours are always among them.
        assertEquals(3, pairs.size());
        pairs.forEach(pair -> assertEquals(pair[0] + 1, pair[1]));
        assertEquals(3, pairs.stream().map(pair -> pair[0]).distinct().count(), "a pair twice");
    }

    @Test
    void neverMoreWorkThanAllPairsAndAtLeastOnePartner() {
        for (final int columns : new int[] {2, 3, 170, 2_000, 10_000}) {
            final long lookedAt = PairScreen.lookedAt(columns, 20_000, 150_000);
            assertTrue(
                    lookedAt <= PairScreen.pairs(columns) && lookedAt >= columns / 2, () -> columns + ": " + lookedAt);
        }
        assertEquals(1_999_000, PairScreen.pairs(2_000));
    }
}
