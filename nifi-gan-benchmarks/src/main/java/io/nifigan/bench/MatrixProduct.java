// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import java.util.Locale;

/**
 * One product of a dense layer, by its shape.
 *
 * @param kind which of the layer's products
 * @param layer the layer's number in its network
 * @param rows rows of data
 * @param inputs inputs of the layer
 * @param outputs outputs of the layer
 */
public record MatrixProduct(Kind kind, int layer, int rows, int inputs, int outputs) {
    /** What a layer multiplies: x [rows, inputs], w [outputs, inputs], dy [rows, outputs], c [rows]. */
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

    /** Multiplications and additions. */
    public double operations() {
        return 2. * rows * outputs * (kind == Kind.BIASES ? 1 : inputs);
    }

    /** Its components, separated by spaces. */
    public String text() {
        return String.format(
                Locale.ROOT, "%s %d %d %d %d", kind.name().toLowerCase(Locale.ROOT), layer, rows, inputs, outputs);
    }
}
