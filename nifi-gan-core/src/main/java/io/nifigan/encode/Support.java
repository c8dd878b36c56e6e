// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The values that a column can have.
 *
 * @param values separate values: null for missing, numbers as {@link Double#toString} gives them; a value may occur
 *     more than once
 * @param shares the share of rows with each value; null where unknown
 * @param min the smallest number that occurs, which a large generated table should reach; NaN where the column has no
 *     numbers or only separate ones
 * @param max the largest number, likewise
 * @param continuum the continuous range of values; null where there is none
 */
public record Support(List<String> values, double[] shares, double min, double max, Continuum continuum) {
    /** A support of separate values with known shares. */
    public static Support of(final List<String> values, final double[] shares) {
        return new Support(values, shares, Double.NaN, Double.NaN, null);
    }

    /** Whether the shares of all values are known. */
    public boolean hasShares() {
        return shares != null;
    }

    /** Whether every number on the column's grid between the smallest and the largest is possible. */
    public boolean hasNoGaps() {
        return min < max && hasShares();
    }

    /**
     * A range of numbers without gaps.
     *
     * @param from the smallest number
     * @param to the largest number
     * @param step the step of their grid, 0 for none
     * @param share the share of rows with a number of the range; NaN where unknown
     * @param valueAt the quantile function of the range; null where unknown
     */
    public record Continuum(double from, double to, double step, double share, DoubleUnaryOperator valueAt) {}
}
