// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ValueDrawsTest {
    @Test
    void aValueThatMayBeNoiseIsMergedWithTheCellBesideIt() {
        final double[] bounds = {-.5, .5, 10.5, 99.5, 100.5};
        assertArrayEquals(
                new double[] {0, 530, 410, 0},
                ValueDraws.withoutDoubtful(new double[] {30, 500, 420, -10}, bounds, 1, 20),
                1e-9);
        // Also where another such value lies between.
        assertArrayEquals(
                new double[] {500, 455, 0, 0},
                ValueDraws.withoutDoubtful(
                        new double[] {500, 420, 25, 10}, new double[] {-.5, .5, 98.5, 99.5, 100.5}, 1, 20),
                1e-9);
        assertArrayEquals(
                new double[] {300, 500, 420, 80},
                ValueDraws.withoutDoubtful(new double[] {300, 500, 420, 80}, bounds, 1, 20),
                1e-9);
    }

    @Test
    void cellsOfAGroupAreDrawnByTheirCounts() {
        final int[] groups = new int[30_000];
        Arrays.setAll(groups, r -> r % 2);
        final int[] cells = new ValueDraws(new RandomStream(1), 1)
                .cells(groups, new int[] {0, 1, 0, 1}, new double[] {10, 100, 30, -5}, 1, false);
        int first = 0;
        for (int r = 0; r < groups.length; r++) {
            assertEquals(groups[r], cells[r] % 2);
            first += cells[r] == 0 ? 1 : 0;
            assertTrue(cells[r] != 3, "a cell of less than nothing");
        }
        assertEquals(.25 * 15_000, first, 200);
    }

    /**
     * An exponential distribution of mean 10 in cells of an eighth of the rows each, within bounds that are far beyond
     * it.
     */
    @Test
    void tailsContinueTheirShapeAndDoNotFillThePublicRange() {
        final double[] bounds = new double[34];
        final double[] counts = new double[33];
        double before = 1;
        for (int i = 1; i < 33; i++) {
            bounds[i] = -10 * Math.log(1 - i / 33.);
        }
        bounds[33] = 1_000;
        for (int i = 0; i < 33; i++) {
            final double after = i == 32 ? 0 : Math.exp(-bounds[i + 1] / 10);
            counts[i] = 33_000 * (before - after);
            before = after;
        }
        final int[] cells = new int[33_000];
        Arrays.setAll(cells, r -> r / 1_000);
        final double[] values = new ValueDraws(new RandomStream(2), 1).numbers(cells, bounds, counts, 5, .01, 0, 1_000);
        final double max = Arrays.stream(values).max().orElseThrow();
        assertTrue(max > 70 && max < 160, () -> "the greatest of 33,000 is about 104, not " + max);
        assertEquals(10, Arrays.stream(values).average().orElseThrow(), .3);
        assertTrue(
                Arrays.stream(values).allMatch(value -> Math.abs(Math.rint(value * 100) - value * 100) < 1e-6),
                "all on the grid");
    }

    @Test
    void endsOfColumnsWithFewValuesAreEmptyIfTheyMayBeNoise() {
        // Children from 0 to 10, of which nobody has more than 4; noise of 20.
        final double[] bounds = {-.5, .5, 1.5, 2.5, 3.5, 4.5, 5.5, 7.5, 8.5, 10.5};
        final double[] counts = {300, 500, 400, 200, 90, 25, 30, -12, 18};
        final double[] sure = ValueDraws.withoutDoubtful(counts, bounds, 1, 20);
        assertArrayEquals(new double[] {300, 500, 400, 200, 90, 0, 0, 0, 0}, sure);
        final ValueDraws draws = new ValueDraws(new RandomStream(5), 1);
        final int[] cells = draws.cells(new int[5_000], new int[counts.length], sure, 20, false);
        final double[] values = draws.numbers(cells, bounds, sure, 20, 1, 0, 10);
        assertEquals(4, Arrays.stream(values).max().orElseThrow());
        assertEquals(
                90 / 1_490., Arrays.stream(values).filter(value -> value == 4).count() / 5_000., .01);
        // What is clearly there stays, also beyond a gap.
        assertEquals(
                70, ValueDraws.withoutDoubtful(new double[] {300, 500, 400, 200, 90, 5, 0, -12, 70}, bounds, 1, 20)[8]);
    }
}
