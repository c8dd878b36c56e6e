// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import java.util.Arrays;

/**
 * Elementwise operations on rows outside the heap. They copy a few rows at a time into arrays, apply the loops of
 * {@link Elementwise} and copy the result back. A piece is small enough to stay in the processor's first-level cache
 * all the while.
 */
final class Pieces {
    /** The most numbers of a piece: several arrays of this length fit into a first-level cache of 32 KB. */
    private static final int MAX_NUMBERS = 1_024;

    private final int columns;
    private final int maxRowsOfPiece;
    private final float[] values;
    private final float[] activations;
    private final float[] second;
    private final int[] bits;

    /**
     * @param columns the numbers in a row
     * @param maxRows the most rows
     */
    Pieces(final int columns, final int maxRows) {
        this.columns = columns;
        this.maxRowsOfPiece = Math.max(1, Math.min(maxRows, MAX_NUMBERS / columns));
        this.values = new float[size()];
        this.activations = new float[size()];
        this.second = new float[size()];
        this.bits = new int[size()];
    }

    /** The most numbers of a piece. */
    int size() {
        return maxRowsOfPiece * columns;
    }

    /** target = f(source + bias), with the bias repeated over a piece. */
    void activate(final int rows, final NativeFloats source, final float[] bias, final NativeFloats target) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += values.length) {
            final int n = Math.min(values.length, all - from);
            source.get(from, values, 0, n);
            Elementwise.biasedLeaky(values, bias, n);
            target.putAt(from, values, 0, n);
        }
    }

    /** target = source f'(activated). */
    void timesSlope(
            final int rows, final NativeFloats source, final NativeFloats activated, final NativeFloats target) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += values.length) {
            final int n = Math.min(values.length, all - from);
            source.get(from, values, 0, n);
            activated.getBits(from, bits, n);
            Elementwise.timesSlope(values, bits, n);
            target.putAt(from, values, 0, n);
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
        for (int from = 0; from < all; from += values.length) {
            final int n = Math.min(values.length, all - from);
            source.get(from, values, 0, n);
            activated.getBits(from, bits, n);
            addend.get(from, second, 0, n);
            Elementwise.addTimesSlope(second, values, bits, n);
            target.putAt(from, second, 0, n);
        }
    }

    /** target = factor of the row * source. */
    void timesRow(final int rows, final NativeFloats source, final float[] factors, final NativeFloats target) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += values.length) {
            final int n = Math.min(values.length, all - from);
            source.get(from, values, 0, n);
            spread(factors, from, n);
            Elementwise.times(values, second, n);
            target.putAt(from, values, 0, n);
        }
    }

    /**
     * onward = source f'(activated), not written if null; mixed = source f'(activated) + factor of the row * activated.
     */
    void tangent(
            final int rows,
            final NativeFloats source,
            final NativeFloats activated,
            final float[] factors,
            final NativeFloats onward,
            final NativeFloats mixed) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += values.length) {
            final int n = Math.min(values.length, all - from);
            source.get(from, values, 0, n);
            activated.getBits(from, bits, n);
            activated.get(from, activations, 0, n);
            Elementwise.timesSlope(values, bits, n);
            if (onward != null) {
                onward.putAt(from, values, 0, n);
            }
            spread(factors, from, n);
            Elementwise.addTimes(values, activations, second, n);
            mixed.putAt(from, values, 0, n);
        }
    }

    /** onward = factor * gradient; mixed = factor * gradient + factor of the row * input. */
    void tangent(
            final int rows,
            final float[] gradient,
            final float factor,
            final float[] input,
            final float[] factors,
            final NativeFloats onward,
            final NativeFloats mixed) {
        final int all = rows * columns;
        for (int from = 0; from < all; from += values.length) {
            final int n = Math.min(values.length, all - from);
            System.arraycopy(gradient, from, values, 0, n);
            Elementwise.times(values, factor, n);
            onward.putAt(from, values, 0, n);
            System.arraycopy(input, from, activations, 0, n);
            spread(factors, from, n);
            Elementwise.addTimes(values, activations, second, n);
            mixed.putAt(from, values, 0, n);
        }
    }

    private void spread(final float[] factors, final int from, final int n) {
        final int row = from / columns;
        for (int i = 0; i < n; i += columns) {
            Arrays.fill(second, i, i + columns, factors[row + i / columns]);
        }
    }
}
