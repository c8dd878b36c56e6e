// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.TreeNodes;
import java.util.Arrays;

/**
 * How a row's logit changes when one field changes. Of each tree only the columns on the row's own way to a leaf
 * matter.
 */
final class TreeChanges {
    /** The more are averaged, the less what suits the row counts; one alone may suit by chance. */
    private static final int BEST = 2;

    private final TreeNodes nodes;
    private final int[] roots;
    private final byte[][] alternatives;
    private final double[][] changes;
    /** {@code [columns]}: the number of the tree that last asked for the column, from 1. */
    private final long[] asked;

    private long tree;

    /** @param alternatives {@code [columns][alternatives]}: the bins that are tried, as many for each column */
    TreeChanges(final BoostedTrees trees, final byte[][] alternatives) {
        this.nodes = new TreeNodes(
                trees.feature(), trees.threshold(), trees.left(), trees.value(), trees.sets(), trees.unordered());
        this.roots = trees.roots();
        this.alternatives = alternatives;
        this.changes = new double[alternatives.length][RealismClassifier.ALTERNATIVES];
        this.asked = new long[alternatives.length];
    }

    /**
     * @param codes {@code [columns][rows]}
     * @return {@code [columns]}: the mean change of the best of the alternatives, {@value #BEST} of them
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
            if (asked[column] != tree) {
                asked[column] = tree;
                for (int k = 0; k < changes[column].length; k++) {
                    // Before the column is first asked for, the way is the same.
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
