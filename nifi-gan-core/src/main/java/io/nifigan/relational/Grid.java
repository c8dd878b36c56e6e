// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import java.util.Arrays;

/**
 * The range of gaps between the rows of a family, in the column that orders them.
 *
 * @param min the smallest real gap, 0 or more
 * @param max the largest real gap; equal to {@code min} on a regular grid
 * @param anchor a value that all families have on their grid; NaN where there is none
 */
record Grid(double min, double max, double anchor) {
    /** A grid without any known gaps. */
    static final Grid FREE = new Grid(0, Double.POSITIVE_INFINITY, Double.NaN);
    /** The least number of gaps between rows for a regular grid. */
    private static final int MIN_GAPS = 50;

    Grid {
        if (!(min >= 0 && max >= min)) {
            throw new IllegalArgumentException("A grid has the gaps %s to %s".formatted(min, max));
        }
    }

    /** The gaps of the families of a state, whose values are known. */
    static Grid of(final ChainState state) {
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        int count = 0;
        for (int f = 0; f < state.families(); f++) {
            for (int t = 1; t < state.length(f); t++) {
                final int row = state.row(f, t);
                final double gap = state.time()[row] - state.time()[row - 1];
                min = Math.min(min, gap);
                max = Math.max(max, gap);
                count++;
            }
        }
        if (count == 0 || Double.isNaN(min) || min < 0 || Double.isNaN(max)) {
            return FREE;
        }
        if (min < max || min == 0 || count < MIN_GAPS) {
            return new Grid(min, Double.POSITIVE_INFINITY, Double.NaN);
        }
        final double latest = Arrays.stream(state.end()).max().orElse(Double.NaN);
        final double gap = min;
        final boolean same = Arrays.stream(state.begin()).allMatch(begin -> (latest - begin) % gap == 0);
        return new Grid(gap, gap, same ? latest : Double.NaN);
    }

    /** Whether every gap is the same. */
    boolean isRegular() {
        return min == max;
    }

    /** The first value of a family, moved onto the grid and so far back that its last row is not after the latest. */
    double begin(final double planned, final int length, final double latest) {
        if (!isRegular()) {
            return planned;
        }
        final double on = Double.isNaN(anchor) ? planned : anchor - Math.round((anchor - planned) / min) * min;
        final double last = on + (length - 1) * min;
        return last > latest ? on - Math.ceil((last - latest) / min) * min : on;
    }

    /**
     * The value of a row after the first.
     *
     * @param before the value of the row before
     * @param gap the gap as it was drawn
     * @param end the planned value of the last row; NaN for none
     * @param left the number of rows after this one
     */
    double at(final double before, final double gap, final double end, final int left) {
        final double after = before + Math.clamp(gap, min, max);
        if (isRegular() || Double.isNaN(end)) {
            return after;
        }
        return left == 0 ? Math.max(end, before + min) : Math.max(before + min, Math.min(after, end - left * min));
    }
}
