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
 * Finds a {@link RakingModel}'s tables, of every column and of the pairs that generated rows miss most, and their
 * logits, by a pool of generated rows.
 */
public final class RakingFitter {
    /** Cells with fewer training rows share slots. */
    private static final int MIN_ROWS = 5;
    /**
     * Cells that are empty for a reason may keep out this part of the generated rows; those of tables that would keep
     * out more are as any others.
     */
    private static final double MAX_KEPT_OUT = .3;
    /** Of the generated rows as they come, without weights: they would be made in vain. */
    private static final double MAX_IN_VAIN = .5;
    /** So many generated rows are mixed into the targets. */
    private static final double PSEUDO_ROWS = 20;

    private final RowBins bins;
    private final CountedTables real;
    private final byte[][] pool;
    private final float[] judged;
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
        this.judged = trees.logits(pool, pool[0].length);
        this.weights = new double[judged.length];
        double sum = 0;
        for (int r = 0; r < judged.length; r++) {
            weights[r] = Math.exp(judged[r]);
            sum += weights[r];
        }
        for (int r = 0; r < weights.length; r++) {
            weights[r] /= sum;
        }
    }

    /**
     * @param trees learnt on other generated rows than those of the pool
     * @param real {@code [columns][rows]}: bins of training rows, 1 or more
     * @param pool {@code [columns][rows]}: the like of generated rows, 1 or more
     * @param workers the threads to share the work; their number does not change the result
     * @param cancellation asked between pieces of work; ends the search with the logits found so far
     */
    public static RakingModel fit(
            final RowBins bins,
            final BoostedTrees trees,
            final byte[][] real,
            final byte[][] pool,
            final WorkerPool workers,
            final Cancellation cancellation) {
        if (bins.columns().isEmpty()) {
            return RakingModel.none();
        }
        final RakingFitter fitter = new RakingFitter(bins, trees, new CountedTables(bins, real), pool, workers);
        return LogitFitter.fit(
                new RakingModel(bins, trees, fitter.tables(), 0), pool, fitter.judged, real[0].length, cancellation);
    }

    private List<RakingTable> tables() {
        final List<RakingTable> tables = new ArrayList<>();
        final int columns = bins.columns().size();
        for (int c = 0; c < columns; c++) {
            tables.add(table(c, -1, false));
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

    /** Of which tables empty cells may stay empty, those first that keep out least. */
    private boolean[] strict(final List<RakingTable> ofPairs) {
        final double[] keptOut = workers.numbers(ofPairs.size(), t -> {
            final RakingTable table = ofPairs.get(t);
            final CellOfRow cell = CellOfRow.of(bins, pool, table.first(), table.second());
            double sum = 0;
            for (int r = 0; r < judged.length; r++) {
                sum += isKeptOut(table, cell, r) ? weights[r] : 0;
            }
            return sum;
        });
        final List<Integer> order = new ArrayList<>();
        for (int t = 0; t < keptOut.length; t++) {
            order.add(t);
        }
        order.sort(Comparator.comparingDouble(t -> keptOut[t]));
        final boolean[] strict = new boolean[keptOut.length];
        final boolean[] out = new boolean[judged.length];
        double all = 0;
        long inVain = 0;
        for (final int t : order) {
            final CellOfRow cell = CellOfRow.of(
                    bins, pool, ofPairs.get(t).first(), ofPairs.get(t).second());
            double more = 0;
            long rows = 0;
            for (int r = 0; r < out.length; r++) {
                if (!out[r] && isKeptOut(ofPairs.get(t), cell, r)) {
                    more += weights[r];
                    rows++;
                }
            }
            strict[t] = all + more <= MAX_KEPT_OUT && inVain + rows <= MAX_IN_VAIN * out.length;
            inVain += strict[t] ? rows : 0;
            for (int r = 0; r < out.length && strict[t]; r++) {
                out[r] |= isKeptOut(ofPairs.get(t), cell, r);
            }
            all += strict[t] ? more : 0;
        }
        return strict;
    }

    private static boolean isKeptOut(final RakingTable table, final CellOfRow cell, final int row) {
        return table.slots()[cell.at(row)] == RakingTable.NEVER;
    }

    /** @param strict whether cells that are empty for a reason are to stay so */
    private RakingTable table(final int first, final int second, final boolean strict) {
        final int rows = real.rows();
        final int[] counts = real.counts(first, second);
        final int cells = counts.length;
        final double[] shares = new double[cells];
        final CellOfRow cell = CellOfRow.of(bins, pool, first, second);
        for (int r = 0; r < judged.length; r++) {
            shares[cell.at(r)] += weights[r];
        }
        final boolean firstOrdered = !bins.columns().get(first).categorical();
        final boolean secondOrdered = second >= 0 && !bins.columns().get(second).categorical();
        final int width = second < 0 ? 1 : bins.columns().get(second).groupCount();
        final boolean[] never =
                strict ? StructuralZeros.of(counts, width, firstOrdered, secondOrdered) : new boolean[cells];
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
