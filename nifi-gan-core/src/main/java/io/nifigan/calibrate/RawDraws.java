// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import io.nifigan.common.RandomStream;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import io.nifigan.train.Prior;

/** Draws from a generator before anything is made of its output: numbers and the noise by which choices are made. */
public final class RawDraws implements AutoCloseable {
    private static final int TILE = 128;

    private final NetworkShape shape;
    private final Prior prior;
    private final RandomStream random;
    private final ResidualMlp mlp;
    private final float temperature;
    /** Null until there is a screen. */
    private float[] candidates;

    private int candidate;

    /**
     * @param parameters the generator's, which must outlive this
     * @param seed the same seed gives the same draws
     */
    public RawDraws(final NetworkShape shape, final NativeFloats parameters, final Prior prior, final long seed) {
        this(shape, parameters, prior, seed, 1);
    }

    /**
     * @param parameters the generator's, which must outlive this
     * @param seed the same seed gives the same draws
     * @param temperature a factor on latents and on the noise of choices: 1 as in training, less for rows nearer to the
     *     middle, more for rows further from it
     */
    public RawDraws(
            final NetworkShape shape,
            final NativeFloats parameters,
            final Prior prior,
            final long seed,
            final double temperature) {
        this.shape = shape;
        this.prior = prior;
        this.random = new RandomStream(seed);
        this.mlp = new ResidualMlp(shape, TILE, parameters);
        this.temperature = (float) temperature;
    }

    /**
     * @param start the first row to write
     * @param rows how many rows
     * @param raw {@code [.., outputs]}, written: the generator's output
     * @param gumbel {@code [.., outputs]}, written: standard Gumbel noise
     */
    public void draw(final int start, final int rows, final float[] raw, final float[] gumbel) {
        for (int from = 0; from < rows; from += TILE) {
            final int count = Math.min(TILE, rows - from);
            latents(count);
            pass(start + from, count, raw);
        }
        random.gumbel(gumbel, start * shape.outputs(), rows * shape.outputs());
        scale(gumbel, start * shape.outputs(), rows * shape.outputs());
    }

    /**
     * As {@link #draw(int, int, float[], float[])}, from the start, and tells the latents too.
     *
     * @param latents {@code [rows, inputs]}, written
     */
    public void draw(final int rows, final float[] raw, final float[] gumbel, final float[] latents) {
        for (int from = 0; from < rows; from += TILE) {
            final int count = Math.min(TILE, rows - from);
            latents(count);
            System.arraycopy(mlp.input(), 0, latents, from * shape.inputs(), count * shape.inputs());
            pass(from, count, raw);
        }
        noise(rows, gumbel);
    }

    /**
     * Draws rows whose latents a screen lets through, at a temperature of 1 for the latents: a screen knows no other.
     *
     * @param rows how many of these
     * @param raw {@code [rows, outputs]}, written
     * @param gumbel {@code [rows, outputs]}, written
     * @param logWeights {@code [rows]}, written: of how many rows each stands for, the logarithm
     */
    public void draw(
            final int rows,
            final float[] raw,
            final float[] gumbel,
            final LatentImportanceSampler importance,
            final float[] logWeights) {
        if (candidates == null) {
            candidates = new float[TILE * shape.inputs()];
            candidate = TILE;
        }
        for (int from = 0; from < rows; from += TILE) {
            final int count = Math.min(TILE, rows - from);
            for (int r = 0; r < count; r++) {
                logWeights[from + r] = screened(importance, r);
            }
            pass(from, count, raw);
        }
        noise(rows, gumbel);
    }

    /**
     * Puts the next latent that is let through into a row of the input. These come apart, not in pairs: one of a pair
     * is seldom let through.
     */
    private float screened(final LatentImportanceSampler importance, final int row) {
        while (true) {
            if (candidate == TILE) {
                prior.fill(random, candidates, candidates.length);
                candidate = 0;
            }
            final int at = candidate++ * shape.inputs();
            final int bin = importance.bin(candidates, at);
            if (random.nextDouble() < importance.probability(bin)) {
                System.arraycopy(candidates, at, mlp.input(), row * shape.inputs(), shape.inputs());
                return importance.logWeight(bin);
            }
        }
    }

    private void pass(final int at, final int count, final float[] raw) {
        mlp.forward(count);
        System.arraycopy(mlp.output(), 0, raw, at * shape.outputs(), count * shape.outputs());
    }

    private void noise(final int rows, final float[] gumbel) {
        random.gumbel(gumbel, 0, rows * shape.outputs());
        scale(gumbel, 0, rows * shape.outputs());
    }

    /**
     * Draws latents in pairs z and -z. Both priors are symmetric, so each row is distributed as before; but what one
     * row of a pair has too much of, the other tends to have too little of, and so the columns of a table come out
     * nearer to their shares (antithetic variates, Hammersley and Morton 1956).
     */
    private void latents(final int count) {
        final float[] z = mlp.input();
        final int half = (count + 1) / 2 * shape.inputs();
        prior.fill(random, z, half);
        scale(z, 0, half);
        for (int i = half; i < count * shape.inputs(); i++) {
            z[i] = -z[i - half];
        }
    }

    private void scale(final float[] values, final int from, final int size) {
        for (int i = from; temperature != 1 && i < from + size; i++) {
            values[i] *= temperature;
        }
    }

    /** Noise for what is still to be decided about the rows drawn last. */
    public RandomStream random() {
        return random;
    }

    @Override
    public void close() {
        mlp.close();
    }
}
