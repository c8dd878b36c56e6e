// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

/**
 * The sizes of a residual multi-layer perceptron, and the offsets of its parameters in DL4J's flat vector. The vector
 * holds layer after layer: first the weights {@code [inputs, outputs]} in column-major order, then the biases.
 *
 * <p>Layer 0 maps the input to the width, layers 1 + 2k and 2 + 2k make up residual block k, and the last layer gives
 * the output.
 *
 * @param inputs size of a row of input, 1 to 65,536
 * @param outputs size of a row of output, 1 to 65,536
 * @param width units of each hidden layer, 1 to 4,096
 * @param blocks residual blocks, 0 to 16
 */
public record NetworkShape(int inputs, int outputs, int width, int blocks) {
    public NetworkShape {
        check("inputs", inputs, 1, 65_536);
        check("outputs", outputs, 1, 65_536);
        check("width", width, 1, 4_096);
        check("blocks", blocks, 0, 16);
    }

    private static void check(final String name, final int value, final int min, final int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s of a network is %d; it must be %d to %d".formatted(name, value, min, max));
        }
    }

    /** The number of dense layers. */
    public int layers() {
        return 2 * blocks + 2;
    }

    /** The number of inputs of a layer. */
    public int inputsOf(final int layer) {
        return layer == 0 ? inputs : width;
    }

    /** The number of outputs of a layer. */
    public int outputsOf(final int layer) {
        return layer == layers() - 1 ? outputs : width;
    }

    /** The offset of a layer's weights in the flat vector. */
    public int weights(final int layer) {
        int offset = 0;
        for (int l = 0; l < layer; l++) {
            offset += (inputsOf(l) + 1) * outputsOf(l);
        }
        return offset;
    }

    /** The offset of a layer's biases in the flat vector. */
    public int biases(final int layer) {
        return weights(layer) + inputsOf(layer) * outputsOf(layer);
    }

    /** The number of parameters, which is the length of the flat vector. */
    public int parameters() {
        return weights(layers());
    }
}
