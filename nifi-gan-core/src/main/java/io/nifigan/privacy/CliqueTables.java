// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;
import java.util.List;

/** The memory and the message passing of a {@link JunctionTree}: potentials in, tables of all cliques out. */
final class CliqueTables {
    private final JunctionTree tree;
    private final int[] sizes;
    /** For each clique and each of its cells the cell of what it shares with its parent, from either side. */
    private final int[][] up;

    private final int[][] down;
    private final double[][] messages;
    private final double[][] max;

    CliqueTables(final JunctionTree tree, final int[] sizes) {
        this.tree = tree;
        this.sizes = sizes;
        final int count = tree.cliques().length;
        this.up = new int[count][];
        this.down = new int[count][];
        this.messages = new double[count][];
        this.max = new double[count][];
        for (int i = 0; i < count; i++) {
            if (tree.parents()[i] >= 0) {
                final int[] shared = tree.shared(i);
                up[i] = map(i, shared, sizes, null);
                down[i] = map(tree.parents()[i], shared, sizes, null);
                messages[i] = new double[cells(shared)];
                max[i] = new double[messages[i].length];
            }
        }
    }

    private int cells(final int[] columns) {
        int cells = 1;
        for (final int column : columns) {
            cells *= sizes[column];
        }
        return cells;
    }

    /** Zeros, one a cell, for every clique. */
    double[][] zeros() {
        final double[][] all = new double[tree.cliques().length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new double[cells(tree.cliques()[i])];
        }
        return all;
    }

    /**
     * For each cell of a clique, the cell of a table of some of its columns.
     *
     * @param clique which
     * @param columns of the table, in the order of its cells
     * @param groups how many groups the table has of each column of all
     * @param coarsening for each column of the table the group of each group of the clique; null where it is the same
     */
    int[] map(final int clique, final int[] columns, final int[] groups, final List<int[]> coarsening) {
        final int[] all = tree.cliques()[clique];
        final int[] cells = new int[cells(all)];
        int inner = 1;
        for (int i = all.length - 1; i >= 0; i--) {
            int stride = 1;
            int at = -1;
            for (int j = columns.length - 1; j >= 0; j--) {
                if (columns[j] == all[i]) {
                    at = j;
                    break;
                }
                stride *= groups[columns[j]];
            }
            if (at >= 0) {
                final int[] coarser = coarsening == null ? null : coarsening.get(at);
                for (int cell = 0; cell < cells.length; cell++) {
                    final int group = cell / inner % sizes[all[i]];
                    cells[cell] += stride * (coarser == null ? group : coarser[group]);
                }
            }
            inner *= sizes[all[i]];
        }
        return cells;
    }

    /**
     * Turns potentials (logarithms) into the tables of the distribution that they make up.
     *
     * @param beliefs potentials before, shares of the sum afterwards, for every clique
     * @param total what each table adds up to
     */
    void calibrate(final double[][] beliefs, final double total) {
        final int[] order = tree.order();
        for (int n = order.length - 1; n > 0; n--) {
            final int i = order[n];
            collect(beliefs[i], up[i], messages[i], max[i]);
            add(beliefs[tree.parents()[i]], down[i], messages[i]);
        }
        for (int n = 1; n < order.length; n++) {
            final int i = order[n];
            final double[] back = max[i].clone();
            final double[] whole = new double[back.length];
            collect(beliefs[tree.parents()[i]], down[i], whole, back);
            for (int s = 0; s < whole.length; s++) {
                whole[s] -= messages[i][s];
            }
            add(beliefs[i], up[i], whole);
        }
        for (final double[] belief : beliefs) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (final double value : belief) {
                greatest = Math.max(greatest, value);
            }
            double sum = 0;
            for (int cell = 0; cell < belief.length; cell++) {
                belief[cell] = Math.exp(belief[cell] - greatest);
                sum += belief[cell];
            }
            for (int cell = 0; cell < belief.length; cell++) {
                belief[cell] *= total / sum;
            }
        }
    }

    /** The logarithm of the sum of exponentials, by cell of what is shared. */
    private static void collect(
            final double[] belief, final int[] map, final double[] message, final double[] greatest) {
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        Arrays.fill(message, 0);
        for (int cell = 0; cell < belief.length; cell++) {
            greatest[map[cell]] = Math.max(greatest[map[cell]], belief[cell]);
        }
        for (int cell = 0; cell < belief.length; cell++) {
            message[map[cell]] += Math.exp(belief[cell] - greatest[map[cell]]);
        }
        for (int s = 0; s < message.length; s++) {
            message[s] = Math.log(message[s]) + greatest[s];
        }
    }

    private static void add(final double[] belief, final int[] map, final double[] message) {
        for (int cell = 0; cell < belief.length; cell++) {
            belief[cell] += message[map[cell]];
        }
    }
}
