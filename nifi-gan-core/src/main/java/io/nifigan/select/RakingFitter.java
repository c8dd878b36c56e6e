// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.Cancellation;
import io.nifigan.common.WorkerPool;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Fits a {@link RakingModel} to training rows and a pool of generated rows: the tables of every column and of the pairs
 * that differ most, and their logits.
 */
public final class RakingFitter {
    /** The minimum of training rows in a slot, so that no slot tells of a handful of people. */
    private static final int MIN_ROWS = 5;
    /**
     * The largest part of the generated rows' weight that structural zeros may exclude. Tables that would exclude more
     * have no structural zeros.
     */
    private static final double MAX_EXCLUDED_WEIGHT = .3;
    /** The same of the generated rows without weights, which would be drawn for nothing. */
    private static final double MAX_EXCLUDED_ROWS = .5;
    /** The number of generated rows that are mixed into the targets, so that none is 0 by chance. */
    private static final double PSEUDO_ROWS = 20;

    private final RowBins bins;
    private final CountedTables real;
    private final byte[][] pool;
    private final float[] logits;
    private final double[] weights;
    private final WorkerPool workers;

    private RakingFitter(
            final RowBins bins,
            final BoostedTrees trees,
            final CountedTables real,
            final byte[][] pool,
            final WorkerPool workers) {
        this.workers = workers;
        this.bins = bins;
        this.real = real;
        this.pool = pool;
        this.logits = trees.logits(pool, pool[0].length);
        this.weights = new double[logits.length];
        double sum = 0;
        for (int r = 0; r < logits.length; r++) {
            weights[r] = Math.exp(logits[r]);
            sum += weights[r];
        }
        for (int r = 0; r < weights.length; r++) {
            weights[r] /= sum;
        }
    }

    /**
     * Fits a model with the tables of every column and of the pairs that differ most.
     *
     * @param trees the classifier, trained on other generated rows than those of the pool
     * @param real {@code [columns][rows]}: bins of training rows, 1 or more
     * @param pool {@code [columns][rows]}: bins of generated rows, 1 or more
     * @param workers the threads to share the work; their number does not change the result
     * @param cancellation asked between pieces of work; ends the fit with the logits found so far
     */
    public static RakingModel fit(
            final RowBins bins,
            final BoostedTrees trees,
            final byte[][] real,
            final byte[][] pool,
            final WorkerPool workers,
            final Cancellation cancellation) {
        return fit(bins, trees, real, pool, true, workers, cancellation);
    }

    /**
     * Fits a model; see the other method.
     *
     * @param withPairs whether there are tables of pairs. Their thousands of counts tell who was counted (Homer et al.
     *     2008)
     */
    public static RakingModel fit(
            final RowBins bins,
            final BoostedTrees trees,
            final byte[][] real,
            final byte[][] pool,
            final boolean withPairs,
            final WorkerPool workers,
            final Cancellation cancellation) {
        if (bins.columns().isEmpty()) {
            return RakingModel.none();
        }
        final RakingFitter fitter = new RakingFitter(bins, trees, new CountedTables(bins, real), pool, workers);
        return LogitFitter.fit(
                new RakingModel(bins, trees, fitter.tables(withPairs), 0),
                pool,
                fitter.logits,
                real[0].length,
                cancellation);
    }

    private List<RakingTable> tables(final boolean withPairs) {
        final List<RakingTable> tables = new ArrayList<>();
        final int columns = bins.columns().size();
        for (int c = 0; c < columns; c++) {
            tables.add(table(c, -1, false));
        }
        if (!withPairs) {
            return tables;
        }
        final List<RakingTable> ofPairs = new ArrayList<>();
        for (final int[] pair : new PairScreen(bins, real, pool, weights, workers).pairs()) {
            ofPairs.add(table(pair[0], pair[1], true));
        }
        final boolean[] strict = strict(ofPairs);
        for (int t = 0; t < strict.length; t++) {
            tables.add(
                    strict[t]
                            ? ofPairs.get(t)
                            : table(ofPairs.get(t).first(), ofPairs.get(t).second(), false));
        }
        return tables;
    }

