// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Gradient-boosted regression trees over binned rows (Friedman 2001). As a classifier of real and generated rows, their
 * sum is the logarithm of the odds that a row is real, if there were as many real rows as generated ones. The nodes of
 * all trees lie in the same arrays; a node's right child follows its left one.
 *
 * @param roots {@code [trees]}: the root node of each tree
 * @param feature {@code [nodes]}: the column of {@link RowBins} by which a node splits, -1 for a leaf
 * @param threshold {@code [nodes]}: the last bin that goes left; for a column without order, the index of a set of bins
 * @param left {@code [nodes]}: the left child
 * @param value {@code [nodes]}: the value that a leaf adds
 * @param sets {@code [4 sets]}: for each set of bins 256 bits, 1 for bins that go left
 * @param unordered {@code [columns]}: whether a column's bins have no order
 */
public record BoostedTrees(
        int[] roots, int[] feature, int[] threshold, int[] left, float[] value, long[] sets, boolean[] unordered) {
    /** The most nodes of all trees. */
    static final int MAX_NODES = 1 << 20;

    private static final int MAX_TREES = 10_000;
    private static final int MAX_DEPTH = 64;
    private static final int WORDS = TreeNodes.WORDS;
    private static final int BLOCK = 1_024;

    public BoostedTrees {
        final int nodes = feature.length;
        if (nodes > MAX_NODES
                || threshold.length != nodes
                || left.length != nodes
                || value.length != nodes
                || sets.length % WORDS != 0) {
            throw new IllegalArgumentException(
                    ("Boosted trees need arrays of the same length: they have %d nodes, %d thresholds, %d children, "
                                    + "%d values")
                            .formatted(nodes, threshold.length, left.length, value.length));
        }
        require(roots.length <= MAX_TREES, "more than %d roots".formatted(MAX_TREES));
        for (final int root : roots) {
            require(root >= 0 && root < nodes, "a root that is not a node");
        }
        final int[] depth = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            require(Float.isFinite(value[i]), "a value that is not a number");
            if (feature[i] >= 0) {
                require(feature[i] < unordered.length, "a column that does not exist");
                require(left[i] > i && left[i] < nodes - 1, "a child that is not a later node");
                depth[left[i]] = Math.max(depth[left[i]], depth[i] + 1);
                depth[left[i] + 1] = Math.max(depth[left[i] + 1], depth[i] + 1);
                require(depth[i] < MAX_DEPTH, "a branch that is too long");
                require(
                        !unordered[feature[i]] || threshold[i] >= 0 && threshold[i] < sets.length / WORDS,
                        "a set of bins that does not exist");
            }
        }
    }

    private static void require(final boolean good, final String what) {
        if (!good) {
            throw new IllegalArgumentException("A boosted tree has " + what);
        }
    }

    /** No trees: every row has the logit 0. */
    public static BoostedTrees none(final int columns) {
        return new BoostedTrees(
                new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[columns]);
    }

    /**
     * These trees and others over the same columns, whose logits add up.
     *
     * @throws IllegalArgumentException if the others have other columns
     */
    public BoostedTrees plus(final BoostedTrees others) {
        if (!Arrays.equals(unordered, others.unordered)) {
            throw new IllegalArgumentException("Trees over other columns cannot be added");
        }
        final int nodes = feature.length;
        final int known = sets.length / WORDS;
        final int[] moved = others.threshold.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += others.feature[i] >= 0 && unordered[others.feature[i]] ? known : 0;
        }
        return new BoostedTrees(
                joined(roots, others.roots, nodes),
                joined(feature, others.feature, 0),
                joined(threshold, moved, 0),
                joined(left, others.left, nodes),
                joined(value, others.value),
                LongStream.concat(Arrays.stream(sets), Arrays.stream(others.sets))
                        .toArray(),
                unordered);
    }

    private static int[] joined(final int[] first, final int[] second, final int added) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second).map(i -> i + added))
                .toArray();
    }

    private static float[] joined(final float[] first, final float[] second) {
        final float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /**
     * @param codes {@code [columns][rows]}: rows as {@link RowBins#codes} gives them
     * @param rows the number of rows
     * @return {@code [rows]}: the sums of the trees
     */
    public float[] logits(final byte[][] codes, final int rows) {
        final float[] logits = new float[rows];
        final TreeNodes nodes = new TreeNodes(feature, threshold, left, value, sets, unordered);
        // Tree by tree over a block of rows, so that both stay in the processor's cache.
        for (int from = 0; from < rows; from += BLOCK) {
            final int to = Math.min(rows, from + BLOCK);
            for (final int root : roots) {
                add(nodes, root, codes, from, to, logits);
            }
        }
        return logits;
    }

    /**
     * Adds the values of one tree to the logits of a range of rows. The arrays may be longer than the number of nodes,
     * as they are while trees grow.
     */
    static void add(
            final TreeNodes nodes,
            final int root,
            final byte[][] codes,
            final int from,
            final int to,
            final float[] logits) {
        final int[] feature = nodes.feature();
        for (int r = from; r < to; r++) {
            int node = root;
            while (feature[node] >= 0) {
                node = nodes.left()[node] + (nodes.goesLeft(node, codes[feature[node]][r] & 0xFF) ? 0 : 1);
            }
            logits[r] += nodes.value()[node];
        }
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof BoostedTrees that
                && Arrays.equals(roots, that.roots)
                && Arrays.equals(feature, that.feature)
                && Arrays.equals(threshold, that.threshold)
                && Arrays.equals(left, that.left)
                && Arrays.equals(value, that.value)
                && Arrays.equals(sets, that.sets)
                && Arrays.equals(unordered, that.unordered);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(feature);
    }

    @Override
    public String toString() {
        return "BoostedTrees of %d trees with %d nodes".formatted(roots.length, feature.length);
    }
}
