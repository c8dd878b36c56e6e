// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/** Rounding to a column's grid. */
public final class Grid {
    private Grid() {}

    /**
     * The multiple of a step nearest to a value; for steps below one by way of the whole number of steps in one, so
     * that .1 stays .1.
     */
    public static double snap(final double value, final double step) {
        return step < 1 ? Math.rint(value * Math.rint(1 / step)) / Math.rint(1 / step) : Math.rint(value / step) * step;
    }
}
