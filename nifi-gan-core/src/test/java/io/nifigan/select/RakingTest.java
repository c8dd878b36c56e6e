// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.ComputedFeature;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RakingTest {
    private static final int REAL = 10_000;
    private static final int POOL = 60_000;
    private static final RowBins BINS =
            new RowBins(List.of(BoostedTreesTest.number(0, 10), BoostedTreesTest.category(1, 6)));

    /**
     * Real rows: text follows the number three times of four, and small numbers are frequent. Generated ones: neither.
     */
    private static byte[][] rows(final int count, final boolean real, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[2][count];
        for (int r = 0; r < count; r++) {
            final int number = real ? Math.min(random.nextInt(8), random.nextInt(8)) : random.nextInt(8);
            codes[0][r] = (byte) (1 + number);
            codes[1][r] = (byte) (1 + (real && random.nextInt(4) > 0 ? number / 2 : random.nextInt(4)));
        }
        return codes;
    }

    /** No trees, of a column of numbers and a category. */
    private static BoostedTrees noTrees() {
        return new BoostedTrees(
                new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[] {false, true});
    }

    private static RakingModel fitted() {
        return RakingFitter.fit(
                BINS, noTrees(), rows(REAL, true, 1), rows(POOL, false, 2), new WorkerPool(1), Cancellation.never());
    }

    private static double[][] shares(final byte[][] codes, final int[] rows) {
        final double[][] shares = new double[8][4];
        for (final int r : rows) {
            shares[codes[0][r] - 1][codes[1][r] - 1] += 1. / rows.length;
        }
        return shares;
    }

    private static double distance(final double[][] a, final double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                sum += Math.abs(a[i][j] - b[i][j]) / 2;
            }
        }
        return sum;
    }

    private static int[] all(final int count) {
        return IntStream.range(0, count).toArray();
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheTables() {
        try (WorkerPool workers = new WorkerPool(3)) {
            final List<RakingTable> shared = RakingFitter.fit(
                            BINS, noTrees(), rows(REAL, true, 1), rows(POOL, false, 2), workers, Cancellation.never())
                    .tables();
            final List<RakingTable> alone = fitted().tables();
            assertEquals(3, shared.size());
            for (int t = 0; t < shared.size(); t++) {
                assertArrayEquals(alone.get(t).slots(), shared.get(t).slots());
                assertArrayEquals(alone.get(t).logits(), shared.get(t).logits());
            }
        }
    }

    @Test
    void meetsTheTablesOfPairsWithFewerErrorsThanRowsDrawnApart() {
        final double[][] wanted = shares(rows(REAL, true, 1), all(REAL));
        final byte[][] candidates = rows(POOL, false, 4);
        assertTrue(distance(wanted, shares(candidates, all(POOL))) > .4, "generated rows are far off");
        final int[] kept = new RejectionSampler(fitted(), 5, true).keep(candidates, new float[POOL]);
        assertTrue(kept.length > 5_000, kept.length + " kept");
        final double apart = distance(wanted, shares(rows(kept.length, true, 6), all(kept.length)));
        final double distance = distance(wanted, shares(candidates, kept));
        assertTrue(distance < .012 && distance < apart / 2, distance + ", of real rows drawn apart " + apart);
    }

    @Test
    void needsNoFeedbackToComeNear() {
        final byte[][] candidates = rows(POOL, false, 4);
        final int[] kept = new RejectionSampler(fitted(), 5, false).keep(candidates, new float[POOL]);
        // The prior leaves a part of what is far off, and some weights are above the bound.
        assertEquals(0, distance(shares(rows(REAL, true, 1), all(REAL)), shares(candidates, kept)), .07);
    }

    @Test
    void keepsTheSameRowsInOneCallAsInMany() {
        final byte[][] candidates = rows(1_000, false, 4);
        final RakingModel raking = fitted();
        final int[] once = new RejectionSampler(raking, 5, true).keep(candidates, new float[1_000]);
        final RejectionSampler selection = new RejectionSampler(raking, 5, true);
        final int[] early = selection.keep(part(candidates, 0, 300), new float[300]);
        final int[] late = selection.keep(part(candidates, 300, 1_000), new float[700]);
        final int[] both = IntStream.concat(
                        Arrays.stream(early), Arrays.stream(late).map(r -> r + 300))
                .toArray();
        assertArrayEquals(once, both);
    }

    @Test
    void noRowIsKeptInACellThatIsEmptyForAReason() {
        final byte[][] real = rows(REAL, true, 1);
        final byte[][] pool = rows(POOL, false, 2);
        for (int r = 0; r < REAL; r++) {
            real[1][r] = real[0][r] >= 6 && real[1][r] == 1 ? 4 : real[1][r];
        }
        final BoostedTrees trees = noTrees();
        final RakingModel raking = RakingFitter.fit(BINS, trees, real, pool, new WorkerPool(1), Cancellation.never());
        final byte[][] candidates = rows(POOL, false, 4);
        final int[] kept = new RejectionSampler(raking, 5, true).keep(candidates, new float[POOL]);
        assertTrue(kept.length > 5_000, kept.length + " kept");
        assertEquals(
                0,
                Arrays.stream(kept)
                        .filter(r -> candidates[0][r] >= 6 && candidates[1][r] == 1)
                        .count());
        assertTrue(Arrays.stream(kept).anyMatch(r -> candidates[0][r] >= 6), "their other cells are not empty");
    }

    @Test
    void noRowIsKeptWhosePartsMakeNoDay() {
        final ColumnBins year = BoostedTreesTest.number(0, 10);
        final ComputedFeature date = new ComputedFeature(ComputedFeature.Kind.DATE, new int[] {0, 1, 2});
        final RowBins bins = new RowBins(List.of(year, new ColumnBins(0, year.edges(), null, year.groups(), date)));
        final BoostedTrees trees = new BoostedTrees(
                new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[2]);
        final byte[][] pool = rows(POOL, true, 2);
        for (int r = 0; r < POOL; r += 5) {
            pool[1][r] = 0;
        }
        final RakingModel raking =
                RakingFitter.fit(bins, trees, rows(REAL, true, 1), pool, new WorkerPool(1), Cancellation.never());
        final int[] kept = new RejectionSampler(raking, 5, true).keep(pool, new float[POOL]);
        assertTrue(kept.length > 5_000, kept.length + " kept");
        assertTrue(Arrays.stream(kept).noneMatch(r -> pool[1][r] == 0), "a row of no day");
    }

    /**
     * Rows in whose two columns small values go together and great ones do; or three of four times, the other way
     * about.
     */
    private static byte[][] apart(final byte[][] rows, final boolean mostlyWrong) {
        for (int r = 0; r < rows[0].length; r++) {
            final boolean small = mostlyWrong ? r % 4 != 0 ^ rows[0][r] <= 4 : rows[0][r] <= 4;
            rows[1][r] = (byte) (small ? 1 : 2);
        }
        return rows;
    }

    @Test
    void whereMostGeneratedRowsLieInEmptyCellsTheseAreAsAnyOthers() {
        // Real rows never have the two together, generated ones mostly do: as strict tables they would keep out three
        // of four.
        final byte[][] real = apart(rows(REAL, true, 1), false);
        final byte[][] pool = apart(rows(POOL, false, 2), true);
        final BoostedTrees trees = noTrees();
        final RakingModel raking = RakingFitter.fit(BINS, trees, real, pool, new WorkerPool(1), Cancellation.never());
        final int kept = new RejectionSampler(raking, 5, true).keep(pool, new float[POOL]).length;
        assertTrue(kept > 5_000, kept + " kept");
        assertTrue(raking.tables().stream()
                .noneMatch(table -> Arrays.stream(table.slots()).anyMatch(slot -> slot == RakingTable.NEVER)));
    }

    @Test
    void whereMostGeneratedRowsWouldBeMadeInVainTheyAreAsAnyOthersToo() {
        // As before, but a classifier knows which pairs are real: by its weights hardly any row would be excluded, and
        // yet three of four are.
        final byte[][] real = apart(rows(REAL, true, 1), false);
        final byte[][] pool = apart(rows(POOL, false, 2), true);
        final BoostedTrees trees = new BoostedTrees(
                new int[] {0},
                new int[] {0, 1, 1, -1, -1, -1, -1},
                new int[] {4, 0, 1, 0, 0, 0, 0},
                new int[] {1, 3, 5, 0, 0, 0, 0},
                new float[] {0, 0, 0, 3, -3, 3, -3},
                new long[] {0b10, 0, 0, 0, 0b100, 0, 0, 0},
                new boolean[] {false, true});
        final float[] logits = trees.logits(pool, POOL);
        assertEquals(
                -3,
                logits[
                        IntStream.range(0, POOL)
                                .filter(r -> pool[0][r] <= 4 ^ pool[1][r] == 1)
                                .findFirst()
                                .orElseThrow()]);
        final RakingModel raking = RakingFitter.fit(BINS, trees, real, pool, new WorkerPool(1), Cancellation.never());
        assertTrue(raking.tables().stream()
                .noneMatch(table -> Arrays.stream(table.slots()).anyMatch(slot -> slot == RakingTable.NEVER)));
    }

    @Test
    void nearlyAsManyRowsAsAreToBeLookedAtForOneAreLookedAtWhereHardlyAnyFits() {
        // Nine of ten rows lie where none is to lie, and the weights of the others range over e to the power of 12.
        final int[] slots = IntStream.range(0, 10)
                .map(bin -> bin == 1 ? 0 : RakingTable.NEVER)
                .toArray();
        final BoostedTrees trees = noTrees();
        final RejectionSampler selection = new RejectionSampler(
                new RakingModel(BINS, trees, List.of(new RakingTable(0, -1, slots, new float[] {1}, new float[1])), 0),
                5,
                true);
        final RandomStream random = new RandomStream(4);
        final byte[][] codes = new byte[2][POOL];
        final float[] logits = new float[POOL];
        for (int r = 0; r < POOL; r++) {
            codes[0][r] = (byte) (r % 10 == 0 ? 1 : 2);
            logits[r] = (float) (-12 * random.nextDouble());
        }
        final int[] kept = selection.keep(codes, logits);
        assertEquals(
                60, .5 * POOL / Arrays.stream(kept).filter(r -> r >= POOL / 2).count(), 10);
        assertEquals(0, Arrays.stream(kept).filter(r -> r % 10 > 0).count());
    }

    private static byte[][] part(final byte[][] codes, final int from, final int to) {
        return new byte[][] {Arrays.copyOfRange(codes[0], from, to), Arrays.copyOfRange(codes[1], from, to)};
    }

    @Test
    void refusesTablesThatDoNotFitTheirColumns() {
        final BoostedTrees trees = BoostedTrees.none(0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new RakingModel(BINS, trees, List.of(), 0),
                "trees of other columns");
        final BoostedTrees fits = fitted().trees();
        final RakingTable elsewhere = new RakingTable(0, 2, new int[60], new float[1], new float[1]);
        assertThrows(
                IllegalArgumentException.class,
                () -> new RakingModel(BINS, fits, List.of(elsewhere), 0),
                "a column that is none");
        final RakingTable small = new RakingTable(0, 1, new int[59], new float[1], new float[1]);
        assertThrows(
                IllegalArgumentException.class, () -> new RakingModel(BINS, fits, List.of(small), 0), "a cell too few");
        assertThrows(
                IllegalArgumentException.class,
                () -> new RakingTable(0, 1, new int[] {1}, new float[1], new float[1]),
                "a slot that is none");
        assertThrows(
                IllegalArgumentException.class,
                () -> new RakingTable(0, 1, new int[1], new float[] {2}, new float[1]),
                "a share above 1");
        assertThrows(
                IllegalArgumentException.class,
                () -> new RakingTable(0, 1, new int[1], new float[1], new float[] {1e9f}),
                "a huge logit");
    }
}
