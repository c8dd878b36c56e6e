// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import java.util.Arrays;

/** A contingency table of the bins of two columns; only pairs that occur are stored. */
final class PairTable {
    private static final int MAX_DENSE = 1 << 16;

    private final long[] cells;
    private final int[] counts;
    private final int width;
    private final int rows;

    private PairTable(final long[] cells, final int[] counts, final int width, final int rows) {
        this.cells = cells;
        this.counts = counts;
        this.width = width;
        this.rows = rows;
    }

    static PairTable of(final BinnedColumn a, final BinnedColumn b) {
        final int rows = a.bins().length;
        return (long) a.count() * b.count() <= MAX_DENSE ? dense(a, b, rows) : sparse(a, b, rows);
    }

    private static PairTable dense(final BinnedColumn a, final BinnedColumn b, final int rows) {
        final int[] all = new int[a.count() * b.count()];
        for (int r = 0; r < rows; r++) {
            all[a.bins()[r] * b.count() + b.bins()[r]]++;
        }
        final long[] cells = new long[all.length];
        int used = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] > 0) {
                all[used] = all[i];
                cells[used++] = i;
            }
        }
        return new PairTable(Arrays.copyOf(cells, used), Arrays.copyOf(all, used), b.count(), rows);
    }

    private static PairTable sparse(final BinnedColumn a, final BinnedColumn b, final int rows) {
        final long[] cells = new long[rows];
        for (int r = 0; r < rows; r++) {
            cells[r] = (long) a.bins()[r] * b.count() + b.bins()[r];
        }
        Arrays.sort(cells);
        final int[] counts = new int[rows];
        int used = 0;
        for (int r = 0; r < rows; r++) {
            if (used == 0 || cells[used - 1] != cells[r]) {
                cells[used++] = cells[r];
            }
            counts[used - 1]++;
        }
        return new PairTable(Arrays.copyOf(cells, used), Arrays.copyOf(counts, used), b.count(), rows);
    }

    /** The total variation distance of two tables of the same bins, 0 to 1. */
    double distance(final PairTable other) {
        double sum = 0;
        int i = 0;
        int j = 0;
        while (i < cells.length || j < other.cells.length) {
            final long next = Math.min(
                    i < cells.length ? cells[i] : Long.MAX_VALUE,
                    j < other.cells.length ? other.cells[j] : Long.MAX_VALUE);
            double difference = 0;
            if (i < cells.length && cells[i] == next) {
                difference += (double) counts[i++] / rows;
            }
            if (j < other.cells.length && other.cells[j] == next) {
                difference -= (double) other.counts[j++] / other.rows;
            }
            sum += Math.abs(difference);
        }
        return Math.min(1, sum / 2);
    }

    /**
     * Cramer's V: the square root of chi-square / (rows × (smaller number of levels - 1)); 0 if a column has a single
     * level.
     */
    double cramer(final BinnedColumn a, final BinnedColumn b) {
        final int[] first = new int[a.count()];
        final int[] second = new int[b.count()];
        for (int i = 0; i < cells.length; i++) {
            first[(int) (cells[i] / width)] += counts[i];
            second[(int) (cells[i] % width)] += counts[i];
        }
        final int levels = (int) Math.min(
                Arrays.stream(first).filter(count -> count > 0).count(),
                Arrays.stream(second).filter(count -> count > 0).count());
        if (levels < 2) {
            return 0;
        }
        // Chi-square / rows is the sum of n_ij^2 / (n_i n_j), minus 1; empty cells add nothing.
        double sum = -1;
        for (int i = 0; i < cells.length; i++) {
            sum += (double) counts[i]
                    * counts[i]
                    / ((double) first[(int) (cells[i] / width)] * second[(int) (cells[i] % width)]);
        }
        return Math.sqrt(Math.clamp(sum / (levels - 1), 0., 1.));
    }
}
