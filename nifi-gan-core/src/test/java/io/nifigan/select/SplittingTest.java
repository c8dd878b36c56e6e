// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.RowBins;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows are points of a circle, drawn evenly, most of whose weight is in a sixth of it. */
class SplittingTest {
    private static final int POINTS = 40;
    private static final int BATCH = 1_000;
    private static final int BATCHES = 400;
    private static final RowBins BINS = new RowBins(List.of(BoostedTreesTest.category(0, POINTS)));

    /** A point that was split, and the logarithm of its weight. */
    private record Origin(int point, float weight) {}

    private static float weight(final int point) {
        return (float) (12 * Math.cos(2 * Math.PI * point / POINTS));
    }

    private static RakingModel model() {
        return new RakingModel(
                BINS,
                new BoostedTrees(
                        new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[] {true
                        }),
                List.of(),
                0);
    }

    /** The share of each point among the rows kept in the second half, after the number of rows drawn for one. */
    private static double[] shares(final RejectionSampler sampler, final long seed, final boolean isSplit) {
        final RandomStream random = new RandomStream(seed);
        final Deque<Origin> waiting = new ArrayDeque<>();
        final double[] shares = new double[1 + POINTS];
        int kept = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            final byte[][] codes = new byte[1][BATCH];
            final float[] logits = new float[BATCH];
            final Origin[] origins = new Origin[BATCH];
            final float[] near = new float[BATCH];
            Arrays.fill(near, Float.NaN);
            for (int r = 0; r < BATCH; r++) {
                if (r < BATCH / 2 && !waiting.isEmpty()) {
                    origins[r] = waiting.remove();
                    near[r] = origins[r].weight();
                }
                // Near a point are its two neighbours, and it itself.
                final int point = origins[r] == null
                        ? random.nextInt(POINTS)
                        : Math.floorMod(origins[r].point() + random.nextInt(3) - 1, POINTS);
                codes[0][r] = (byte) point;
                logits[r] = weight(point);
            }
            final SplitListener listener = new SplitListener() {
                @Override
                public void split(final int row, final float weight, final int others) {
                    for (int i = 0; i < others; i++) {
                        waiting.add(new Origin(codes[0][row], weight));
                    }
                }

                @Override
                public void rejected(final int row) {
                    waiting.add(origins[row]);
                }
            };
            final RowCells cells = sampler.index().find(codes, BATCH);
            final int[] rows = isSplit ? sampler.keep(cells, logits, near, listener) : sampler.keep(cells, logits);
            for (final int row : rows) {
                if (batch >= BATCHES / 2) {
                    shares[1 + codes[0][row]]++;
                    kept++;
                }
            }
        }
        for (int i = 1; i <= POINTS; i++) {
            shares[i] /= kept;
        }
        shares[0] = .5 * BATCHES * BATCH / kept;
        return shares;
    }

    /** The total variation distance to the shares that the weights ask for. */
    private static double distance(final double[] shares) {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += Math.exp(weight(i));
        }
        double distance = 0;
        for (int i = 0; i < POINTS; i++) {
            distance += Math.abs(shares[1 + i] - Math.exp(weight(i)) / sum) / 2;
        }
        return distance;
    }

    @Test
    void splitRowsFollowTheWeightsAndFewerAreDrawnForThem() {
        final double[] plain = shares(new RejectionSampler(model(), 1, true), 2, false);
        final double[] split = shares(RejectionSampler.splitting(model(), 1, true), 2, true);
        assertTrue(split[0] < .75 * plain[0], split[0] + " drawn for a row, " + plain[0] + " without splitting");
        // Without the rows near others it would be .12.
        assertTrue(distance(split) < .04, "distance " + distance(split));
    }

    @Test
    void theSameSeedKeepsTheSameRows() {
        assertArrayEquals(
                shares(RejectionSampler.splitting(model(), 1, true), 2, true),
                shares(RejectionSampler.splitting(model(), 1, true), 2, true));
    }

    @Test
    void theRowAndTheOthersHaveItsWholeWeightOnAverage() {
        final WeightSplitter splitter = new WeightSplitter(new RandomStream(3));
        final double part = Math.exp(WeightSplitter.LOG_PART);
        for (final double weight : new double[] {.1, .84, .86, 1, 2.3, 7, 40}) {
            long others = 0;
            for (int i = 0; i < 100_000; i++) {
                others += splitter.others(Math.log(weight));
            }
            assertEquals(weight, Math.min(weight, part) + part * others / 100_000, .005);
        }
        assertTrue(splitter.others(100) < 100, "a row is not split into any number of parts");
    }

    @Test
    void aRowThatWeighsLessThanTheOneItIsDrawnNearIsKeptAsMuchLessOften() {
        final RejectionSampler sampler = RejectionSampler.splitting(model(), 5, true);
        final int rows = 40_000;
        final byte[][] codes = new byte[1][rows];
        final float[] near = new float[rows];
        Arrays.fill(near, (float) Math.log(8));
        final int[] rejected = new int[1];
        final float[] logits = new float[rows];
        Arrays.fill(logits, (float) Math.log(2));
        final int[] kept = sampler.keep(sampler.index().find(codes, rows), logits, near, new SplitListener() {
            @Override
            public void split(final int row, final float weight, final int others) {
                throw new AssertionError("a row drawn near another is not split");
            }

            @Override
            public void rejected(final int row) {
                rejected[0]++;
            }
        });
        assertEquals(.75, (double) rejected[0] / rows, .01, "others are drawn in their place");
        assertEquals(.25 * Math.exp(WeightSplitter.LOG_PART), (double) kept.length / rows, .01);
    }
}
