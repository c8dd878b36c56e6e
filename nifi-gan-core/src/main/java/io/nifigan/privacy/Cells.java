// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How a column is cut into cells: a number's range at edges, the values of a category one each; one cell more, the
 * last, for missing values where there may be some.
 *
 * @param edges of a number: between the cells, ascending; null for a category
 * @param categories of a category: how many values; else 0
 * @param mayMiss whether there is a cell for missing values
 */
record Cells(double[] edges, int categories, boolean mayMiss) {
    private static final int UNIFORM = 512;
    private static final int GEOMETRIC = 400;
    private static final double FINEST = 1e-5;
    /** So many cells double outward from the outermost edges, at most. */
    private static final int OUTWARD = 7;

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
     * Where a number's range may be cut, by its bounds alone: evenly, and the finer the nearer to zero and to the
     * bounds, always between two values of its grid.
     */
    static double[] candidates(final double min, final double max, final double step, final boolean zero) {
        final TreeSet<Double> values = new TreeSet<>();
        final double range = max - min;
        for (int i = 0; i <= UNIFORM; i++) {
            values.add(snapped(min + range * i / UNIFORM, step));
        }
        final double widest = zero ? Math.max(Math.abs(min), Math.abs(max)) : range;
        final double finest = Math.max(step, widest * FINEST);
        for (int i = 0; i < GEOMETRIC && finest < widest; i++) {
            final double away = finest * Math.pow(widest / finest, (double) i / (GEOMETRIC - 1));
            values.add(snapped(min + away, step));
            values.add(snapped(max - away, step));
            if (zero) {
                values.add(snapped(away, step));
                values.add(snapped(-away, step));
            }
        }
        return values.stream()
                .filter(value -> value > min && value <= max)
                .mapToDouble(value -> value - step / 2)
                .toArray();
    }

    /**
     * Further edges beyond the outermost ones but one, each twice as far from the one before as that was from its own:
     * so that noisy counts tell where the values end. The more cells a column has, the more noise their sum has, but
     * each costs nothing.
     *
     * @param chosen ascending
     */
    static double[] outward(final double[] chosen, final double min, final double max, final double step) {
        final List<Double> edges = new ArrayList<>();
        if (chosen.length > 3) {
            // The outermost edge itself may lie where there are hardly any values.
            double up = chosen[chosen.length - 2];
            double down = chosen[1];
            double above = up - chosen[chosen.length - 3];
            double below = chosen[2] - down;
            for (int i = 0; i < OUTWARD; i++) {
                up += above;
                down -= below;
                above *= 2;
                below *= 2;
                // A last cell that would be narrower than the one before goes with it.
                if (up + above / 2 <= max) {
                    edges.add(snapped(up + step / 2, step) - step / 2);
                }
                if (down - below / 2 >= min) {
                    edges.add(snapped(down + step / 2, step) - step / 2);
                }
            }
        }
        return edges.stream().mapToDouble(edge -> edge).toArray();
    }

    private static double snapped(final double value, final double step) {
        return Math.rint(value / step) * step;
    }

    /** Edges around values that are looked at in any case. */
    static void around(
            final double value,
            final double min,
            final double max,
            final double step,
            final Map<Double, Boolean> edges) {
        for (final double edge : new double[] {value - step / 2, value + step / 2}) {
            if (edge > min && edge < max) {
                edges.put(edge, true);
            }
        }
    }
}
