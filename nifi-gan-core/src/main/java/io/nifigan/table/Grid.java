// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/** Rounding to a column's grid, see {@link Column#step()}. */
public final class Grid {
    private static final double MAX_EXACT_UNITS = 0x1p53;

    private Grid() {}

    /**
     * The multiple of a step that is nearest to a value. Steps below one are computed through the whole number of steps
     * in one, so that .1 stays .1.
     */
    public static double snap(final double value, final double step) {
        if (Math.abs(value) >= MAX_EXACT_UNITS * step) {
            // The next double is farther than the next multiple.
            return value;
        }
        return step < 1 ? Math.rint(value * Math.rint(1 / step)) / Math.rint(1 / step) : Math.rint(value / step) * step;
    }
}
