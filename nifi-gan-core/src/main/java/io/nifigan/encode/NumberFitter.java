// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.Bulk;
import io.nifigan.common.PiecewiseCdfFitter;
import io.nifigan.table.DistinctValues;
import java.util.Arrays;

/**
 * Fits {@link NumberEncoding}s.
 *
 * <p>A value that lies far from all others ({@link Bulk}), such as 9999 among years, is an atom where enough rows have
 * it. Other far values are not learnt: they would stretch the distribution over a gap in which there is nothing.
 */
final class NumberFitter {
    private static final int MIN_ATOM_ROWS = 10;
    /**
     * Minimum share of the rows of an atom for elements of arrays, such as pixels: a continuous scale with few atoms
     * trains as well as one with many, and faster.
     */
    private static final double MIN_ELEMENT_ATOM_SHARE = .2;

    private static final int MAX_ELEMENT_ATOMS = 5;
    /** The least ratio of a value's rows to the mean rows of its two neighbours for the value to stand out. */
    private static final int STANDS_OUT = 3;

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
     * Fits the encoding of a column whose values are members only where they stand out: frequent, and far more so than
     * the values on both sides. So the others are one continuous number, however few they are.
     */
    static NumberEncoding fitContinuous(final double[] values, final double[] all, final double step, final int min) {
        final double[] present = present(values);
        final double common = commonRows(present.length, min);
        return fit(
                values.length,
                present,
                all,
                step,
                min,
                common,
                (from, end) -> end - from >= common && standsOut(present, from, end));
    }

    private static boolean standsOut(final double[] sorted, final int from, final int end) {
        int below = 0;
        while (below < from && sorted[from - 1 - below] == sorted[from - 1]) {
            below++;
        }
        final int above = end == sorted.length ? 0 : Bulk.end(sorted, end) - end;
        final int sides = (from == 0 ? 0 : 1) + (end == sorted.length ? 0 : 1);
        return (end - from) * sides > STANDS_OUT * (below + above);
    }

    /**
     * Fits the encoding of a column.
     *
     * @param element whether the values are those of one element of an array
     */
    static NumberEncoding fit(
            final double[] values, final double[] all, final double step, final int min, final boolean element) {
        final double[] present = present(values);
        if (present.length == 0) {
            return new NumberEncoding(new double[0], new double[0], 1, null, 0, 0);
        }
        final boolean allAtoms = distinct(present) <= (element ? MAX_ELEMENT_ATOMS : DistinctValues.FEW_NUMBERS);
        final double common = allAtoms
                ? 1
                : element
                        ? Math.max(Math.max(MIN_ATOM_ROWS, min), MIN_ELEMENT_ATOM_SHARE * present.length)
                        : commonRows(present.length, min);
        return fit(values.length, present, all, step, min, common, (from, end) -> end - from >= common);
    }

    private static double[] present(final double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** Whether the equal values from one index of the sorted values to another are a member. */
    @FunctionalInterface
    private interface Atoms {
        boolean test(int from, int end);
    }

    private static NumberEncoding fit(
            final int rowCount,
            final double[] present,
            final double[] all,
            final double step,
            final int min,
            final double common,
            final Atoms isAtom) {
        final Bulk bulk = Bulk.of(present, common);
        final double[] others = new double[present.length];
        final double[] atoms = new double[present.length];
        final int[] rows = new int[present.length];
        int kept = 0;
        int left = 0;
        int learnt = 0;
        for (int i = 0; i < present.length; ) {
            final int end = Bulk.end(present, i);
            if (isAtom.test(i, end) || bulk.isFar(present[i]) && end - i >= Math.max(Bulk.MIN_FAR_ROWS, min)) {
                atoms[kept] = present[i];
                rows[kept++] = end - i;
                learnt += end - i;
            } else if (!bulk.isFar(present[i])) {
                Arrays.fill(others, left, left + end - i, present[i]);
                left += end - i;
                learnt += end - i;
            }
            i = end;
        }
        final double[] shares = new double[kept];
        for (int a = 0; a < kept; a++) {
            shares[a] = (double) rows[a] / learnt;
        }
        final double[] known = Arrays.copyOf(atoms, kept);
        final double[] range = Arrays.stream(all)
                .filter(value -> !bulk.isFar(value) || Arrays.binarySearch(known, value) >= 0)
                .toArray();
        return new NumberEncoding(
                known,
                shares,
                1 - (double) present.length / rowCount,
                left == 0 ? null : PiecewiseCdfFitter.fit(Arrays.copyOf(others, left), step, min),
                Arrays.stream(range).filter(value -> !Double.isNaN(value)).min().orElseThrow(),
                Arrays.stream(range).filter(value -> !Double.isNaN(value)).max().orElseThrow());
    }

    /**
     * Minimum number of rows of an atom.
     *
     * @param rows the number of rows with a value
     * @param min minimum number of rows of a value to be encoded by itself
     */
    static double commonRows(final int rows, final int min) {
        return Math.max(min, Bulk.commonRows(rows));
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
