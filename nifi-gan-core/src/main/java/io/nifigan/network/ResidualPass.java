// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * One thread's work space for passing tiles of rows through a network of a {@link NetworkShape}, forward and backward, on parameters
 * that all threads share. Products run outside the heap; everything between them runs over heap arrays, which the JVM vectorizes, and
 * is copied across (1 to 2 % of a product's time). Nothing is allocated after construction.
 *
 * <p>LeakyReLU networks are piecewise linear, so second derivatives vanish, and the gradient of a penalty on the input gradient is
 * closed-form: with g = ds/dx and t = (gamma / n) g pushed forward through the same slopes without biases, the gradient of loss and
 * penalty together is dW_l = (c a_l + t_l)T delta_l, where a_l and t_l are what arrives at layer l, delta_l = ds/d(output of l), and
 * c = dL/ds for each row.
 */
public final class ResidualPass implements AutoCloseable {
    private final NetworkShape shape;
    /** Held so that the memory stays for as long as this looks at it. */
    private final NativeFloats parameters;
    private final int maxRows;
    private final int layers;
    private final float[][] arriving;
    private final float[] hidden;
    private final float[] scratch;
    private final float[] output;
    private final float[] inputGradient;
    private final float[] ones;
    private final NativeFloats left;
    private final NativeFloats result;
    private final NativeFloats rowFactors;
    private final NativeFloats[] deltas;
    private final FloatPointer[] weights;
    private final float[][] biases;

    /**
     * @param shape      the network
     * @param maxRows    the most rows of a tile
     * @param parameters the flat parameters, read at each product; biases at each {@link #readBiases}
     */
    public ResidualPass(final NetworkShape shape, final int maxRows, final NativeFloats parameters) {
        this.shape = shape;
        this.parameters = parameters;
        this.maxRows = maxRows;
        this.layers = shape.layers();
        int widest = 0;
        this.arriving = new float[layers][];
        this.deltas = new NativeFloats[layers];
        this.weights = new FloatPointer[layers];
        this.biases = new float[layers][];
        for (int l = 0; l < layers; l++) {
            arriving[l] = new float[maxRows * shape.inputsOf(l)];
            deltas[l] = new NativeFloats(maxRows * shape.outputsOf(l));
            weights[l] = parameters.at(shape.weights(l));
            biases[l] = new float[shape.outputsOf(l)];
            widest = Math.max(widest, Math.max(shape.inputsOf(l), shape.outputsOf(l)));
        }
        this.hidden = new float[maxRows * shape.width()];
        this.scratch = new float[maxRows * widest];
        this.output = new float[maxRows * shape.outputs()];
        this.inputGradient = new float[maxRows * shape.inputs()];
        this.ones = new float[Math.max(maxRows, 1)];
        Arrays.fill(ones, 1);
        this.left = new NativeFloats(maxRows * widest);
        this.result = new NativeFloats(maxRows * widest);
        this.rowFactors = new NativeFloats(maxRows);
        readBiases();
    }

    /** Takes over the biases; to be called when the parameters have changed. */
    public void readBiases() {
        for (int l = 0; l < layers; l++) {
            parameters.get(shape.biases(l), biases[l], 0, biases[l].length);
        }
    }

    public int maxRows() {
        return maxRows;
    }

    /** Where the caller puts a tile's input: {@code [rows, inputs]}. */
    public float[] input() {
        return arriving[0];
    }

    /** The last forward pass's output: {@code [rows, outputs]}. */
    public float[] output() {
        return output;
    }

    /** The last backward pass's gradient by the input: {@code [rows, inputs]}. */
    public float[] inputGradient() {
        return inputGradient;
    }

    /** Passes the first rows of {@link #input()} through the network. */
    public void forward(final int rows) {
        final int size = rows * shape.width();
        product(0, rows, arriving[0], hidden);
        Elementwise.addBias(hidden, biases[0], rows);
        for (int l = 1; l < layers - 1; l += 2) {
            Elementwise.leaky(hidden, arriving[l], size);
            product(l, rows, arriving[l], scratch);
            Elementwise.addBias(scratch, biases[l], rows);
            Elementwise.leaky(scratch, arriving[l + 1], size);
            product(l + 1, rows, arriving[l + 1], scratch);
            Elementwise.addBoth(hidden, scratch, biases[l + 1], rows);
        }
        Elementwise.leaky(hidden, arriving[layers - 1], size);
        product(layers - 1, rows, arriving[layers - 1], output);
        Elementwise.addBias(output, biases[layers - 1], rows);
    }

    private void product(final int layer, final int rows, final float[] x, final float[] y) {
        left.put(x, 0, rows * shape.inputsOf(layer));
        Blas.forward(rows, shape.inputsOf(layer), shape.outputsOf(layer), left.pointer(), weights[layer], result.pointer());
        result.get(0, y, 0, rows * shape.outputsOf(layer));
    }

    /**
     * Passes a gradient back through the rows of the last forward pass.
     *
     * @param rows           the same number of rows
     * @param outputGradient {@code [rows, outputs]}, the gradient by the output
     * @param toInput        whether {@link #inputGradient()} is wanted
     */
    public void backward(final int rows, final float[] outputGradient, final boolean toInput) {
        final int size = rows * shape.width();
        deltas[layers - 1].put(outputGradient, 0, rows * shape.outputs());
        back(layers - 1, rows, scratch);
        Elementwise.timesSlope(scratch, arriving[layers - 1], hidden, size);
        for (int l = layers - 3; l > 0; l -= 2) {
            deltas[l + 1].put(hidden, 0, size);
            back(l + 1, rows, scratch);
            Elementwise.timesSlope(scratch, arriving[l + 1], scratch, size);
            deltas[l].put(scratch, 0, size);
            back(l, rows, scratch);
            Elementwise.addTimesSlope(hidden, scratch, arriving[l], size);
        }
        deltas[0].put(hidden, 0, size);
        if (toInput) {
            back(0, rows, inputGradient);
        }
    }

    private void back(final int layer, final int rows, final float[] dx) {
        Blas.backward(rows, shape.inputsOf(layer), shape.outputsOf(layer), deltas[layer].pointer(), weights[layer], result.pointer());
        result.get(0, dx, 0, rows * shape.inputsOf(layer));
    }

    /**
     * Adds to the gradient by the parameters what the last forward and backward passes give.
     *
     * @param rows     the same number of rows
     * @param gradient the flat gradient
     */
    public void accumulate(final int rows, final FlatGradient gradient) {
        rowFactors.put(ones, 0, rows);
        for (int l = 0; l < layers; l++) {
            left.put(arriving[l], 0, rows * shape.inputsOf(l));
            addLayer(l, rows, gradient);
        }
    }

    private void addLayer(final int l, final int rows, final FlatGradient gradient) {
        Blas.weights(rows, shape.inputsOf(l), shape.outputsOf(l), left.pointer(), deltas[l].pointer(), gradient.weights(l));
        Blas.biases(rows, shape.outputsOf(l), rowFactors.pointer(), deltas[l].pointer(), gradient.biases(l));
    }

    /**
     * Likewise, where the backward pass was that of the score itself: adds the gradient of a loss of the score and of the penalty on the
     * input gradient, together.
     *
     * @param rows          the same number of rows
     * @param lossByScore   {@code [rows]}: c = dL/ds
     * @param penaltyFactor gamma / n: the tangent is this times the input gradient, which must have been asked for; 0 for no penalty
     * @param gradient      the flat gradient
     */
    public void accumulate(final int rows, final float[] lossByScore, final float penaltyFactor, final FlatGradient gradient) {
        final int size = rows * shape.width();
        rowFactors.put(lossByScore, 0, rows);
        if (penaltyFactor == 0) {
            for (int l = 0; l < layers; l++) {
                Elementwise.timesRow(arriving[l], lossByScore, scratch, rows, shape.inputsOf(l));
                left.put(scratch, 0, rows * shape.inputsOf(l));
                addLayer(l, rows, gradient);
            }
            return;
        }
        // hidden: the tangent on the residual stream; scratch: the tangent that arrives at a layer.
        Elementwise.times(inputGradient, penaltyFactor, scratch, rows * shape.inputs());
        tangentLayer(0, rows, lossByScore, gradient, true, hidden);
        for (int l = 1; l < layers - 1; l += 2) {
            Elementwise.timesSlope(hidden, arriving[l], scratch, size);
            tangentLayer(l, rows, lossByScore, gradient, true, scratch);
            Elementwise.timesSlope(scratch, arriving[l + 1], scratch, size);
            tangentLayer(l + 1, rows, lossByScore, gradient, true, scratch);
            Elementwise.add(hidden, scratch, size);
        }
        Elementwise.timesSlope(hidden, arriving[layers - 1], scratch, size);
        tangentLayer(layers - 1, rows, lossByScore, gradient, false, null);
    }

    /** With scratch the tangent that arrives at the layer: adds the layer's gradient and, if wanted, passes the tangent on. */
    private void tangentLayer(final int l, final int rows, final float[] lossByScore, final FlatGradient gradient, final boolean onward,
                              final float[] passed) {
        if (onward) {
            left.put(scratch, 0, rows * shape.inputsOf(l));
            Blas.forward(rows, shape.inputsOf(l), shape.outputsOf(l), left.pointer(), weights[l], result.pointer());
        }
        Elementwise.addTimesRow(scratch, arriving[l], lossByScore, rows, shape.inputsOf(l));
        left.put(scratch, 0, rows * shape.inputsOf(l));
        addLayer(l, rows, gradient);
        if (onward) {
            result.get(0, passed, 0, rows * shape.outputsOf(l));
        }
    }

    @Override
    public void close() {
        left.close();
        result.close();
        rowFactors.close();
        for (final NativeFloats delta : deltas) {
            delta.close();
        }
    }
}
