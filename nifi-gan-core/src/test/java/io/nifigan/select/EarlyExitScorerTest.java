// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.QuickScorer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.TreeShape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyExitScorerTest {
    private static final int ROWS = 5_000;
    private static final int CANDIDATES = 40_000;
    private static final RowBins BINS = new RowBins(List.of(
            BoostedTreesTest.number(0, 200),
            BoostedTreesTest.category(1, 90),
            BoostedTreesTest.number(2, 40),
            BoostedTreesTest.number(3, 100),
            BoostedTreesTest.category(4, 12)));
    private static final BoostedTrees TREES = trees();

    /** All columns uniform; in real rows the first four mostly go up together, and the last by the second. */
    private static byte[][] rows(final int count, final boolean real, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[5][count];
        final int[] bins = BINS.columns().stream().mapToInt(ColumnBins::bins).toArray();
        for (int r = 0; r < count; r++) {
            final double common = random.nextDouble();
            for (int c = 0; c < codes.length; c++) {
                final double own = random.nextDouble();
                codes[c][r] = (byte) ((real ? (3 * common + 2 * own) / 5 : own) * bins[c]);
            }
        }
        return codes;
    }

    private static BoostedTrees trees() {
        try (WorkerPool workers = new WorkerPool(1)) {
            return BoostedTreesTrainer.fit(
                    TreeShape.CLASSIFIER,
                    BINS,
                    rows(ROWS, true, 1),
                    rows(4 * ROWS, false, 2),
                    workers,
                    1,
                    Cancellation.never());
        }
    }

    private static int[] bins() {
        return BINS.columns().stream().mapToInt(ColumnBins::bins).toArray();
    }

    @Test
    void masksGiveTheSumsOfTheTreesToTheLastBit() {
        assertTrue(
                TREES.roots().length > QuickScorer.STAGE && TREES.roots().length % QuickScorer.STAGE > 0,
                TREES + " should fill more than one stage");
        final byte[][] codes = rows(2_000, false, 3);
        final QuickScorer masks = QuickScorer.of(TREES, bins());
        final float[] sums = new float[2_000];
        for (int r = 0; r < sums.length; r++) {
            for (int s = 0; s < masks.stages(); s++) {
                sums[r] = masks.add(s, codes, r, sums[r]);
            }
        }
        assertArrayEquals(TREES.logits(codes, sums.length), sums);
    }

    /** A tree that asks whether a number is in bin 0, then whether it is in bin 1, and so on. */
    private static BoostedTrees chain(final int leaves) {
        final int nodes = 2 * leaves - 1;
        final int[] feature = new int[nodes];
        final int[] threshold = new int[nodes];
        final int[] left = new int[nodes];
        final float[] value = new float[nodes];
        for (int i = 0; i < nodes; i++) {
            final boolean asks = i % 2 == 0 && i < nodes - 1;
            feature[i] = asks ? 0 : -1;
            threshold[i] = i / 2;
            left[i] = i + 1;
            value[i] = i;
        }
        return new BoostedTrees(new int[] {0}, feature, threshold, left, value, new long[0], new boolean[] {false});
    }

    @Test
    void takesAsManyLeavesAsAnIntHasBitsAndNoMore() {
        final QuickScorer max = QuickScorer.of(chain(Integer.SIZE), new int[] {40});
        final byte[][] codes = {new byte[40]};
        for (int b = 0; b < 40; b++) {
            codes[0][b] = (byte) b;
        }
        final float[] expected = chain(Integer.SIZE).logits(codes, 40);
        for (int b = 0; b < 40; b++) {
            assertEquals(expected[b], max.add(0, codes, b, 0));
        }
        assertNull(QuickScorer.of(chain(Integer.SIZE + 1), new int[] {40}));
    }

    @Test
    void treesThatShareBranchesOfAFileAreNotFollowedForEver() {
        final int nodes = 99;
        final int[] feature = new int[nodes];
        final int[] left = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            // Both children lead to the same next ones: two to the power of their number of ways.
            feature[i] = i < nodes - 2 ? 0 : -1;
            left[i] = i + (i % 2 == 0 ? 1 : 2) > nodes - 2 ? nodes - 2 : i + (i % 2 == 0 ? 1 : 2);
        }
        assertNull(QuickScorer.of(
                new BoostedTrees(
                        new int[] {0}, feature, new int[nodes], left, new float[nodes], new long[0], new boolean[1]),
                new int[] {5}));
    }

    @Test
    void keepsTheRowsThatItWouldKeepIfAllWereScoredBeforehand() {
        final byte[][] pool = rows(CANDIDATES, false, 4);
        final RakingModel raking =
                RakingFitter.fit(BINS, TREES, rows(ROWS, true, 1), pool, new WorkerPool(1), Cancellation.never());
        final byte[][] codes = rows(CANDIDATES, false, 6);
        final int[] beforehand = new RejectionSampler(raking, 7, true).keep(codes, TREES.logits(codes, CANDIDATES));
        final RejectionSampler asking = new RejectionSampler(raking, 7, true);
        assertThrows(
                IllegalStateException.class, () -> asking.keep(asking.index().find(codes, CANDIDATES)));
        assertTrue(asking.enableEarlyExit());
        assertArrayEquals(beforehand, asking.keep(asking.index().find(codes, CANDIDATES)));
        assertTrue(beforehand.length > 300 && beforehand.length < CANDIDATES / 3, beforehand.length + " kept");
    }

    @Test
    void goesOnOnlyAsLongAsARowMayReachWhatItNeeds() {
        final EarlyExitScorer scorer = EarlyExitScorer.of(new RakingModel(BINS, TREES, List.of(), 0));
        final byte[][] codes = rows(12_000, false, 8);
        final float[] logits = TREES.logits(codes, 12_000);
        final float[] asked = new float[12_000];
        for (int r = 0; r < asked.length; r++) {
            asked[r] = scorer.logit(codes, r, 1e9);
        }
        assertArrayEquals(
                java.util.Arrays.copyOf(logits, 8_192),
                java.util.Arrays.copyOf(asked, 8_192),
                "the first are scored in full");
        assertEquals(
                0,
                IntStream.range(8_192, 12_000)
                        .filter(r -> asked[r] != Float.NEGATIVE_INFINITY)
                        .count());
        assertFalse(
                IntStream.range(8_192, 12_000)
                                .filter(r -> scorer.logit(codes, r, logits[r]) != logits[r])
                                .count()
                        > 5,
                "one of some thousands gets more of the later trees than any before");
    }
}
