// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.WorkerPool;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the pairs of columns to rake: those whose tables differ most between real and generated rows. Where there are
 * too many pairs to compare all, each column is compared with as many others as the work allows. The work is counted in
 * rows and not in time, so that the choice is reproducible.
 */
public final class PairScreen {
    private static final int MAX_PAIRS = 250;
    /** The minimum of training rows for each pair: more tables would bring back the training rows themselves. */
    private static final int ROWS_PER_PAIR = 50;
    /** The most rows to visit, over all pairs: one to two seconds' work on a processor of 2025. */
    private static final long MAX_VISITS = 300_000_000;

    private final RowBins bins;
    private final CountedTables real;
    private final byte[][] pool;
    private final double[] weights;
    private final WorkerPool workers;

    /**
     * @param pool {@code [columns][rows]}: bins of generated rows
     * @param weights {@code [rows]}: the weights of these
     * @param workers the threads to share the work; their number does not change the result
     */
    PairScreen(
            final RowBins bins,
            final CountedTables real,
            final byte[][] pool,
            final double[] weights,
            final WorkerPool workers) {
        this.bins = bins;
        this.real = real;
        this.pool = pool;
        this.weights = weights;
        this.workers = workers;
    }

    /** The chosen pairs, in rising order. */
    List<int[]> pairs() {
        final long max = Math.min(MAX_PAIRS, real.rows() / ROWS_PER_PAIR);
        final List<int[]> pairs =
                candidates(bins.columns().size(), max, (long) screened(real.rows()) + screened(weights.length));
        if (pairs.size() <= max) {
            return pairs;
        }
        final double[] distances = max == 0
                ? new double[0]
                : workers.numbers(pairs.size(), i -> distance(pairs.get(i)[0], pairs.get(i)[1]));
        return IntStream.range(0, distances.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> distances[i]).reversed())
                .limit(max)
                .sorted()
                .map(pairs::get)
                .toList();
    }

    private static int screened(final int rows) {
        return Math.min(CountedTables.MAX_SCREENED_ROWS, rows);
    }

    /** The number of pairs of so many columns. */
    public static long pairs(final int columns) {
        return (long) columns * (columns - 1) / 2;
    }

    /**
     * The number of pairs that are compared.
     *
     * @param columns the number of columns with bins
     * @param real the number of real rows
     * @param generated the number of generated rows of the pool
     */
    public static long lookedAt(final int columns, final int real, final int generated) {
        final long rows = (long) screened(real) + screened(generated);
        final long all = pairs(columns);
        return all * rows <= MAX_VISITS ? all : Math.min(all, (long) columns * partners(columns, rows));
    }

    /** The number of columns to its right, the first following the last, with which each column is compared. */
    private static int partners(final int columns, final long rows) {
        return (int) Math.clamp(MAX_VISITS / rows / columns, 1, Math.max(1, (columns - 1) / 2));
    }

    /**
     * All pairs, or as many as the work allows, in rising order: each column with the same number of others, near and
     * far.
     */
    static List<int[]> candidates(final int columns, final long wanted, final long rows) {
        final List<int[]> pairs = new ArrayList<>();
        final long all = pairs(columns);
        if (all <= wanted || all * rows <= MAX_VISITS) {
            for (int a = 0; a < columns; a++) {
                for (int b = a + 1; b < columns; b++) {
                    pairs.add(new int[] {a, b});
                }
            }
            return pairs;
        }
        final int partners = partners(columns, rows);
        for (int a = 0; a < columns; a++) {
            for (int k = 0; k < partners; k++) {
                // Half way round at most: beyond it the same pairs return.
                final int b = (a + 1 + (int) ((long) k * ((columns - 1) / 2) / partners)) % columns;
                pairs.add(new int[] {Math.min(a, b), Math.max(a, b)});
            }
        }
        pairs.sort(Comparator.<int[]>comparingInt(pair -> pair[0]).thenComparingInt(pair -> pair[1]));
        return pairs;
    }

    /** The squared distance of the two tables, relative to their sum. */
    private double distance(final int a, final int b) {
        final int[] counts = real.screenedCounts(a, b);
        final double realRows = Arrays.stream(counts).sum();
        final double[] generatedShares = new double[counts.length];
        final int generatedRows = screened(weights.length);
        final CellOfRow cell = CellOfRow.of(bins, pool, a, b);
        double sum = 0;
        for (int r = 0; r < generatedRows; r++) {
            generatedShares[cell.at(r)] += weights[r];
            sum += weights[r];
        }
        double distance = 0;
        for (int i = 0; i < counts.length; i++) {
            final double wanted = counts[i] / realRows;
            final double generated = generatedShares[i] / sum;
            final double both = wanted + generated;
            distance += both == 0 ? 0 : (wanted - generated) * (wanted - generated) / both;
        }
        return distance;
    }
}
