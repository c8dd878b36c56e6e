// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The maximum-entropy distribution of records that fits noisy tables (McKenna, Sheldon and Miklau 2019). It has a
 * potential for each cell of each table, fitted by mirror descent on the squared errors weighted by the inverse
 * variances of the noise.
 */
final class GraphicalModel {
    private static final int MAX_HALVINGS = 40;
    /** The least initial count of a cell, in standard deviations of the noise. */
    private static final double MIN_NOISE_COUNT = .25;
    /** The least initial count of a cell, in records. */
    private static final double MIN_COUNT = .01;

    /** A measured table: its counts with their weights, and the potentials so far. */
    private static final class Measured {
        private final int[] columns;
        private final List<int[]> coarsening;
        private final int[] groups;
        private final double[] counts;
        private final double[] weights;
        private final double[] potentials;
        private int home;
        private int[] map;

        Measured(
                final int[] columns,
                final List<int[]> coarsening,
                final int[] groups,
                final double[] counts,
                final double[] weights) {
            this.columns = columns;
            this.coarsening = coarsening;
            this.groups = groups;
            this.counts = counts;
            this.weights = weights;
            this.potentials = new double[counts.length];
        }
    }

    private final int[] sizes;
    private final double total;
    private final List<Measured> measured = new ArrayList<>();
    private JunctionTree tree;
    private CliqueTables tables;
    private double[][] beliefs;
    private double rate;

    /**
     * @param sizes the number of groups of each column
     * @param total the approximate number of records
     */
    GraphicalModel(final int[] sizes, final double total) {
        this.sizes = sizes.clone();
        this.total = total;
        this.rate = 1 / total;
    }

    /**
     * Adds a table.
     *
     * @param query the columns and levels of the table
     * @param grouping the groups of the model's columns (level 1) and of the table's
     * @param counts the noisy counts
     * @param variances for each cell the variance of the noise
     */
    void add(final MarginalQuery query, final Grouping grouping, final double[] counts, final double[] variances) {
        final List<int[]> coarsening = new ArrayList<>();
        final int[] groups = sizes.clone();
        for (int i = 0; i < query.columns().length; i++) {
            final boolean coarse = query.levels()[i] == 2;
            coarsening.add(coarse ? grouping.coarsening(query.columns()[i]) : null);
            groups[query.columns()[i]] = grouping.size(query.levels()[i], query.columns()[i]);
        }
        final double[] weights = new double[counts.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 / variances[i];
        }
        final Measured table = new Measured(query.columns(), coarsening, groups, counts, weights);
        if (counts.length > 0 && query.columns().length == 1) {
            // Fitting starts from independent columns; counts that may be 0 start small.
            for (int i = 0; i < counts.length; i++) {
                table.potentials[i] = Math.log(Math.max(
                                counts[i], Math.max(MIN_NOISE_COUNT * Math.sqrt(variances[i]), MIN_COUNT))
                        / total);
            }
        }
        measured.add(table);
    }

    /** The number of clique cells that the model would have with one more table. */
    double cellsWith(final int[] columns) {
        final List<int[]> all =
                new ArrayList<>(measured.stream().map(table -> table.columns).toList());
        all.add(columns);
        return JunctionTree.of(sizes, all).cells(sizes);
    }

    /** Continues the fit from the present potentials, for some steps or until the loss stops falling. */
    void fit(final int steps) {
        tree = JunctionTree.of(
                sizes, measured.stream().map(table -> table.columns).toList());
        tables = new CliqueTables(tree, sizes);
        for (final Measured table : measured) {
            table.home = tree.home(table.columns, sizes);
            table.map = tables.map(table.home, table.columns, table.groups, table.coarsening);
        }
        final int count = measured.size();
        final double[][] gradients = new double[count][];
        final double[][] margins = new double[count][];
        final double[][] nextGradients = new double[count][];
        final double[][] nextMargins = new double[count][];
        for (int t = 0; t < count; t++) {
            final int cells = measured.get(t).counts.length;
            gradients[t] = new double[cells];
            margins[t] = new double[cells];
            nextGradients[t] = new double[cells];
            nextMargins[t] = new double[cells];
        }
        beliefs = beliefs(gradients, 0);
        double loss = loss(beliefs, margins, gradients);
        for (int step = 0; step < steps; step++) {
            rate *= 2;
            boolean better = false;
            for (int halving = 0; halving < MAX_HALVINGS && !better; halving++) {
                final double[][] next = beliefs(gradients, rate);
                final double nextLoss = loss(next, nextMargins, nextGradients);
                better = loss - nextLoss >= .5 * expected(gradients, margins, nextMargins);
                if (better) {
                    for (int t = 0; t < count; t++) {
                        final double[] potentials = measured.get(t).potentials;
                        for (int i = 0; i < potentials.length; i++) {
                            potentials[i] -= rate * gradients[t][i];
                        }
                        System.arraycopy(nextGradients[t], 0, gradients[t], 0, gradients[t].length);
                        System.arraycopy(nextMargins[t], 0, margins[t], 0, margins[t].length);
                    }
                    beliefs = next;
                    loss = nextLoss;
                } else {
                    rate /= 2;
                }
            }
            if (!better) {
                return;
            }
        }
    }

    private static double expected(final double[][] gradients, final double[][] before, final double[][] after) {
        double sum = 0;
        for (int t = 0; t < gradients.length; t++) {
            for (int i = 0; i < gradients[t].length; i++) {
                sum += gradients[t][i] * (before[t][i] - after[t][i]);
            }
        }
        return sum;
    }

    private double[][] beliefs(final double[][] gradients, final double step) {
        final double[][] updated = tables.zeros();
        for (int t = 0; t < measured.size(); t++) {
            final Measured table = measured.get(t);
            final double[] belief = updated[table.home];
            final double[] moved = new double[table.potentials.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = table.potentials[i] - step * gradients[t][i];
            }
            for (int cell = 0; cell < belief.length; cell++) {
                belief[cell] += moved[table.map[cell]];
            }
        }
        tables.calibrate(updated, total);
        return updated;
    }

    private double loss(final double[][] of, final double[][] margins, final double[][] gradients) {
        double loss = 0;
        for (int t = 0; t < measured.size(); t++) {
            final Measured table = measured.get(t);
            final double[] margin = margins[t];
            Arrays.fill(margin, 0);
            final double[] belief = of[table.home];
            for (int cell = 0; cell < belief.length; cell++) {
                margin[table.map[cell]] += belief[cell];
            }
            for (int i = 0; i < margin.length; i++) {
                final double error = margin[i] - table.counts[i];
                gradients[t][i] = table.weights[i] * error;
                loss += .5 * error * gradients[t][i];
            }
        }
        return loss;
    }

    /** The junction tree of the last {@link #fit}. */
    JunctionTree tree() {
        return tree;
    }

    /** The table of each clique after the last {@link #fit}; each adds up to the total. */
    double[][] beliefs() {
        return beliefs;
    }

    int[] sizes() {
        return sizes;
    }
}
