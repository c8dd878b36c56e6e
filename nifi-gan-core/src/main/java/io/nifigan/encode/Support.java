// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The values that a column can have.
 *
 * @param values separate values: null is "missing", numbers as {@link Double#toString} gives them; some may stand there
 *     more than once
 * @param shares the share of rows of each of them; null where it is not known
 * @param min the smallest number that occurs, which a table of enough rows is made to reach; NaN where the column has
 *     no numbers, or only separate ones
 * @param max the greatest number, likewise
 * @param continuum the values between separate ones; null where there are none
 */
public record Support(List<String> values, double[] shares, double min, double max, Continuum continuum) {
    /** Separate values whose shares are known. */
    public static Support of(final List<String> values, final double[] shares) {
        return new Support(values, shares, Double.NaN, Double.NaN, null);
    }

    /** Whether the shares of all values are known. */
    public boolean hasShares() {
        return shares != null;
    }

    /** Whether every number of the column's grid between the smallest and the greatest could well be a value. */
    public boolean hasNoGaps() {
        return min < max && hasShares();
    }

    /**
     * Numbers without gaps.
     *
     * @param from the smallest of them
     * @param to the greatest
     * @param step the grid that they lie on, 0 for none
     * @param share the share of rows that have one of them; NaN where it is not known
     * @param valueAt the number by the share of them below it; null where it is not known
     */
    public record Continuum(double from, double to, double step, double share, DoubleUnaryOperator valueAt) {}
}
