// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;
import java.util.List;

/** Message passing on a {@link JunctionTree}: it turns potentials into the tables of all cliques. */
final class CliqueTables {
    private final JunctionTree tree;
    private final int[] sizes;
    /** For each clique and each of its cells, the cell of the columns shared with its parent. */
    private final int[][] up;

    /** For each clique and each cell of its parent, the cell of the shared columns. */
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

    /** An array of zeros for the cells of each clique. */
    double[][] zeros() {
        final double[][] all = new double[tree.cliques().length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new double[cells(tree.cliques()[i])];
        }
        return all;
    }

    /**
     * For each cell of a clique, the cell of a table with some of its columns.
     *
     * @param clique the index of the clique
     * @param columns the table's columns, in the order of its cells
     * @param groups for each column of all, its number of groups in the table
     * @param coarsening for each column of the table, the table's group of each group of the clique; null if they are
     *     the same
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
     * Turns potentials (logarithms) into the clique tables of their distribution.
     *
     * @param beliefs for each clique, its potentials; overwritten with the table's counts
     * @param total the sum of each table
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

    /** The logarithm of the sum of exponentials, for each cell of the shared columns. */
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
