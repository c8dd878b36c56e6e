// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often a column has the values that a formula computes, against how often it would by chance: with the computed
 * values of other rows, and at other distances from them. Values that many rows have do not count.
 */
final class Coincidence {
    /** Minimum number of rows of the table with the relation. */
    private static final double MIN_EVIDENCE = 20;
    /** Minimum share of rows: a relation of fewer is hardly seen, and hardly learnt. */
    private static final double MIN_SHARE = .01;
    /** Minimum number of different values with the relation. */
    private static final int MIN_VALUES = 10;
    /** How many times as many rows as by chance have the relation. */
    private static final double MIN_TIMES_CHANCE = 4;
    /** How many times as many rows as at the next step of the grid: values that are only close fall off slowly. */
    private static final double MIN_TIMES_NEXT = 3;
    /**
     * A column may be at several distances from another (30, 60 or 90 days); where more than this many are as frequent,
     * the values lie on a coarser grid than their column's.
     */
    private static final int MAX_DISTANCES = 6;

    private static final int SHIFTS = 4;

    private final ColumnSamples samples;

    Coincidence(final ColumnSamples samples) {
        this.samples = samples;
    }

    /** A distance of two columns, and in how many sampled rows it occurs. */
    record Distance(double value, int count) {}

    /**
     * The most frequent distances of a column from another, in rows in which its value tells something.
     *
     * @param step the grid of both, 0 where there is none
     */
    List<Distance> distances(final int column, final int from, final double step) {
        final double[] a = samples.of(column);
        final double[] b = samples.of(from);
        final Map<Double, Integer> counts = new HashMap<>();
        for (int i = 0; i < a.length; i++) {
            if (samples.isTelling(column, i) && !Double.isNaN(b[i]) && (step > 0 || a[i] == b[i])) {
                counts.merge(step > 0 ? Math.rint((a[i] - b[i]) / step) * step + 0. : 0., 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry ->
                        entry.getValue() * samples.scale() >= MIN_EVIDENCE && entry.getValue() >= MIN_SHARE * a.length)
                .map(entry -> new Distance(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Distance::count).reversed().thenComparing(d -> Math.abs(d.value())))
                .limit(MAX_DISTANCES + 1L)
                .toList();
    }

    /** Whether of the most frequent distances one stands out from those beyond the first few. */
    static boolean standsOut(final Distance distance, final List<Distance> all) {
        return all.size() <= MAX_DISTANCES
                || distance.count() >= MIN_TIMES_CHANCE * all.get(MAX_DISTANCES).count();
    }

    /**
     * The number of sampled rows that have a relation, beyond those for which another relation of the column accounts
     * already; 0 where it may hold by chance.
     *
     * @param computed what the formula computes in the sampled rows
     * @param taken the rows that another relation accounts for
     * @param step the grid of the column, 0 for none
     */
    int rows(final int column, final double[] computed, final boolean[] taken, final double step) {
        final double[] values = samples.of(column);
        final int all = values.length;
        int equal = 0;
        final Set<Double> different = new HashSet<>();
        for (int i = 0; i < all; i++) {
            if (!taken[i] && samples.isTelling(column, i) && isSame(values[i], computed[i], step)) {
                equal++;
                different.add(values[i]);
            }
        }
        if (equal * samples.scale() < MIN_EVIDENCE || equal < MIN_SHARE * all || different.size() < MIN_VALUES) {
            return 0;
        }
        double chance = 0;
        for (int s = 1; s <= SHIFTS; s++) {
            chance += (double) count(column, computed, taken, step, 0, s * all / (SHIFTS + 1)) / SHIFTS;
        }
        int next = 0;
        for (final int by : new int[] {-1, 1}) {
            next = Math.max(next, step > 0 ? count(column, computed, taken, step, by * step, 0) : 0);
        }
        return equal >= MIN_TIMES_CHANCE * chance && equal >= MIN_TIMES_NEXT * next ? equal : 0;
    }

    /** The number of rows with a value that is at a distance from what is computed in the row some rows later. */
    private int count(
            final int column,
            final double[] computed,
            final boolean[] taken,
            final double step,
            final double distance,
            final int later) {
        final double[] values = samples.of(column);
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            count += !taken[i]
                            && samples.isTelling(column, i)
                            && isSame(values[i], computed[(i + later) % values.length] + distance, step)
                    ? 1
                    : 0;
        }
        return count;
    }

    static boolean isSame(final double value, final double computed, final double step) {
        return Math.abs(value - computed) <= (step > 0 ? step / 4 : 1e-12 * (Math.abs(value) + Math.abs(computed)));
    }
}
