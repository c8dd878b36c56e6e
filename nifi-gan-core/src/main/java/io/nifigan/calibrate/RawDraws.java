// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import io.nifigan.common.RandomStream;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import io.nifigan.train.Prior;

/** Random draws of a generator's raw output, with the Gumbel noise that chooses one-hot members. Must be closed. */
public final class RawDraws implements AutoCloseable {
    private static final int BATCH = 128;
    /**
     * Of {@value #REDRAW_OF} numbers of a row's latent and noise, so many are redrawn for a row near it. With fewer,
     * rows are too much alike; with more, hardly any weighs enough.
     */
    private static final int REDRAWN = 6;

    private static final int REDRAW_BITS = 6;
    private static final int REDRAW_OF = 1 << REDRAW_BITS;

    private final NetworkShape shape;
    private final Prior prior;
    private final RandomStream random;
    private final ResidualMlp mlp;
    private final float temperature;
    /** Latents for the importance sampler; null until it is used. */
    private float[] candidates;

    private int candidate;

    /**
     * Draws at temperature 1.
     *
     * @param parameters the generator's parameters, which must outlive this
     * @param seed the same seed gives the same draws
     */
    public RawDraws(final NetworkShape shape, final NativeFloats parameters, final Prior prior, final long seed) {
        this(shape, parameters, prior, seed, 1);
    }

    /**
     * @param parameters the generator's parameters, which must outlive this
     * @param seed the same seed gives the same draws
     * @param temperature a factor on latents and on Gumbel noise: 1 as in training, less for more typical rows, more
     *     for more varied rows
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
        this.mlp = new ResidualMlp(shape, BATCH, parameters);
        this.temperature = (float) temperature;
    }

    /**
     * Draws rows.
     *
     * @param start the index of the first row to write
     * @param rows the number of rows
     * @param raw {@code [.., outputs]}, written: the generator's output
     * @param gumbel {@code [.., outputs]}, written: standard Gumbel noise
     */
    public void draw(final int start, final int rows, final float[] raw, final float[] gumbel) {
        for (int from = 0; from < rows; from += BATCH) {
            final int count = Math.min(BATCH, rows - from);
            latents(count);
            pass(start + from, count, raw);
        }
        noise(start, rows, gumbel);
    }

    /**
     * Draws rows and returns their latents too.
     *
     * @param start the index of the first row to write
     * @param rows the number of rows
     * @param raw {@code [.., outputs]}, written
     * @param gumbel {@code [.., outputs]}, written
     * @param latents {@code [.., inputs]}, written
     */
    public void draw(final int start, final int rows, final float[] raw, final float[] gumbel, final float[] latents) {
        for (int from = 0; from < rows; from += BATCH) {
            final int count = Math.min(BATCH, rows - from);
            latents(count);
            System.arraycopy(mlp.input(), 0, latents, (start + from) * shape.inputs(), count * shape.inputs());
            pass(start + from, count, raw);
        }
        noise(start, rows, gumbel);
    }

    /**
     * Draws a row near each of some others: most numbers of its latent and noise are the other's, the rest are redrawn.
     * Rows distributed as the generator's stay so.
     *
     * @param rows the number of rows
     * @param raw {@code [.., outputs]}, written: the generator's output
     * @param gumbel {@code [.., outputs]}: the noise of the other rows, replaced by that of the new ones
     * @param latents {@code [.., inputs]}: the latents of the other rows, replaced likewise
     */
    public void drawNear(final int rows, final float[] raw, final float[] gumbel, final float[] latents) {
        final float[] fresh = new float[BATCH * Math.max(shape.inputs(), shape.outputs())];
        for (int from = 0; from < rows; from += BATCH) {
            final int count = Math.min(BATCH, rows - from);
            prior.fill(random, fresh, count * shape.inputs());
            scale(fresh, 0, count * shape.inputs());
            redraw(latents, from * shape.inputs(), fresh, count * shape.inputs());
            System.arraycopy(latents, from * shape.inputs(), mlp.input(), 0, count * shape.inputs());
            pass(from, count, raw);
            random.gumbel(fresh, count * shape.outputs());
            scale(fresh, 0, count * shape.outputs());
            redraw(gumbel, from * shape.outputs(), fresh, count * shape.outputs());
        }
    }

    private void redraw(final float[] numbers, final int offset, final float[] fresh, final int size) {
        long bits = 0;
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (left < REDRAW_BITS) {
                bits = random.nextLong();
                left = Long.SIZE;
            }
            if ((bits & REDRAW_OF - 1) < REDRAWN) {
                numbers[offset + i] = fresh[i];
            }
            bits >>>= REDRAW_BITS;
            left -= REDRAW_BITS;
        }
    }

    /**
     * Draws rows whose latents an importance sampler accepts. The latents have temperature 1, at which the sampler was
     * learnt.
     *
     * @param rows the number of accepted rows
     * @param raw {@code [rows, outputs]}, written
     * @param gumbel {@code [rows, outputs]}, written
     * @param logWeights {@code [rows]}, written: the logarithms of the rows' weights
     */
    public void draw(
            final int rows,
            final float[] raw,
            final float[] gumbel,
            final LatentImportanceSampler sampler,
            final float[] logWeights) {
        if (candidates == null) {
            candidates = new float[BATCH * shape.inputs()];
            candidate = BATCH;
        }
        for (int from = 0; from < rows; from += BATCH) {
            final int count = Math.min(BATCH, rows - from);
            for (int r = 0; r < count; r++) {
                logWeights[from + r] = acceptLatent(sampler, r);
            }
            pass(from, count, raw);
        }
        noise(0, rows, gumbel);
    }

    /**
     * Puts the next accepted latent into a row of the input. These latents are not drawn in antithetic pairs, since
     * both of a pair are seldom accepted.
     */
    private float acceptLatent(final LatentImportanceSampler sampler, final int row) {
        while (true) {
            if (candidate == BATCH) {
                prior.fill(random, candidates, candidates.length);
                candidate = 0;
            }
            final int at = candidate++ * shape.inputs();
            final int bin = sampler.bin(candidates, at);
            if (random.nextDouble() < sampler.probability(bin)) {
                System.arraycopy(candidates, at, mlp.input(), row * shape.inputs(), shape.inputs());
                return sampler.logWeight(bin);
            }
        }
    }

    private void pass(final int at, final int count, final float[] raw) {
        mlp.forward(count);
        System.arraycopy(mlp.output(), 0, raw, at * shape.outputs(), count * shape.outputs());
    }

    private void noise(final int start, final int rows, final float[] gumbel) {
        random.gumbel(gumbel, start * shape.outputs(), rows * shape.outputs());
        scale(gumbel, start * shape.outputs(), rows * shape.outputs());
    }

    /**
     * Draws latents in pairs z and -z (antithetic variates, Hammersley and Morton 1956). Both priors are symmetric, so
     * the distribution of a row does not change. But the deviations of two paired rows tend to cancel out, so that the
     * columns of a table vary less.
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

    /** The random stream of the draws, for decoding the rows drawn last. */
    public RandomStream random() {
        return random;
    }

    @Override
    public void close() {
        mlp.close();
    }
}
