// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.ComputedFeature;
import io.nifigan.trees.ComputedFeature.Kind;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class TripleTablesTest {
    private static final int REAL = 10_000;
    private static final int POOL = 60_000;
    private static final int VALUES = 6;

    private static RakingModel fit(final RowBins bins, final byte[][] real, final byte[][] pool) {
        final int columns = bins.columns().size();
        final BoostedTrees trees = new BoostedTrees(
                new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[columns]);
        return RakingFitter.fit(bins, trees, real, pool, new WorkerPool(1), Cancellation.never());
    }

    private static RowBins numbers(final int columns) {
        final ColumnBins[] bins = new ColumnBins[columns];
        Arrays.setAll(bins, c -> BoostedTreesTest.number(c, VALUES + 2));
        return new RowBins(List.of(bins));
    }

    private static double share(final int[] rows, final IntPredicate isMet) {
        return (double) Arrays.stream(rows).filter(isMet).count() / rows.length;
    }

    /** Three numbers, of which any two are independent; in real rows the third follows from the other two. */
    private static byte[][] rows(final int count, final boolean real, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[3][count];
        for (int r = 0; r < count; r++) {
            codes[0][r] = (byte) (1 + random.nextInt(VALUES));
            codes[1][r] = (byte) (1 + random.nextInt(VALUES));
            codes[2][r] = (byte) (1 + (real ? (codes[0][r] + codes[1][r]) % VALUES : random.nextInt(VALUES)));
        }
        return codes;
    }

    @Test
    void meetsWhatShowsInNoPair() {
        final RakingModel raking = fit(numbers(3), rows(REAL, true, 1), rows(POOL, false, 2));
        assertEquals(
                1, raking.tables().stream().filter(table -> table.third() >= 0).count());
        final byte[][] candidates = rows(POOL, false, 3);
        final int[] kept = new RejectionSampler(raking, 4, true).keep(candidates, new float[POOL]);
        assertTrue(kept.length > 2_000, kept.length + " kept");
        final double share =
                share(kept, r -> codeOf(candidates, r, 2) == 1 + (candidates[0][r] + candidates[1][r]) % VALUES);
        assertTrue(share > .95, "of the kept rows " + share + " are as real ones, of those drawn one in six");
    }

    private static int codeOf(final byte[][] codes, final int row, final int column) {
        return codes[column][row];
    }

    @Test
    void rowsThatArePairwiseRightHaveNoTablesOfThree() {
        final RakingModel raking = fit(numbers(3), rows(REAL, false, 1), rows(POOL, false, 2));
        assertEquals(
                0, raking.tables().stream().filter(table -> table.third() >= 0).count());
    }

    /** Month, day and a number; of real rows the number is small on every other day, however the months. */
    private static byte[][] days(final int count, final boolean real, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[3][count];
        for (int r = 0; r < count; r++) {
            final int month = random.nextInt(12);
            final int day = random.nextInt(30);
            final boolean isSmall = Integer.bitCount(31 * month + day) % 2 == 0;
            codes[0][r] = (byte) (1 + (real ? (isSmall ? 0 : VALUES / 2) + random.nextInt(VALUES / 2) : random.nextInt(VALUES)));
            codes[1][r] = (byte) (1 + month);
            codes[2][r] = (byte) (1 + day);
        }
        return codes;
    }

    @Test
    void followsDays() {
        final RowBins bins = new RowBins(List.of(
                BoostedTreesTest.number(0, VALUES + 2), time(Kind.MONTH, 14), time(Kind.DAY, 32)));
        final RakingModel raking = fit(bins, days(REAL, true, 1), days(POOL, false, 2));
        final RakingTable table = raking.tables().stream()
                .filter(found -> found.third() >= 0)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(1, 2, 0), List.of(table.first(), table.second(), table.third()));
        final byte[][] candidates = days(POOL, false, 3);
        final int[] kept = new RejectionSampler(raking, 4, true).keep(candidates, new float[POOL]);
        assertTrue(kept.length > 2_000, kept.length + " kept");
        final double share = share(
                kept,
                r -> Integer.bitCount(31 * (candidates[1][r] - 1) + candidates[2][r] - 1) % 2 == 0
                        == candidates[0][r] <= VALUES / 2);
        assertTrue(share > .8, "of the kept rows " + share + " are as on real days, of those drawn half");
    }

    private static ColumnBins time(final Kind kind, final int bins) {
        final ColumnBins plain = BoostedTreesTest.number(1, bins);
        return new ColumnBins(
                1, plain.edges(), null, plain.groups(), new ComputedFeature(kind, new int[] {1}, null));
    }
}
