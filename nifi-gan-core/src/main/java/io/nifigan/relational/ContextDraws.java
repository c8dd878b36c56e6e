// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import io.nifigan.train.Prior;

/** Random draws of a conditional generator's raw output, with the Gumbel noise that chooses members. Must be closed. */
final class ContextDraws implements AutoCloseable {
    private static final int BATCH = 128;

    private final NetworkShape shape;
    private final Prior prior;
    private final int latent;
    private final ResidualMlp mlp;
    private final float[] latents;

    /**
     * @param parameters the generator's parameters, which must outlive this
     * @param latent the size of the latent vector, which comes before the context in the generator's input
     */
    ContextDraws(final NetworkShape shape, final NativeFloats parameters, final Prior prior, final int latent) {
        this.shape = shape;
        this.prior = prior;
        this.latent = latent;
        this.mlp = new ResidualMlp(shape, BATCH, parameters);
        this.latents = new float[BATCH * latent];
    }

    /**
     * Draws several rows for each context.
     *
     * @param contexts {@code [count, shape.inputs() - latent]}
     * @param count the number of contexts
     * @param each the number of rows for a context
     * @param raw {@code [count * each, shape.outputs()]}, written
     * @param gumbel the same shape, written
     */
    void draw(
            final float[] contexts,
            final int count,
            final int each,
            final RandomStream random,
            final float[] raw,
            final float[] gumbel) {
        final int size = shape.inputs() - latent;
        for (int from = 0; from < count * each; from += BATCH) {
            final int rows = Math.min(BATCH, count * each - from);
            prior.fill(random, latents, rows * latent);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(latents, r * latent, mlp.input(), r * shape.inputs(), latent);
                System.arraycopy(contexts, (from + r) / each * size, mlp.input(), r * shape.inputs() + latent, size);
            }
            mlp.forward(rows);
            System.arraycopy(mlp.output(), 0, raw, from * shape.outputs(), rows * shape.outputs());
        }
        random.gumbel(gumbel, count * each * shape.outputs());
    }

    @Override
    public void close() {
        mlp.close();
    }
}
