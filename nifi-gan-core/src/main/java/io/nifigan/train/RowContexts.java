// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * The contexts of a conditional GAN: for each row the numbers that the generator gets beside the latent vector and the
 * discriminator beside the row.
 *
 * @param values {@code [rows, size]}, row after row
 * @param size the numbers of one context, 0 where there is none
 */
public record RowContexts(float[] values, int size) {
    /** No context. */
    public static final RowContexts NONE = new RowContexts(new float[0], 0);

    public RowContexts {
        if (size < 0 || size > 0 && values.length % size != 0) {
            throw new IllegalArgumentException(
                    "%d numbers cannot be contexts of %d numbers each".formatted(values.length, size));
        }
    }

    /** The context of a row is copied to an array, from {@code offset} on. */
    void write(final int row, final float[] target, final int offset) {
        System.arraycopy(values, row * size, target, offset, size);
    }
}
