// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

/**
 * The sizes of a residual multi-layer perceptron and where each of its parameters lies in the flat vector that DL4J
 * keeps: layer after layer, each the weights in column-major order {@code [inputs, outputs]}, then the biases.
 *
 * <p>Layers: 0 takes the input to the width, 1 + 2k and 2 + 2k are the two of residual block k, the last one gives the
 * output.
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

    /** How many dense layers there are. */
    public int layers() {
        return 2 * blocks + 2;
    }

    public int inputsOf(final int layer) {
        return layer == 0 ? inputs : width;
    }

    public int outputsOf(final int layer) {
        return layer == layers() - 1 ? outputs : width;
    }

    /** Where the weights of a layer begin in the flat vector. */
    public int weights(final int layer) {
        int offset = 0;
        for (int l = 0; l < layer; l++) {
            offset += (inputsOf(l) + 1) * outputsOf(l);
        }
        return offset;
    }

    /** Where the biases of a layer begin in the flat vector. */
    public int biases(final int layer) {
        return weights(layer) + inputsOf(layer) * outputsOf(layer);
    }

    /** The length of the flat vector. */
    public int parameters() {
        return weights(layers());
    }
}
