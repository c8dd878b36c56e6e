// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

/**
 * Elementwise loops over arrays, kept plain so that the JVM vectorizes them. The slope of LeakyReLU is computed from
 * the sign bit of its output, spread over all bits to 0 or -1. That needs no branch and no comparison of floats, which
 * costs several instructions because of NaN.
 */
final class Elementwise {
    private static final float SLOPE = Graphs.SLOPE;
    /** 1 / slope. */
    private static final int ONE = Math.round(1 / SLOPE);

    private Elementwise() {}

    /** The derivative of LeakyReLU, exactly 1 or exactly the slope, from the raw bits of its output. */
    private static float slope(final int activated) {
        return SLOPE * (ONE + (ONE - 1) * (activated >> 31));
    }

    static void addBias(final float[] y, final float[] bias, final int rows) {
        final int n = bias.length;
        for (int r = 0; r < rows; r++) {
            final int start = r * n;
            for (int i = 0; i < n; i++) {
                y[start + i] += bias[i];
            }
        }
    }

    /** Fills an array with copies of a row, plus another row unless that is null. */
    static void repeat(final float[] row, final float[] plus, final float[] target) {
        for (int start = 0; start < target.length; start += row.length) {
            for (int i = 0; i < row.length; i++) {
                target[start + i] = plus == null ? row[i] : row[i] + plus[i];
            }
        }
    }

    /** x = f(x + bias). */
    static void biasedLeaky(final float[] x, final float[] bias, final int size) {
        for (int i = 0; i < size; i++) {
            final float sum = x[i] + bias[i];
            x[i] = Math.max(sum, SLOPE * sum);
        }
    }

    static void times(final float[] x, final float factor, final int size) {
        for (int i = 0; i < size; i++) {
            x[i] *= factor;
        }
    }

    static void times(final float[] x, final float[] factors, final int size) {
        for (int i = 0; i < size; i++) {
            x[i] *= factors[i];
        }
    }

    static void timesSlope(final float[] x, final int[] activated, final int size) {
        for (int i = 0; i < size; i++) {
            x[i] *= slope(activated[i]);
        }
    }

    static void addTimesSlope(final float[] sum, final float[] x, final int[] activated, final int size) {
        for (int i = 0; i < size; i++) {
            sum[i] += x[i] * slope(activated[i]);
        }
    }

    static void addTimes(final float[] sum, final float[] x, final float[] factors, final int size) {
        for (int i = 0; i < size; i++) {
            sum[i] += factors[i] * x[i];
        }
    }
}
