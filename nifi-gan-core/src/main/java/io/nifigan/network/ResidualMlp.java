// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A residual multi-layer perceptron of a {@link NetworkShape}: forward and backward passes of micro-batches of rows.
 * Each thread has its own instance; all share the parameters. Matrix products run on memory outside the heap; what lies
 * between them runs piece by piece (see {@link Pieces}). Nothing is allocated after construction.
 *
 * <p>LeakyReLU networks are piecewise linear, so second derivatives vanish, and the gradient of a penalty on the input
 * gradient is closed-form: with g = ds/dx and t = (gamma / n) g pushed forward through the same slopes without biases,
 * the gradient of loss and penalty together is dW_l = (c a_l + t_l)T delta_l, where a_l and t_l are the inputs of layer
 * l, delta_l = ds/d(output of l), and c = dL/ds for each row.
 *
 * <p>The second product of each block adds to the residual stream in place. The stream is held without biases; their
 * sum is added when the stream is read.
 */
public final class ResidualMlp implements AutoCloseable {
    private final NetworkShape shape;
    /** Referenced so that the memory is not freed while this uses it. */
    private final NativeFloats parameters;

    private final int maxRows;
    private final int layers;
    private final float[] input;
    private final float[] output;
    private final float[] inputGradient;
    private final float[] ones;
    private final NativeFloats[] inputs;
    private final NativeFloats[] deltas;
    private final NativeFloats stream;
    private final NativeFloats result;
    private final NativeFloats tangent;
    private final NativeFloats mixed;
    private final NativeFloats rowFactors;
    private final FloatPointer[] weights;
    private final float[] bias;
    private final Pieces pieces;
    private final Pieces inputPieces;
    private final float[] outputBias;
    /** For each layer but the last, what is added to its output, repeated over a piece. */
    private final float[][] biases;

    /**
     * @param shape the network
     * @param maxRows the most rows of a pass
     * @param parameters the flat parameters; weights are read at each product, biases at each {@link #readBiases}
     */
    public ResidualMlp(final NetworkShape shape, final int maxRows, final NativeFloats parameters) {
        this.shape = shape;
        this.parameters = parameters;
        this.maxRows = maxRows;
        this.layers = shape.layers();
        this.inputs = new NativeFloats[layers];
        this.deltas = new NativeFloats[layers];
        this.weights = new FloatPointer[layers];
        this.pieces = new Pieces(shape.width(), maxRows);
        this.inputPieces = new Pieces(shape.inputs(), maxRows);
        this.biases = new float[layers - 1][pieces.size()];
        for (int l = 0; l < layers; l++) {
            inputs[l] = new NativeFloats(maxRows * shape.inputsOf(l));
            deltas[l] = new NativeFloats(maxRows * shape.outputsOf(l));
            weights[l] = parameters.at(shape.weights(l));
        }
        final int widest = Math.max(shape.width(), Math.max(shape.inputs(), shape.outputs()));
        this.input = new float[maxRows * shape.inputs()];
        this.output = new float[maxRows * shape.outputs()];
        this.outputBias = new float[shape.outputs()];
        this.bias = new float[shape.width()];
        this.inputGradient = new float[maxRows * shape.inputs()];
        this.ones = new float[Math.max(maxRows, 1)];
        Arrays.fill(ones, 1);
        this.stream = new NativeFloats(maxRows * shape.width());
        this.result = new NativeFloats(maxRows * widest);
        this.tangent = new NativeFloats(maxRows * widest);
        this.mixed = new NativeFloats(maxRows * widest);
        this.rowFactors = new NativeFloats(maxRows);
        readBiases();
    }

    /** Reads the biases. Must be called after the parameters have changed. */
    public void readBiases() {
        for (int l = 0; l < layers - 1; l++) {
            parameters.get(shape.biases(l), bias, 0, bias.length);
            // The second layer of a block adds to the stream, which lacks the biases before it too.
            Elementwise.repeat(bias, l > 0 && l % 2 == 0 ? biases[l - 2] : null, biases[l]);
        }
        parameters.get(shape.biases(layers - 1), outputBias, 0, outputBias.length);
    }

    /** The most rows of a pass. */
    public int maxRows() {
        return maxRows;
    }

    /** The input that the caller fills before {@link #forward}: {@code [rows, inputs]}. */
    public float[] input() {
        return input;
    }

    /** The output of the last forward pass: {@code [rows, outputs]}. */
    public float[] output() {
        return output;
    }

    /** The gradient by the input of the last backward pass: {@code [rows, inputs]}. */
    public float[] inputGradient() {
        return inputGradient;
    }

