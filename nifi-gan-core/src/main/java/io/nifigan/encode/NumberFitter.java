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
    /** Minimum share of the values for an atom. */
    private static final double MIN_ATOM_SHARE = .02;

    private static final int MIN_ATOM_ROWS = 10;
    /**
     * The same for elements of arrays, such as pixels: a continuous scale with few atoms trains as well as one with
     * many, and faster.
     */
    private static final double MIN_ELEMENT_ATOM_SHARE = .2;

    private static final int MAX_ELEMENT_ATOMS = 5;

    private NumberFitter() {}

    /**
     * Fits the encoding of a column.
     *
     * @param values the values of the training rows, NaN where missing
     * @param all all values, for the range, NaN where missing
     * @param step the step of the grid of the values, 0 for none
     * @param min minimum number of rows of an atom where not all values are atoms
     */
    static NumberEncoding fit(final double[] values, final double[] all, final double step, final int min) {
        return fit(values, all, step, min, false);
    }

    /**
     * Fits the encoding of a column.
     *
     * @param element whether the values are those of one element of an array
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
        final double common = Math.max(
                Math.max(MIN_ATOM_ROWS, min), (element ? MIN_ELEMENT_ATOM_SHARE : MIN_ATOM_SHARE) * present.length);
        final boolean allAtoms = distinct <= (element ? MAX_ELEMENT_ATOMS : DistinctValues.FEW_NUMBERS);
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

    /** The number of distinct values in a sorted array with 1 or more elements. */
    static int distinct(final double[] sorted) {
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }
}
