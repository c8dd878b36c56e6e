// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import java.util.Arrays;

/**
 * The range of a column's numbers or dates.
 *
 * @param min the smallest known value
 * @param max the greatest known value
 * @param low the smallest possible value; minus infinity where all are possible
 * @param high the greatest possible value; infinity where all are possible
 * @param far known values, ascending, which may lie outside
 */
record Range(double min, double max, double low, double high, double[] far) {
    /** A range of which only the known values are possible, or which is not known. */
    static Range without(final double min, final double max) {
        return new Range(min, max, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, new double[0]);
    }

    /** Whether a value is impossible; a missing one, NaN, is not. */
    boolean isImpossible(final double value) {
        return (value < low || value > high) && Arrays.binarySearch(far, value) < 0;
    }

    /** Whether a number lies outside the range of the training rows. */
    boolean isOutside(final double value) {
        return value < min || value > max;
    }

    /** Whether a number lies outside the range, including the margin for rare real values. */
    boolean isTail(final double value) {
        return low != Double.NEGATIVE_INFINITY && isOutside(value) && Arrays.binarySearch(far, value) < 0;
    }
}
