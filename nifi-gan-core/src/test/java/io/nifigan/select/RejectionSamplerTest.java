// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejectionSamplerTest {
    private static final int COLUMNS = 16;
    private static final int VALUES = 4;
    private static final int ROWS = 60_000;
    private static final RowBins BINS = new RowBins(IntStream.range(0, COLUMNS)
            .mapToObj(c -> BoostedTreesTest.category(c, 1 + VALUES))
            .toList());

    /**
     * Tables of all columns but the last and of all pairs of them, met by rows whose columns are uniform and apart:
     * nothing is left to correct but chance.
     */
    private static RakingModel balanced() {
        final List<RakingTable> tables = new ArrayList<>();
        for (int a = 0; a < COLUMNS - 1; a++) {
            tables.add(table(a, -1, 1));
            for (int b = a + 1; b < COLUMNS - 1; b++) {
                tables.add(table(a, b, VALUES + 1));
            }
        }
        return new RakingModel(
                BINS,
                new BoostedTrees(
                        new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], unordered()),
                tables,
                0);
    }

    private static boolean[] unordered() {
        final boolean[] unordered = new boolean[COLUMNS];
        Arrays.fill(unordered, true);
        return unordered;
    }

    /** Each value and pair of values is to have the same share; bin 0, of missing values, none. */
    private static RakingTable table(final int first, final int second, final int width) {
        final float[] targets = new float[(VALUES + 1) * width];
        for (int i = width == 1 ? 1 : width + 1; i < targets.length; i++) {
            targets[i] = width > 1 && i % width == 0 ? 0 : 1f / (width == 1 ? VALUES : VALUES * VALUES);
        }
        return new RakingTable(
                first, second, IntStream.range(0, targets.length).toArray(), targets, new float[targets.length]);
    }

    private static byte[][] rows(final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[COLUMNS][ROWS];
        for (final byte[] column : codes) {
            for (int r = 0; r < ROWS; r++) {
                column[r] = (byte) (1 + random.nextInt(VALUES));
            }
        }
        return codes;
    }

    /** The mean distance of the tables of pairs from what they are to be. */
    private static double distance(final byte[][] codes, final int[] kept) {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < COLUMNS - 1; a++) {
            for (int b = a + 1; b < COLUMNS - 1; b++) {
                final int[] counts = new int[VALUES * VALUES];
                for (final int r : kept) {
                    counts[(codes[a][r] - 1) * VALUES + codes[b][r] - 1]++;
                }
                for (final int count : counts) {
                    sum += Math.abs((double) count / kept.length - 1. / counts.length) / 2;
                }
                pairs++;
            }
        }
        return sum / pairs;
    }

    @Test
    void manyTablesAreMetBetterThanByChanceAndHardlyARowIsLostForIt() {
        final byte[][] codes = rows(1);
        final int[] kept = new RejectionSampler(balanced(), 2, true).keep(codes, new float[ROWS]);
        final double chance = distance(codes, IntStream.range(0, kept.length).toArray());
        final double found = distance(codes, kept);
        assertTrue(kept.length > .4 * ROWS, kept.length + " kept: all weights are one");
        assertTrue(found < .6 * chance, found + ", by chance " + chance);
    }

    @Test
    void whatTablesLackDoesNotBendWhatWeightsSay() {
        final byte[][] codes = rows(3);
        // Rows weigh 1, 1/2, 1/4 and 1/8 by their last column, of which no table knows.
        final float[] logits = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            logits[r] = (float) -Math.log(1 << codes[COLUMNS - 1][r] - 1);
        }
        final int[] kept = new RejectionSampler(balanced(), 4, true).keep(codes, logits);
        final double[] shares = new double[VALUES];
        Arrays.stream(kept).forEach(r -> shares[codes[COLUMNS - 1][r] - 1] += 1. / kept.length);
        assertEquals(8 / 15., shares[0], .015);
        assertEquals(4 / 15., shares[1], .015);
        assertEquals(2 / 15., shares[2], .015);
        assertEquals(1 / 15., shares[3], .015);
    }
}
