// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import java.util.Arrays;

/**
 * What happens between the products, over numbers outside the heap that are fetched into arrays in pieces of a few
 * rows: so small that a piece stays in the processor's first cache between its coming, the loops of {@link Elementwise}
 * over it, and its going.
 */
final class Pieces {
    /** Numbers of a piece; several arrays of so many leave room in a first cache of 32 KB. */
    private static final int MAX = 1_024;

    private final int columns;
    private final int rowsOfOne;
    private final float[] x;
    private final float[] a;
    private final float[] c;
    private final int[] bits;

    /**
     * @param columns numbers of a row
     * @param maxRows the most rows
     */
    Pieces(final int columns, final int maxRows) {
        this.columns = columns;
        this.rowsOfOne = Math.max(1, Math.min(maxRows, MAX / columns));
        this.x = new float[size()];
        this.a = new float[size()];
        this.c = new float[size()];
        this.bits = new int[size()];
    }

    /** How many numbers the largest piece has. */
    int size() {
        return rowsOfOne * columns;
    }

    /** target = f(source + bias), with the bias repeated over a piece. */
    void activate(final int rows, final NativeFloats source, final float[] bias, final NativeFloats target) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += x.length) {
            final int n = Math.min(x.length, all - from);
            source.get(from, x, 0, n);
            Elementwise.biasedLeaky(x, bias, n);
            target.putAt(from, x, 0, n);
        }
    }

    /** target = source f'(activated). */
    void timesSlope(
            final int rows, final NativeFloats source, final NativeFloats activated, final NativeFloats target) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += x.length) {
            final int n = Math.min(x.length, all - from);
            source.get(from, x, 0, n);
            activated.getBits(from, bits, n);
            Elementwise.timesSlope(x, bits, n);
            target.putAt(from, x, 0, n);
        }
    }

    /** target = addend + source f'(activated). */
    void plusTimesSlope(
            final int rows,
            final NativeFloats addend,
            final NativeFloats source,
            final NativeFloats activated,
            final NativeFloats target) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += x.length) {
            final int n = Math.min(x.length, all - from);
            source.get(from, x, 0, n);
            activated.getBits(from, bits, n);
            addend.get(from, c, 0, n);
            Elementwise.addTimesSlope(c, x, bits, n);
            target.putAt(from, c, 0, n);
        }
    }

    /** target = factor of the row * source. */
    void timesRow(final int rows, final NativeFloats source, final float[] factors, final NativeFloats target) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += x.length) {
            final int n = Math.min(x.length, all - from);
            source.get(from, x, 0, n);
            spread(factors, from, n);
            Elementwise.times(x, c, n);
            target.putAt(from, x, 0, n);
        }
    }

    /** onward = source f'(activated), unless that is null; mixed = the same + factor of the row * activated. */
    void tangent(
            final int rows,
            final NativeFloats source,
            final NativeFloats activated,
            final float[] factors,
            final NativeFloats onward,
            final NativeFloats mixed) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += x.length) {
            final int n = Math.min(x.length, all - from);
            source.get(from, x, 0, n);
            activated.getBits(from, bits, n);
            activated.get(from, a, 0, n);
            Elementwise.timesSlope(x, bits, n);
            if (onward != null) {
                onward.putAt(from, x, 0, n);
            }
            spread(factors, from, n);
            Elementwise.addTimes(x, a, c, n);
            mixed.putAt(from, x, 0, n);
        }
    }

    /** onward = factor * gradient; mixed = the same + factor of the row * input. */
    void tangent(
            final int rows,
            final float[] gradient,
            final float factor,
            final float[] input,
            final float[] factors,
            final NativeFloats onward,
            final NativeFloats mixed) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += x.length) {
            final int n = Math.min(x.length, all - from);
            System.arraycopy(gradient, from, x, 0, n);
            Elementwise.times(x, factor, n);
            onward.putAt(from, x, 0, n);
            System.arraycopy(input, from, a, 0, n);
            spread(factors, from, n);
            Elementwise.addTimes(x, a, c, n);
            mixed.putAt(from, x, 0, n);
        }
    }

    private void spread(final float[] factors, final int from, final int n) {
        final int row = from / columns;
        for (int i = 0; i < n; i += columns) {
            Arrays.fill(c, i, i + columns, factors[row + i / columns]);
        }
    }
}
