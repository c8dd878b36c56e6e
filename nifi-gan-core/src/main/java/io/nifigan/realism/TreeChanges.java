// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.TreeNodes;
import java.util.Arrays;

/**
 * The changes of a row's logit when one of its fields changes. In each tree only the columns on the row's path to its
 * leaf matter.
 */
final class TreeChanges {
    /** Alternatives that are averaged: one alone may fit the row by chance, and many would hide a good fit. */
    private static final int BEST = 2;

    private final TreeNodes nodes;
    private final int[] roots;
    private final byte[][] alternatives;
    private final double[][] changes;
    /** {@code [columns]}: the number (from 1) of the last tree that splits by the column on the row's path. */
    private final long[] lastTree;

    private long tree;

    /** @param alternatives {@code [columns][alternatives]}: the bins that are tried, the same number for each column */
    TreeChanges(final BoostedTrees trees, final byte[][] alternatives) {
        this.nodes = new TreeNodes(
                trees.feature(), trees.threshold(), trees.left(), trees.value(), trees.sets(), trees.unordered());
        this.roots = trees.roots();
        this.alternatives = alternatives;
        this.changes = new double[alternatives.length][RealismClassifier.ALTERNATIVES];
        this.lastTree = new long[alternatives.length];
    }

    /**
     * @param codes {@code [columns][rows]}
     * @return {@code [columns]}: the mean change of the logit over the best {@value #BEST} alternatives
     */
    double[] best(final byte[][] codes, final int row) {
        for (final double[] column : changes) {
            Arrays.fill(column, 0);
        }
        for (final int root : roots) {
            add(root, codes, row);
        }
        final double[] rises = new double[changes.length];
        for (int c = 0; c < rises.length; c++) {
            final double[] sorted = changes[c];
            Arrays.sort(sorted);
            for (int k = sorted.length - BEST; k < sorted.length; k++) {
                rises[c] += sorted[k] / BEST;
            }
        }
        return rises;
    }

    private void add(final int root, final byte[][] codes, final int row) {
        tree++;
        final double own = nodes.value()[leaf(root, codes, row, -1, 0)];
        int node = root;
        while (nodes.feature()[node] >= 0) {
            final int column = nodes.feature()[node];
            if (lastTree[column] != tree) {
                lastTree[column] = tree;
                for (int k = 0; k < changes[column].length; k++) {
                    // Up to the first split by the column, the path is the same.
                    changes[column][k] += nodes.value()[leaf(node, codes, row, column, alternatives[column][k])] - own;
                }
            }
            node = next(node, codes[column][row]);
        }
    }

    private int leaf(final int start, final byte[][] codes, final int row, final int changed, final int code) {
        int node = start;
        while (nodes.feature()[node] >= 0) {
            final int column = nodes.feature()[node];
            node = next(node, column == changed ? code : codes[column][row]);
        }
        return node;
    }

    private int next(final int node, final int code) {
        return nodes.left()[node] + (nodes.goesLeft(node, code & 0xFF) ? 0 : 1);
    }
}
