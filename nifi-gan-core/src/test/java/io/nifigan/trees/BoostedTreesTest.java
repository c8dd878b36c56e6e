// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.RocAuc;
import io.nifigan.common.WorkerPool;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

public class BoostedTreesTest {
    private static final int ROWS = 6_000;
    private static final RowBins TWO_COLUMNS = new RowBins(List.of(number(0, 10), category(1, 6)));

    public static ColumnBins number(final int column, final int bins) {
        return new ColumnBins(
                column,
                IntStream.range(0, bins - 2).asDoubleStream().toArray(),
                null,
                IntStream.range(0, bins).toArray());
    }

    public static ColumnBins category(final int column, final int bins) {
        return new ColumnBins(
                column,
                null,
                IntStream.range(0, bins - 2).mapToObj(i -> "v" + i).toList(),
                IntStream.range(0, bins).toArray());
    }

    /**
     * Both columns uniform; where {@code dependent}, the text is even exactly where the number's bin is, nine times of
     * ten.
     */
    private static byte[][] rows(final int count, final boolean dependent, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[2][count];
        for (int r = 0; r < count; r++) {
            final int number = random.nextInt(8);
            int text = random.nextInt(4);
            if (dependent && random.nextInt(10) > 0) {
                text = text / 2 * 2 + number % 2;
            }
            codes[0][r] = (byte) (1 + number);
            codes[1][r] = (byte) (1 + text);
        }
        return codes;
    }

    private static BoostedTrees fit(final byte[][] real, final byte[][] generated, final int threads) {
        return fit(TreeShape.CLASSIFIER, TWO_COLUMNS, real, generated, threads);
    }

    private static BoostedTrees fit(
            final TreeShape shape,
            final RowBins bins,
            final byte[][] real,
            final byte[][] generated,
            final int threads) {
        try (WorkerPool workers = new WorkerPool(threads)) {
            return BoostedTreesTrainer.fit(shape, bins, real, generated, workers, 1, Cancellation.never());
        }
    }

    /** Rows of ten numbers; in real ones the first is smaller than in generated ones more often than not. */
    private static byte[][] smaller(final int count, final boolean real, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[10][count];
        for (int r = 0; r < count; r++) {
            for (final byte[] code : codes) {
                code[r] = (byte) (1 + random.nextInt(40));
            }
            if (real && random.nextInt(3) == 0) {
                codes[0][r] = (byte) (1 + random.nextInt(20));
            }
        }
        return codes;
    }

    @Test
    void cautiousTreesHardlyTellWhichRowsTheyLearnt() {
        final RowBins bins =
                new RowBins(IntStream.range(0, 10).mapToObj(c -> number(c, 42)).toList());
        final byte[][] real = smaller(2_000, true, 1);
        final byte[][] generated = smaller(8_000, false, 2);
        final byte[][] others = smaller(4_000, true, 3);
        final double usual = membership(fit(TreeShape.CLASSIFIER, bins, real, generated, 1), real, others);
        final double cautious = membership(fit(TreeShape.CAUTIOUS, bins, real, generated, 1), real, others);
        assertTrue(usual > .57, "usual " + usual);
        assertTrue(cautious < .545, "cautious " + cautious);
    }

    private static double membership(final BoostedTrees trees, final byte[][] learnt, final byte[][] others) {
        return RocAuc.of(scores(trees, learnt), scores(trees, others));
    }

    private static double[] scores(final BoostedTrees trees, final byte[][] codes) {
        final float[] logits = trees.logits(codes, codes[0].length);
        return IntStream.range(0, logits.length).mapToDouble(r -> logits[r]).toArray();
    }

    @Test
    void findsTheDensityRatioOfColumnsThatDependOnEachOther() {
        final BoostedTrees trees = fit(rows(ROWS, true, 1), rows(3 * ROWS, false, 2), 2);
        for (int number = 0; number < 8; number++) {
            for (int text = 0; text < 4; text++) {
                final float logit = trees.logits(new byte[][] {{(byte) (1 + number)}, {(byte) (1 + text)}}, 1)[0];
                // Of ten real rows nine have the right parity and half of the tenth: .95 / .5, or .05 / .5.
                final double wanted = Math.log(number % 2 == text % 2 ? 1.9 : .1);
                assertEquals(wanted, logit, .5, number + " " + text);
            }
        }
    }

    @Test
    void logitsOfTwoLotsOfTreesAddUp() {
        final BoostedTrees first = fit(rows(ROWS, true, 1), rows(ROWS, false, 2), 1);
        final BoostedTrees second = fit(rows(ROWS, false, 3), rows(ROWS, true, 4), 1);
        final byte[][] codes = rows(500, true, 5);
        final float[] sum = first.plus(second).logits(codes, 500);
        for (int r = 0; r < sum.length; r++) {
            assertEquals(first.logits(codes, 500)[r] + second.logits(codes, 500)[r], sum[r], 1e-4);
        }
        assertThrows(IllegalArgumentException.class, () -> first.plus(BoostedTrees.none(3)));
    }

    @Test
    void indistinguishableRowsGetLogitsNearZero() {
        final float[] logits =
                fit(rows(ROWS, true, 1), rows(3 * ROWS, true, 2), 1).logits(rows(500, true, 3), 500);
        for (final float logit : logits) {
            assertEquals(0, logit, .3);
        }
    }

    @Test
    void doesNotDependOnTheNumberOfThreads() {
        final byte[][] real = rows(ROWS, true, 1);
        final byte[][] generated = rows(ROWS, false, 2);
        final byte[][] scored = rows(200, false, 3);
        assertArrayEquals(
                fit(real, generated, 1).logits(scored, 200),
                fit(real, generated, 3).logits(scored, 200));
    }

    @Test
    void refusesInconsistentTrees() {
        final boolean[] unordered = {false, true};
        assertThrows(
                IllegalArgumentException.class,
                () -> new BoostedTrees(
                        new int[] {0},
                        new int[] {0, -1, -1},
                        new int[3],
                        new int[] {0, 0, 0},
                        new float[3],
                        new long[0],
                        unordered),
                "a node that is its own child");
        assertThrows(
                IllegalArgumentException.class,
                () -> new BoostedTrees(
                        new int[] {3}, new int[] {-1}, new int[1], new int[1], new float[1], new long[0], unordered),
                "a root beyond the nodes");
        assertThrows(
                IllegalArgumentException.class,
                () -> new BoostedTrees(
                        new int[] {0},
                        new int[] {1, -1, -1},
                        new int[3],
                        new int[] {1, 0, 0},
                        new float[3],
                        new long[0],
                        unordered),
                "a set that is none");
        assertThrows(
                IllegalArgumentException.class,
                () -> new BoostedTrees(
                        new int[] {0},
                        new int[] {2, -1, -1},
                        new int[3],
                        new int[] {1, 0, 0},
                        new float[3],
                        new long[0],
                        unordered),
                "a column that is none");
        assertThrows(
                IllegalArgumentException.class,
                () -> new BoostedTrees(
                        new int[] {0},
                        new int[] {-1},
                        new int[1],
                        new int[1],
                        new float[] {Float.NaN},
                        new long[0],
                        unordered),
                "a value that is no number");
        final BoostedTrees good = new BoostedTrees(
                new int[] {0},
                new int[] {1, -1, -1},
                new int[3],
                new int[] {1, 0, 0},
                new float[] {0, 1, 2},
                new long[] {0b10, 0, 0, 0},
                unordered);
        assertArrayEquals(new float[] {1, 2}, good.logits(new byte[][] {{0, 0}, {1, 2}}, 2));
        assertTrue(good.toString().contains("1 trees"));
    }
}
