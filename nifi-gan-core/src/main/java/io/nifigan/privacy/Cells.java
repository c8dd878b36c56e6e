// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;

/**
 * How a column is cut into cells: a number's range at edges, the values of a category one each; one cell more, the last, for missing values where
 * there may be some.
 *
 * @param edges      of a number: between the cells, ascending; null for a category
 * @param categories of a category: how many values; else 0
 * @param mayMiss    whether there is a cell for missing values
 */
record Cells(double[] edges, int categories, boolean mayMiss) {
    private static final int UNIFORM = 512;
    private static final int GEOMETRIC = 400;
    private static final double FINEST = 1e-5;

    /** All cells, that of missing values included. */
    int count() {
        return values() + (mayMiss ? 1 : 0);
    }

    /** Cells of values that are there. */
    int values() {
        return edges == null ? categories : edges.length + 1;
    }

    /** The cell of a number within the bounds. */
    int of(final double value) {
        final int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /**
     * Where a number's range may be cut, by its bounds alone: evenly, and the finer the nearer to zero and to the bounds, always between two values
     * of its grid.
     */
    static double[] candidates(final double least, final double most, final double step, final boolean zero) {
        final TreeSet<Double> values = new TreeSet<>();
        final double range = most - least;
        for (int i = 0; i <= UNIFORM; i++) {
            values.add(snapped(least + range * i / UNIFORM, step));
        }
        final double widest = zero ? Math.max(Math.abs(least), Math.abs(most)) : range;
        final double finest = Math.max(step, widest * FINEST);
        for (int i = 0; i < GEOMETRIC && finest < widest; i++) {
            final double away = finest * Math.pow(widest / finest, (double) i / (GEOMETRIC - 1));
            values.add(snapped(least + away, step));
            values.add(snapped(most - away, step));
            if (zero) {
                values.add(snapped(away, step));
                values.add(snapped(-away, step));
            }
        }
        return values.stream().filter(value -> value > least && value <= most).mapToDouble(value -> value - step / 2).toArray();
    }

    private static double snapped(final double value, final double step) {
        return Math.rint(value / step) * step;
    }

    /** Edges around values that are looked at in any case. */
    static void around(final double value, final double least, final double most, final double step, final Map<Double, Boolean> edges) {
        for (final double edge : new double[] {value - step / 2, value + step / 2}) {
            if (edge > least && edge < most) {
                edges.put(edge, true);
            }
        }
    }
}
