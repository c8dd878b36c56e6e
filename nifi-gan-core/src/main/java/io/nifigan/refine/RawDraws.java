// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.Noise;
import io.nifigan.network.ResidualPass;
import io.nifigan.train.Prior;

/** Draws from a generator before anything is made of its output: numbers and the noise by which choices are made. */
public final class RawDraws implements AutoCloseable {
    private static final int TILE = 128;

    private final NetworkShape shape;
    private final Prior prior;
    private final Noise noise;
    private final ResidualPass pass;

    /**
     * @param parameters the generator's, which must outlive this
     * @param seed       the same seed gives the same draws
     */
    public RawDraws(final NetworkShape shape, final NativeFloats parameters, final Prior prior, final long seed) {
        this.shape = shape;
        this.prior = prior;
        this.noise = new Noise(seed);
        this.pass = new ResidualPass(shape, TILE, parameters);
    }

    /**
     * @param start  the first row to write
     * @param rows   how many rows
     * @param raw    {@code [.., outputs]}, written: the generator's output
     * @param gumbel {@code [.., outputs]}, written: standard Gumbel noise
     */
    public void draw(final int start, final int rows, final float[] raw, final float[] gumbel) {
        for (int from = 0; from < rows; from += TILE) {
            final int count = Math.min(TILE, rows - from);
            prior.fill(noise, pass.input(), count * shape.inputs());
            pass.forward(count);
            System.arraycopy(pass.output(), 0, raw, (start + from) * shape.outputs(), count * shape.outputs());
        }
        noise.gumbel(gumbel, start * shape.outputs(), rows * shape.outputs());
    }

    /** Noise for what is still to be decided about the rows drawn last. */
    public Noise noise() {
        return noise;
    }

    @Override
    public void close() {
        pass.close();
    }
}
