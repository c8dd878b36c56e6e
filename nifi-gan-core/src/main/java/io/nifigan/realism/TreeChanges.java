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
    /** {@code [columns]}: the number of the column's field, from 0 in the order of the fields' first columns. */
    private final int[] fieldOf;
    /** {@code [columns][alternatives]}: the bins that are tried, as many for each column of a field. */
    private final byte[][] alternatives;
    /** {@code [fields][alternatives]}. */
    private final double[][] changes;
    /** {@code [fields]}: the number (from 1) of the last tree that splits by the field on the row's path. */
    private final long[] lastTree;

    private long tree;

    /**
     * @param fields {@code [columns]}: the field of each column; the columns of one field change together
     * @param bins {@code [columns][alternatives]}: the bins that are tried
     */
    TreeChanges(final BoostedTrees trees, final int[] fields, final byte[][] bins) {
        this.nodes = new TreeNodes(
                trees.feature(), trees.threshold(), trees.left(), trees.value(), trees.sets(), trees.unordered());
        this.roots = trees.roots();
        this.alternatives = bins.clone();
        this.fieldOf = new int[fields.length];
        int count = 0;
        for (int c = 0; c < fields.length; c++) {
            int other = 0;
            while (fields[other] != fields[c]) {
                other++;
            }
            fieldOf[c] = other == c ? count++ : fieldOf[other];
            if (other < c) {
                combine(fieldOf[c], c);
            }
        }
        this.changes = new double[count][];
        for (int c = 0; c < fields.length; c++) {
            changes[fieldOf[c]] = new double[alternatives[c].length];
        }
        this.lastTree = new long[count];
    }

    /** Combines each alternative of a field's columns so far with each different one of its next column. */
    private void combine(final int field, final int next) {
        final byte[] own = distinct(alternatives[next]);
        for (int c = 0; c < next; c++) {
            if (fieldOf[c] == field) {
                final byte[] before = alternatives[c];
                final byte[] combined = new byte[before.length * own.length];
                for (int k = 0; k < combined.length; k++) {
                    combined[k] = before[k / own.length];
                }
                alternatives[c] = combined;
                alternatives[next] = new byte[combined.length];
            }
        }
        for (int k = 0; k < alternatives[next].length; k++) {
            alternatives[next][k] = own[k % own.length];
        }
    }

    private static byte[] distinct(final byte[] bins) {
        final byte[] distinct = new byte[bins.length];
        int count = 0;
        for (int k = 0; k < bins.length; k++) {
            // Equal bins follow each other.
            if (k == 0 || bins[k] != bins[k - 1]) {
                distinct[count++] = bins[k];
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    /**
     * @param codes {@code [columns][rows]}
     * @return {@code [columns]}: the mean change of the logit over the best {@value #BEST} alternatives of its field
     */
    double[] best(final byte[][] codes, final int row) {
        for (final double[] field : changes) {
            Arrays.fill(field, 0);
        }
        for (final int root : roots) {
            add(root, codes, row);
        }
        for (final double[] field : changes) {
            Arrays.sort(field);
        }
        final double[] rises = new double[fieldOf.length];
        for (int c = 0; c < rises.length; c++) {
            final double[] sorted = changes[fieldOf[c]];
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
            final int field = fieldOf[column];
            if (lastTree[field] != tree) {
                lastTree[field] = tree;
                for (int k = 0; k < changes[field].length; k++) {
                    // Up to the first split by the field, the path is the same.
                    changes[field][k] += nodes.value()[leaf(node, codes, row, field, k)] - own;
                }
            }
            node = next(node, codes[column][row]);
        }
    }

    private int leaf(final int start, final byte[][] codes, final int row, final int changed, final int alternative) {
        int node = start;
        while (nodes.feature()[node] >= 0) {
            final int column = nodes.feature()[node];
            node = next(node, fieldOf[column] == changed ? alternatives[column][alternative] : codes[column][row]);
        }
        return node;
    }

    private int next(final int node, final int code) {
        return nodes.left()[node] + (nodes.goesLeft(node, code & 0xFF) ? 0 : 1);
    }
}