    /** Chooses the tables that may have structural zeros, those first that exclude least. */
    private boolean[] strict(final List<RakingTable> ofPairs) {
        final double[] excluded = workers.numbers(ofPairs.size(), t -> {
            final RakingTable table = ofPairs.get(t);
            final CellOfRow cell = CellOfRow.of(bins, pool, table.first(), table.second());
            double sum = 0;
            for (int r = 0; r < logits.length; r++) {
                sum += isExcluded(table, cell, r) ? weights[r] : 0;
            }
            return sum;
        });
        final List<Integer> order = new ArrayList<>();
        for (int t = 0; t < excluded.length; t++) {
            order.add(t);
        }
        order.sort(Comparator.comparingDouble(t -> excluded[t]));
        final boolean[] strict = new boolean[excluded.length];
        final boolean[] out = new boolean[logits.length];
        double excludedWeight = 0;
        long excludedRows = 0;
        for (final int t : order) {
            final CellOfRow cell = CellOfRow.of(
                    bins, pool, ofPairs.get(t).first(), ofPairs.get(t).second());
            double more = 0;
            long rows = 0;
            for (int r = 0; r < out.length; r++) {
                if (!out[r] && isExcluded(ofPairs.get(t), cell, r)) {
                    more += weights[r];
                    rows++;
                }
            }
            strict[t] = excludedWeight + more <= MAX_EXCLUDED_WEIGHT
                    && excludedRows + rows <= MAX_EXCLUDED_ROWS * out.length;
            excludedRows += strict[t] ? rows : 0;
            for (int r = 0; r < out.length && strict[t]; r++) {
                out[r] |= isExcluded(ofPairs.get(t), cell, r);
            }
            excludedWeight += strict[t] ? more : 0;
        }
        return strict;
    }

    /** Whether a column is computed from the parts of a date: rows whose parts make no day lie in its first bin. */
    private boolean isDate(final int column) {
        return bins.columns().get(column).isComputed()
                && bins.columns().get(column).feature().isDayOfParts();
    }

    private static boolean isExcluded(final RakingTable table, final CellOfRow cell, final int row) {
        return table.slots()[cell.at(row)] == RakingTable.NEVER;
    }

    /** @param strict whether the table has structural zeros */
    private RakingTable table(final int first, final int second, final boolean strict) {
        final int rows = real.rows();
        final int[] counts = real.counts(first, second);
        final int cells = counts.length;
        final double[] shares = new double[cells];
        final CellOfRow cell = CellOfRow.of(bins, pool, first, second);
        for (int r = 0; r < logits.length; r++) {
            shares[cell.at(r)] += weights[r];
        }
        final boolean firstOrdered = !bins.columns().get(first).categorical();
        final boolean secondOrdered = second >= 0 && !bins.columns().get(second).categorical();
        final int width = second < 0 ? 1 : bins.columns().get(second).groupCount();
        final boolean[] never =
                strict ? StructuralZeros.of(counts, width, firstOrdered, secondOrdered) : new boolean[cells];
        never[0] |= second < 0 && counts[0] == 0 && isDate(first);
        final int[] slots = CellMerging.of(counts, width, second >= 0 && firstOrdered, secondOrdered, never, MIN_ROWS);
        final int used = Arrays.stream(slots).max().orElse(0) + 1;
        final double[] targets = new double[used];
        for (int i = 0; i < cells; i++) {
            targets[Math.max(0, slots[i])] += (counts[i] + PSEUDO_ROWS * shares[i]) / (rows + PSEUDO_ROWS);
        }
        final float[] rounded = new float[used];
        for (int i = 0; i < used; i++) {
            rounded[i] = (float) Math.min(1, targets[i]);
        }
        return new RakingTable(first, second, slots, rounded, new float[used]);
    }
}
