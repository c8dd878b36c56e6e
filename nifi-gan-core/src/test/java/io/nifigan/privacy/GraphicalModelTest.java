// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphicalModelTest {
    private static Grouping grouping(final int[] sizes) {
        final int[][] same = new int[sizes.length][];
        final int[][] halves = new int[sizes.length][];
        for (int c = 0; c < sizes.length; c++) {
            same[c] = new int[sizes[c]];
            halves[c] = new int[sizes[c]];
            for (int i = 0; i < sizes[c]; i++) {
                same[c][i] = i;
                halves[c][i] = i / 2;
            }
        }
        return new Grouping(new int[][][] {same, same, halves});
    }

    private static double[] of(final double variance, final int count) {
        final double[] all = new double[count];
        Arrays.fill(all, variance);
        return all;
    }

    @Test
    void everyTableHasACliqueAndSharedColumnsAreConnected() {
        final SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < 200; trial++) {
            final int width = 2 + random.nextInt(9);
            final int[] sizes = random.ints(width, 2, 6).toArray();
            final List<int[]> tables = new ArrayList<>();
            for (int t = random.nextInt(2 * width); t >= 0; t--) {
                tables.add(random.ints(3, 0, width).distinct().sorted().toArray());
            }
            final JunctionTree tree = JunctionTree.of(sizes, tables);
            for (final int[] table : tables) {
                assertTrue(tree.home(table, sizes) >= 0);
            }
            for (int c = 0; c < width; c++) {
                final BitSet having = new BitSet();
                int tops = 0;
                for (final int clique : tree.order()) {
                    if (Arrays.binarySearch(tree.cliques()[clique], c) >= 0) {
                        tops += tree.parents()[clique] < 0 || !having.get(tree.parents()[clique]) ? 1 : 0;
                        having.set(clique);
                    }
                }
                assertEquals(1, tops, "the cliques with a column are one piece of the tree");
            }
        }
    }

    @Test
    void fitsTablesAndLeavesTheRestIndependent() {
        final int[] sizes = {2, 3, 2};
        final Grouping grouping = grouping(sizes);
        final double[] first = {100, 50, 150, 300, 200, 200};
        final double[] second = {300, 100, 50, 200, 250, 100};
        final GraphicalModel model = new GraphicalModel(sizes, 1_000);
        model.add(MarginalQuery.of(0, 1), grouping, first, of(1, 6));
        model.add(MarginalQuery.of(1, 2), grouping, second, of(1, 6));
        model.fit(3_000);
        final int[][] rows = RowDraws.draw(model, 100_000, new RandomStream(2));
        final double[][][] joint = new double[2][3][2];
        for (int r = 0; r < 100_000; r++) {
            joint[rows[0][r]][rows[1][r]][rows[2][r]] += .01;
        }
        final double[] middle = {400, 250, 350};
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 3; b++) {
                for (int c = 0; c < 2; c++) {
                    // Given the middle column, the others know nothing of each other.
                    assertEquals(first[3 * a + b] * second[2 * b + c] / middle[b], joint[a][b][c], 3);
                }
            }
        }
    }

    @Test
    void weighsContradictingTablesByTheirNoise() {
        final int[] sizes = {2};
        final GraphicalModel model = new GraphicalModel(sizes, 100);
        model.add(MarginalQuery.of(0), grouping(sizes), new double[] {20, 80}, of(1, 2));
        model.add(MarginalQuery.of(0), grouping(sizes), new double[] {60, 40}, of(3, 2));
        model.fit(2_000);
        assertEquals(30, model.beliefs()[0][0], .1);
    }

    @Test
    void fitsCoarserTablesAndLoops() {
        final int[] sizes = {4, 4, 4};
        final Grouping grouping = grouping(sizes);
        final GraphicalModel model = new GraphicalModel(sizes, 1_000);
        // Pairs around a circle, the last of them coarse: like goes with like.
        final double[] fine = new double[16];
        Arrays.fill(fine, 1_000 * .4 / 12);
        for (int i = 0; i < 4; i++) {
            fine[5 * i] = 150;
        }
        model.add(MarginalQuery.of(0, 1), grouping, fine, of(1, 16));
        model.add(MarginalQuery.of(1, 2), grouping, fine, of(1, 16));
        model.add(
                new MarginalQuery(new int[] {0, 2}, new int[] {2, 2}),
                grouping,
                new double[] {50, 450, 450, 50},
                of(.01, 4));
        model.fit(4_000);
        final int[][] rows = RowDraws.draw(model, 50_000, new RandomStream(3));
        int like = 0;
        int coarse = 0;
        for (int r = 0; r < 50_000; r++) {
            like += rows[0][r] == rows[1][r] ? 1 : 0;
            coarse += rows[0][r] / 2 == rows[2][r] / 2 ? 1 : 0;
        }
        assertTrue(coarse < .16 * 50_000, "the precise table has its way");
        assertTrue(like > .4 * 50_000);
    }

    @Test
    void systematicDrawsMeetSharesMoreCloselyThanIndependentOnes() {
        final int[] sizes = {5};
        final GraphicalModel model = new GraphicalModel(sizes, 10);
        model.add(MarginalQuery.of(0), grouping(sizes), new double[] {1, 2, 3, 3.5, .5}, of(1, 5));
        model.fit(3_000);
        final int[] counts = new int[5];
        for (final int group : RowDraws.draw(model, 1_000, new RandomStream(1))[0]) {
            counts[group]++;
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(new double[] {100, 200, 300, 350, 50}[i], counts[i], 2.5);
        }
    }
}
