// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import java.util.Locale;

/**
 * The shape of a matrix product of a dense layer.
 *
 * @param kind the kind of product
 * @param layer index of the layer in its network
 * @param rows number of data rows
 * @param inputs number of the layer's inputs
 * @param outputs number of the layer's outputs
 */
public record MatrixProduct(Kind kind, int layer, int rows, int inputs, int outputs) {
    /** A kind of product; the operands are x [rows, inputs], w [outputs, inputs], dy [rows, outputs] and c [rows]. */
    public enum Kind {
        /** x wT. */
        FORWARD,
        /** dy w. */
        BACKWARD,
        /** dyT x. */
        WEIGHTS,
        /** c dy. */
        BIASES
    }

    /** Number of multiplications and additions. */
    public double operations() {
        return 2. * rows * outputs * (kind == Kind.BIASES ? 1 : inputs);
    }

    /** The components, separated by spaces. */
    public String text() {
        return String.format(
                Locale.ROOT, "%s %d %d %d %d", kind.name().toLowerCase(Locale.ROOT), layer, rows, inputs, outputs);
    }
}