    /** Passes the first rows of {@link #input()} through the network. */
    public void forward(final int rows) {
        inputs[0].put(input, 0, rows * shape.inputs());
        product(0, rows, inputs[0], stream);
        for (int l = 1; l < layers - 1; l += 2) {
            pieces.activate(rows, stream, biases[l - 1], inputs[l]);
            product(l, rows, inputs[l], result);
            pieces.activate(rows, result, biases[l], inputs[l + 1]);
            addProduct(l + 1, rows, inputs[l + 1], stream);
        }
        pieces.activate(rows, stream, biases[layers - 2], inputs[layers - 1]);
        product(layers - 1, rows, inputs[layers - 1], result);
        result.get(0, output, 0, rows * shape.outputs());
        Elementwise.addBias(output, outputBias, rows);
    }

    private void product(final int layer, final int rows, final NativeFloats x, final NativeFloats y) {
        Blas.forward(rows, shape.inputsOf(layer), shape.outputsOf(layer), x.pointer(), weights[layer], 0, y.pointer());
    }

    private void addProduct(final int layer, final int rows, final NativeFloats x, final NativeFloats y) {
        Blas.forward(rows, shape.inputsOf(layer), shape.outputsOf(layer), x.pointer(), weights[layer], 1, y.pointer());
    }

    /**
     * Passes a gradient back through the rows of the last forward pass.
     *
     * @param rows the same number of rows
     * @param outputGradient {@code [rows, outputs]}, the gradient by the output
     * @param toInput whether to compute {@link #inputGradient()}
     */
    public void backward(final int rows, final float[] outputGradient, final boolean toInput) {
        deltas[layers - 1].put(outputGradient, 0, rows * shape.outputs());
        back(layers - 1, rows);
        pieces.timesSlope(rows, result, inputs[layers - 1], deltas[layers - 2]);
        for (int l = layers - 3; l > 0; l -= 2) {
            back(l + 1, rows);
            pieces.timesSlope(rows, result, inputs[l + 1], deltas[l]);
            back(l, rows);
            pieces.plusTimesSlope(rows, deltas[l + 1], result, inputs[l], deltas[l - 1]);
        }
        if (toInput) {
            back(0, rows);
            result.get(0, inputGradient, 0, rows * shape.inputs());
        }
    }

    private void back(final int layer, final int rows) {
        Blas.backward(
                rows,
                shape.inputsOf(layer),
                shape.outputsOf(layer),
                deltas[layer].pointer(),
                weights[layer],
                result.pointer());
    }

    /**
     * Adds the gradient by the parameters of the last forward and backward passes.
     *
     * @param rows the same number of rows
     * @param gradient the flat gradient
     */
    public void accumulate(final int rows, final FlatGradient gradient) {
        rowFactors.put(ones, 0, rows);
        for (int l = 0; l < layers; l++) {
            addLayer(l, rows, inputs[l], gradient);
        }
    }

    private void addLayer(final int l, final int rows, final NativeFloats x, final FlatGradient gradient) {
        Blas.weights(
                rows, shape.inputsOf(l), shape.outputsOf(l), x.pointer(), deltas[l].pointer(), gradient.weights(l));
        Blas.biases(rows, shape.outputsOf(l), rowFactors.pointer(), deltas[l].pointer(), gradient.biases(l));
    }

    /**
     * Adds the gradient of a loss of the score together with that of the penalty on the input gradient. The last
     * backward pass must have started from the score itself.
     *
     * @param rows the same number of rows
     * @param lossByScore {@code [rows]}: c = dL/ds
     * @param penaltyFactor gamma / n: the tangent is this times the input gradient, which the backward pass must have
     *     computed; 0 for no penalty
     * @param gradient the flat gradient
     */
    public void accumulate(
            final int rows, final float[] lossByScore, final float penaltyFactor, final FlatGradient gradient) {
        rowFactors.put(lossByScore, 0, rows);
        if (penaltyFactor == 0) {
            for (int l = 0; l < layers; l++) {
                (l == 0 ? inputPieces : pieces).timesRow(rows, inputs[l], lossByScore, mixed);
                addLayer(l, rows, mixed, gradient);
            }
            return;
        }
        inputPieces.tangent(rows, inputGradient, penaltyFactor, input, lossByScore, tangent, mixed);
        product(0, rows, tangent, stream);
        addLayer(0, rows, mixed, gradient);
        for (int l = 1; l < layers - 1; l += 2) {
            pieces.tangent(rows, stream, inputs[l], lossByScore, tangent, mixed);
            product(l, rows, tangent, result);
            addLayer(l, rows, mixed, gradient);
            pieces.tangent(rows, result, inputs[l + 1], lossByScore, tangent, mixed);
            addProduct(l + 1, rows, tangent, stream);
            addLayer(l + 1, rows, mixed, gradient);
        }
        pieces.tangent(rows, stream, inputs[layers - 1], lossByScore, null, mixed);
        addLayer(layers - 1, rows, mixed, gradient);
    }

    @Override
    public void close() {
        stream.close();
        result.close();
        tangent.close();
        mixed.close();
        rowFactors.close();
        for (int l = 0; l < layers; l++) {
            inputs[l].close();
            deltas[l].close();
        }
    }
}
