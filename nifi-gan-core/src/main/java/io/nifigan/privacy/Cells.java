// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The cells of a column: a number's range is cut at edges, and each value of a category is a cell. The last cell is for
 * missing values, if there may be any.
 *
 * @param edges for a number, the ascending edges between cells; null for a category
 * @param categories for a category, the number of values; else 0
 * @param mayMiss whether there is a cell for missing values
 */
record Cells(double[] edges, int categories, boolean mayMiss) {
    private static final int UNIFORM = 512;
    private static final int GEOMETRIC = 400;
    private static final double FINEST = 1e-5;
    /** The most cells added outward, each twice as wide as the one before. */
    private static final int OUTWARD = 7;

    /** The number of cells, including that of missing values. */
    int count() {
        return values() + (mayMiss ? 1 : 0);
    }

    /** The number of cells without that of missing values. */
    int values() {
        return edges == null ? categories : edges.length + 1;
    }

    /** The cell of a number within the bounds. */
    int of(final double value) {
        final int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /**
     * The candidate edges of a number, by its bounds alone: evenly spaced, and denser towards zero and the bounds. An
     * edge always lies between two values of the number's grid.
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
     * Further edges outside the chosen ones, with distances that double from one to the next, so that noisy counts show
     * where the values end. They cost no budget, but the sum of more cells has more noise. They start at the outermost
     * edges but one.
     *
     * @param chosen the chosen edges, ascending
     */
    static double[] outward(final double[] chosen, final double min, final double max, final double step) {
        final List<Double> edges = new ArrayList<>();
        if (chosen.length > 3) {
            // The outermost edge itself may lie beyond nearly all values.
            double up = chosen[chosen.length - 2];
            double down = chosen[1];
            double above = up - chosen[chosen.length - 3];
            double below = chosen[2] - down;
            for (int i = 0; i < OUTWARD; i++) {
                up += above;
                down -= below;
                above *= 2;
                below *= 2;
                // A last cell that would be narrower than half of the one before is merged with it.
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

    /** Adds the edges around a single value, so that it gets a cell of its own. */
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
