// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

/**
 * What happens between the products, as plain loops that the JVM vectorizes. The slope of LeakyReLU is computed from what came out of it
 * by clamping, without a branch: {@code max(.2, min(1, a * huge))} is 1 where a is positive and .2 where it is negative.
 */
final class Elementwise {
    private static final float SLOPE = Graphs.SLOPE;
    private static final float HUGE = 1e30f;

    private Elementwise() {
    }

    private static float slope(final float activated) {
        return Math.max(SLOPE, Math.min(1f, activated * HUGE));
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

    /** sum += addend + bias. */
    static void addBoth(final float[] sum, final float[] addend, final float[] bias, final int rows) {
        final int n = bias.length;
        for (int r = 0; r < rows; r++) {
            final int start = r * n;
            for (int i = 0; i < n; i++) {
                sum[start + i] += addend[start + i] + bias[i];
            }
        }
    }

    static void leaky(final float[] x, final float[] y, final int size) {
        for (int i = 0; i < size; i++) {
            y[i] = Math.max(x[i], SLOPE * x[i]);
        }
    }

    static void add(final float[] sum, final float[] addend, final int size) {
        for (int i = 0; i < size; i++) {
            sum[i] += addend[i];
        }
    }

    static void times(final float[] x, final float factor, final float[] y, final int size) {
        for (int i = 0; i < size; i++) {
            y[i] = factor * x[i];
        }
    }

    static void timesSlope(final float[] x, final float[] activated, final float[] y, final int size) {
        for (int i = 0; i < size; i++) {
            y[i] = x[i] * slope(activated[i]);
        }
    }

    static void addTimesSlope(final float[] sum, final float[] x, final float[] activated, final int size) {
        for (int i = 0; i < size; i++) {
            sum[i] += x[i] * slope(activated[i]);
        }
    }

    static void timesRow(final float[] x, final float[] factors, final float[] y, final int rows, final int n) {
        for (int r = 0; r < rows; r++) {
            final int start = r * n;
            final float factor = factors[r];
            for (int i = 0; i < n; i++) {
                y[start + i] = factor * x[start + i];
            }
        }
    }

    static void addTimesRow(final float[] sum, final float[] x, final float[] factors, final int rows, final int n) {
        for (int r = 0; r < rows; r++) {
            final int start = r * n;
            final float factor = factors[r];
            for (int i = 0; i < n; i++) {
                sum[start + i] += factor * x[start + i];
            }
        }
    }
}
