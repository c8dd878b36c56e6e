// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The gradient of a loss by all parameters of a network, summed up by one thread, in the layout of
 * {@link NetworkShape}.
 */
public final class FlatGradient implements AutoCloseable {
    private final NativeFloats floats;
    private final FloatPointer[] weights;
    private final FloatPointer[] biases;

    public FlatGradient(final NetworkShape shape) {
        this.floats = new NativeFloats(shape.parameters());
        this.weights = new FloatPointer[shape.layers()];
        this.biases = new FloatPointer[shape.layers()];
        for (int l = 0; l < shape.layers(); l++) {
            weights[l] = floats.at(shape.weights(l));
            biases[l] = floats.at(shape.biases(l));
        }
    }

    /** The part of the sum for a layer's weights. */
    public FloatPointer weights(final int layer) {
        return weights[layer];
    }

    /** The part of the sum for a layer's biases. */
    public FloatPointer biases(final int layer) {
        return biases[layer];
    }

    /** Sets the sum to zero. */
    public void clear() {
        floats.clear();
    }

    /** Copies a part of the sum to the same place of an array. */
    public void get(final int from, final float[] target, final int count) {
        floats.get(from, target, from, count);
    }

    @Override
    public void close() {
        floats.close();
    }
}
