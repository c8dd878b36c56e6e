// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import io.nifigan.common.RandomStream;
import io.nifigan.network.Blas;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The matrix products of {@link ResidualMlp} for a micro-batch and nothing else, as a lower bound for the time of a
 * step.
 */
public final class Products implements AutoCloseable {
    private final NetworkShape shape;
    private final NativeFloats[] arriving;
    private final NativeFloats[] deltas;
    private final NativeFloats result;
    private final NativeFloats factors;
    private final NativeFloats parameters;
    private final FloatPointer[] weights;
    private final FlatGradient gradient;
    private Consumer<MatrixProduct> listener;

    /** @param rows maximum number of rows of a micro-batch */
    public Products(final NetworkShape shape, final int rows) {
        this.shape = shape;
        this.arriving = new NativeFloats[shape.layers()];
        this.deltas = new NativeFloats[shape.layers()];
        this.weights = new FloatPointer[shape.layers()];
        this.parameters = filled(shape.parameters());
        int widest = 0;
        for (int l = 0; l < shape.layers(); l++) {
            arriving[l] = filled(rows * shape.inputsOf(l));
            deltas[l] = filled(rows * shape.outputsOf(l));
            weights[l] = parameters.at(shape.weights(l));
            widest = Math.max(widest, Math.max(shape.inputsOf(l), shape.outputsOf(l)));
        }
        this.result = filled(rows * widest);
        this.factors = filled(rows);
        this.gradient = new FlatGradient(shape);
    }

    private static NativeFloats filled(final int length) {
        final float[] values = new float[length];
        new RandomStream(1).uniform(values, length);
        for (int i = 0; i < length; i++) {
            values[i] = .1f * (values[i] - .5f);
        }
        final NativeFloats floats = new NativeFloats(length);
        floats.put(values, 0, length);
        return floats;
    }

    /** The products of {@link ResidualMlp#forward}. */
    public void forward(final int rows) {
        for (int l = 0; l < shape.layers(); l++) {
            forward(l, rows);
        }
    }

    private void forward(final int l, final int rows) {
        note(MatrixProduct.Kind.FORWARD, l, rows);
        Blas.forward(
                rows, shape.inputsOf(l), shape.outputsOf(l), arriving[l].pointer(), weights[l], 0, result.pointer());
    }

    /** The products of {@link ResidualMlp#backward}. */
    public void backward(final int rows, final boolean toInput) {
        for (int l = shape.layers() - 1; l >= (toInput ? 0 : 1); l--) {
            note(MatrixProduct.Kind.BACKWARD, l, rows);
            Blas.backward(
                    rows, shape.inputsOf(l), shape.outputsOf(l), deltas[l].pointer(), weights[l], result.pointer());
        }
    }

    /** The products of {@link ResidualMlp#accumulate}, optionally with those of the penalty. */
    public void accumulate(final int rows, final boolean penalty) {
        for (int l = 0; l < shape.layers(); l++) {
            if (penalty && l < shape.layers() - 1) {
                forward(l, rows);
            }
            note(MatrixProduct.Kind.WEIGHTS, l, rows);
            Blas.weights(
                    rows,
                    shape.inputsOf(l),
                    shape.outputsOf(l),
                    arriving[l].pointer(),
                    deltas[l].pointer(),
                    gradient.weights(l));
            note(MatrixProduct.Kind.BIASES, l, rows);
            Blas.biases(rows, shape.outputsOf(l), factors.pointer(), deltas[l].pointer(), gradient.biases(l));
        }
    }

    private void note(final MatrixProduct.Kind kind, final int layer, final int rows) {
        if (listener != null) {
            listener.accept(new MatrixProduct(kind, layer, rows, shape.inputsOf(layer), shape.outputsOf(layer)));
        }
    }

    /** Sets a listener that receives each product; null for none. */
    public void setListener(final Consumer<MatrixProduct> listener) {
        this.listener = listener;
    }

    /** An element of the last product. */
    public float result(final int index) {
        final float[] value = new float[1];
        result.get(index, value, 0, 1);
        return value[0];
    }

    @Override
    public void close() {
        for (int l = 0; l < shape.layers(); l++) {
            arriving[l].close();
            deltas[l].close();
        }
        result.close();
        factors.close();
        gradient.close();
        parameters.close();
    }
}
