// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.PiecewiseCdf;
import io.nifigan.common.PiecewiseCdfFitter;
import io.nifigan.table.DistinctValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fits {@link NumberEncoding}s. */
final class NumberFitter {
    /** The share of a numeric column's values from which on a value is an atom. */
    private static final double ATOM_SHARE = .02;

    private static final int ATOM_ROWS = 10;
    /**
     * The same for elements of arrays, such as pixels: as one scale with a few spikes they are learnt as well as level
     * by level, and faster.
     */
    private static final double ELEMENT_ATOM_SHARE = .2;

    private static final int ELEMENT_ALL_ATOMS = 5;

    private NumberFitter() {}

    /**
     * @param values what is learnt, NaN where missing
     * @param all where the smallest and the greatest value are taken from, the values themselves or more, NaN where
     *     missing
     * @param step the grid that they lie on, 0 for none
     * @param min rows that a value must have for a place of its own among many
     */
    static NumberEncoding fit(final double[] values, final double[] all, final double step, final int min) {
        return fit(values, all, step, min, false);
    }

    /**
     * As {@link #fit(double[], double[], double, int)}; {@code element} where the values stand at one place of an
     * array.
     */
    static NumberEncoding fit(
            final double[] values, final double[] all, final double step, final int min, final boolean element) {
        final double[] present = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (present.length == 0) {
            return new NumberEncoding(new double[0], new double[0], 1, null, 0, 0);
        }
        final int distinct = distinct(present);
        final double common =
                Math.max(Math.max(ATOM_ROWS, min), (element ? ELEMENT_ATOM_SHARE : ATOM_SHARE) * present.length);
        final boolean allAtoms = distinct <= (element ? ELEMENT_ALL_ATOMS : DistinctValues.FEW_NUMBERS);
        final List<Double> atoms = new ArrayList<>();
        final List<Double> shares = new ArrayList<>();
        final double[] others = new double[present.length];
        int left = 0;
        for (int i = 0; i < present.length; ) {
            int j = i + 1;
            while (j < present.length && present[j] == present[i]) {
                j++;
            }
            if (allAtoms || j - i >= common) {
                atoms.add(present[i]);
                shares.add((double) (j - i) / present.length);
            } else {
                Arrays.fill(others, left, left + j - i, present[i]);
                left += j - i;
            }
            i = j;
        }
        final PiecewiseCdf cdf = left == 0 ? null : PiecewiseCdfFitter.fit(Arrays.copyOf(others, left), step, min);
        return new NumberEncoding(
                atoms.stream().mapToDouble(Double::doubleValue).toArray(),
                shares.stream().mapToDouble(Double::doubleValue).toArray(),
                1 - (double) present.length / values.length,
                cdf,
                Arrays.stream(all).filter(value -> !Double.isNaN(value)).min().orElseThrow(),
                Arrays.stream(all).filter(value -> !Double.isNaN(value)).max().orElseThrow());
    }

    /** How many different values there are in a sorted array of 1 or more. */
    static int distinct(final double[] sorted) {
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }
}
