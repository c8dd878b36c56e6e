// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.WorkerPool;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses tables of three columns to rake: those that differ most between real rows and generated rows that meet the
 * tables of pairs already. A number that two others nearly determine shows in no pair. Work is counted in rows and not
 * in time, so that the choice is reproducible.
 */
final class TripleScreen {
    static final int MIN_ROWS = Integer.getInteger("tripleMin", 10);
    private static final int MAX_TRIPLES = Integer.getInteger("tripleMax", 40);
    /** The minimum of training rows for each table, as {@link PairScreen} has one for pairs. */
    private static final int ROWS_PER_TRIPLE = Integer.getInteger("tripleRows", 400);
    /** The most rows to visit, over all triples. */
    private static final long MAX_VISITS = 200_000_000;
    /** The most generated rows to look at: most count little. */
    private static final int MAX_GENERATED = 60_000;
    /** The most cells of a table: more would make a large model of few rows. */
    private static final int MAX_CELLS = 65_536;
    private static final int VISITS_PER_CELL = 4;
    /** Differences below this are not worth a table. */
    private static final double MIN_DISTANCE = .002;

    private final RowBins bins;
    private final CountedTables real;
    private final byte[][] pool;
    private final double[] weights;
    private final WorkerPool workers;

    /** @param weights {@code [rows of the pool]}: how often each row is kept; they sum up to 1 */
    TripleScreen(
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

    /** The chosen triples, in each the column last whose neighbouring groups are merged. */
    List<int[]> triples() {
        final int max = Math.min(MAX_TRIPLES, real.rows() / ROWS_PER_TRIPLE);
        if (max == 0) {
            return List.of();
        }
        final List<int[]> candidates = candidates();
        final double[] distances = workers.numbers(candidates.size(), i -> distance(candidates.get(i)));
        final List<int[]> chosen = new ArrayList<>();
        final List<Integer> order = IntStream.range(0, distances.length)
                .boxed()
                .filter(i -> distances[i] > MIN_DISTANCE)
                .sorted(Comparator.<Integer>comparingDouble(i -> distances[i]).reversed())
                .toList();
        for (final int i : order.subList(0, Math.min(max, order.size()))) {
            chosen.add(candidates.get(i));
            if (Boolean.getBoolean("tripleShow")) {
                System.err.println(distances[i] + " " + java.util.Arrays.toString(candidates.get(i)));
            }
        }
        return chosen;
    }

    /**
     * The triples to compare, by their most associated two columns, as long as the work allows: the fewer cells two
     * columns share, the more of the third shows in each.
     */
    private List<int[]> candidates() {
        final int columns = bins.columns().size();
        final List<int[]> pairs = PairScreen.candidates(columns, 0, 0);
        final int rows = (int) Math.min(rows(real.rows()), MAX_VISITS / Math.max(1, pairs.size()));
        final double[] spread =
                workers.numbers(pairs.size(), i -> spread(pairs.get(i)[0], pairs.get(i)[1], rows));
        final List<int[]> candidates = new ArrayList<>();
        final Set<List<Integer>> seen = new HashSet<>();
        long visits = 0;
        for (final int i : IntStream.range(0, spread.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> spread[i]))
                .toList()) {
            for (int c = 0; c < columns && visits < MAX_VISITS; c++) {
                final int[] triple = {pairs.get(i)[0], pairs.get(i)[1], c};
                final long cells = CountedTables.cells(bins, triple[0], triple[1]) * (long) groups(c);
                if (c != triple[0]
                        && c != triple[1]
                        && !bins.columns().get(c).categorical()
                        && cells <= MAX_CELLS
                        && seen.add(IntStream.of(triple).sorted().boxed().toList())) {
                    candidates.add(triple);
                    visits += rows(real.rows()) + Math.min(MAX_GENERATED, weights.length) + VISITS_PER_CELL * cells;
                }
            }
        }
        return candidates;
    }

    /** The share of the cells of two columns' groups that have rows. */
    private double spread(final int first, final int second, final int rows) {
        final int[] counts = new int[groups(first) * groups(second)];
        final CellOfRow cell = CellOfRow.of(bins, real.codes(), first, second);
        int used = 0;
        for (int r = 0; r < rows; r++) {
            used += counts[cell.at(r)]++ == 0 ? 1 : 0;
        }
        return (double) used / counts.length;
    }

    private int groups(final int column) {
        return bins.columns().get(column).groupCount();
    }

    private static int rows(final int rows) {
        return Math.min(CountedTables.MAX_SCREENED_ROWS, rows);
    }

    /**
     * The squared distance of the two tables relative to their sum, less what chance makes of it where they do not
     * differ.
     */
    private double distance(final int[] triple) {
        final int[] counts = real.screenedCounts(triple[0], triple[1], triple[2]);
        final int[] slots = CellMerging.of(
                counts, groups(triple[2]), false, true, new boolean[counts.length], MIN_ROWS);
        final int used = IntStream.of(slots).max().orElse(0) + 1;
        final double[] wanted = new double[used];
        final double[] found = new double[used];
        final double[] squares = new double[used];
        final double realRows = rows(real.rows());
        for (int i = 0; i < counts.length; i++) {
            wanted[slots[i]] += counts[i] / realRows;
        }
        final CellOfRow cell = CellOfRow.of(bins, pool, triple[0], triple[1], triple[2]);
        final int rows = Math.min(MAX_GENERATED, weights.length);
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            final int slot = slots[cell.at(r)];
            found[slot] += weights[r];
            squares[slot] += weights[r] * weights[r];
            sum += weights[r];
        }
        double distance = 0;
        for (int i = 0; i < used; i++) {
            final double share = found[i] / sum;
            final double both = wanted[i] + share;
            final double gap = wanted[i] - share;
            distance += both == 0 ? 0 : (gap * gap - wanted[i] / realRows - squares[i] / sum / sum) / both;
        }
        return distance;
    }
}
