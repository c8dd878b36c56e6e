// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A fast scorer of single rows by {@link BoostedTrees}, without walking the trees (QuickScorer, Lucchese et al. 2015).
 * For each tree and each bin of a column it has a mask of the leaves that a row with this bin can reach. The lowest bit
 * in the intersection of all columns' masks is the row's leaf. The masks of {@value #STAGE} trees lie side by side, two
 * in a long. The sums are exactly those of {@link BoostedTrees#logits}. Only {@link #add} is not thread-safe.
 */
public final class QuickScorer {
    /** Trees of a stage, which are scored together. */
    public static final int STAGE = 64;

    private static final int LEAVES = Integer.SIZE;
    /** Pairs of trees in a stage. */
    private static final int PAIRS = STAGE / 2;
    /** The most masks, which take 32 MB. */
    private static final long MAX_MASKS = 1 << 23;

    private static final int MAX_BINS = ColumnBins.MAX_BINS;
    /** Rows of a block: their bins and the masks of one stage fit into the processor's cache. */
    private static final int BLOCK = 1_024;

    private final int stages;
    private final int[] columns;
    /** {@code [stages][columns used]}: the index at which a column's masks begin. */
    private final int[][] begins;
    /** {@code [stages][columns used, bins, pairs of trees]}: the mask of the even tree is in the lower half. */
    private final long[][] masks;

    private final float[][] leaves;
    /** {@code [columns used]}: the index at which the masks of the current row's bin begin. */
    private final int[] at;

    private QuickScorer(final BoostedTrees trees, final int[] columns, final int[] bins) {
        this.columns = columns;
        this.stages = (trees.roots().length + STAGE - 1) / STAGE;
        this.begins = new int[stages][columns.length];
        this.masks = new long[stages][];
        this.at = new int[columns.length];
        this.leaves = new float[stages][STAGE * LEAVES];
        for (int s = 0; s < stages; s++) {
            int size = 0;
            for (int i = 0; i < columns.length; i++) {
                begins[s][i] = size;
                size += bins[columns[i]] * PAIRS;
            }
            masks[s] = new long[size];
            Arrays.fill(masks[s], -1);
        }
    }

    /**
     * Builds the masks.
     *
     * @param bins {@code [columns]}: the number of bins of each column
     * @return null if a tree has more than 32 leaves, or the masks would take too much memory
     */
    public static QuickScorer of(final BoostedTrees trees, final int[] bins) {
        final boolean[] asked = new boolean[bins.length];
        for (final int feature : trees.feature()) {
            if (feature >= 0) {
                asked[feature] = true;
            }
        }
        final int[] columns =
                IntStream.range(0, bins.length).filter(c -> asked[c]).toArray();
        final long binsOfAll = Arrays.stream(columns).mapToLong(c -> bins[c]).sum();
        if ((trees.roots().length + STAGE - 1) / STAGE * STAGE * binsOfAll > MAX_MASKS) {
            return null;
        }
        final QuickScorer all = new QuickScorer(trees, columns, bins);
        final TreeNodes nodes = new TreeNodes(
                trees.feature(), trees.threshold(), trees.left(), trees.value(), trees.sets(), trees.unordered());
        final int[] place = new int[bins.length];
        for (int i = 0; i < columns.length; i++) {
            place[columns[i]] = i;
        }
        for (int t = 0; t < trees.roots().length; t++) {
            if (all.add(nodes, trees.roots()[t], t, 0, place, bins) > LEAVES) {
                return null;
            }
        }
        return all;
    }

    /**
     * Adds the masks of a branch of a tree.
     *
     * @param used the number of leaves to the left of it
     * @return the number of leaves to the left of it and in it; more than {@link #LEAVES} if they do not fit
     */
    private int add(
            final TreeNodes nodes,
            final int node,
            final int tree,
            final int used,
            final int[] place,
            final int[] bins) {
        if (used >= LEAVES) {
            return LEAVES + 1;
        }
        final int feature = nodes.feature()[node];
        final int stage = tree / STAGE;
        if (feature < 0) {
            leaves[stage][tree % STAGE * LEAVES + used] = nodes.value()[node];
            return used + 1;
        }
        final int middle = add(nodes, nodes.left()[node], tree, used, place, bins);
        final int end = middle > LEAVES ? middle : add(nodes, nodes.left()[node] + 1, tree, middle, place, bins);
        if (end <= LEAVES) {
            final long unreachable = (1L << middle) - (1L << used) << tree % 2 * LEAVES;
            final int first = begins[stage][place[feature]] + tree % STAGE / 2;
            for (int b = 0; b < Math.min(bins[feature], MAX_BINS); b++) {
                if (!nodes.goesLeft(node, b)) {
                    masks[stage][first + b * PAIRS] &= ~unreachable;
                }
            }
        }
        return end;
    }

    /** The number of stages of {@value #STAGE} trees; the last stage may have fewer. */
    public int stages() {
        return stages;
    }

    /**
     * Adds the values of a stage's trees for a row, in the order of the trees.
     *
     * @param sum the sum of the stages before
     * @return the sum with this stage
     */
    public float add(final int stage, final byte[][] codes, final int row, final float sum) {
        return add(stage, codes, row, sum, at);
    }

    /** The sums of all trees, {@code [rows]}, of the rows {@code [columns][rows]}. */
    float[] logits(final byte[][] codes, final int rows) {
        final float[] sums = new float[rows];
        final int[] begin = new int[columns.length];
        for (int from = 0; from < rows; from += BLOCK) {
            final int to = Math.min(rows, from + BLOCK);
            for (int s = 0; s < stages; s++) {
                for (int r = from; r < to; r++) {
                    sums[r] = add(s, codes, r, sums[r], begin);
                }
            }
        }
        return sums;
    }

    private float add(final int stage, final byte[][] codes, final int row, final float sum, final int[] begin) {
        for (int c = 0; c < begin.length; c++) {
            begin[c] = begins[stage][c] + (codes[columns[c]][row] & 0xFF) * PAIRS;
        }
        final long[] of = masks[stage];
        final float[] values = leaves[stage];
        float total = sum;
        // The intersections of four pairs at a time stay in registers.
        for (int pair = 0; pair < PAIRS; pair += 4) {
            long a = -1;
            long b = -1;
            long c = -1;
            long d = -1;
            for (final int first : begin) {
                a &= of[first + pair];
                b &= of[first + pair + 1];
                c &= of[first + pair + 2];
                d &= of[first + pair + 3];
            }
            total = plusLeaves(values, pair, a, total);
            total = plusLeaves(values, pair + 1, b, total);
            total = plusLeaves(values, pair + 2, c, total);
            total = plusLeaves(values, pair + 3, d, total);
        }
        return total;
    }

    /** @param reachable the leaves of a pair of trees that a row can reach */
    private static float plusLeaves(final float[] values, final int pair, final long reachable, final float sum) {
        final int even = 2 * pair * LEAVES;
        return sum
                + values[even + Long.numberOfTrailingZeros(reachable)]
                + values[even + LEAVES + Long.numberOfTrailingZeros(reachable >>> LEAVES)];
    }
}
