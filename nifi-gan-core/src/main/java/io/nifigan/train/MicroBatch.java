// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.Layout;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.ResidualMlp;

/**
 * A forward and backward pass of a few generated and as many real rows through both networks, which adds up both
 * gradients. Each thread has its own instance. The discriminator's backward pass does not depend on the loss, so one
 * pass serves its own update, the gradient penalty and the generator's update.
 */
public final class MicroBatch implements AutoCloseable {
    private final Layout layout;
    private final EncodedTable encoded;
    private final RowContexts contexts;
    private final TrainingSettings settings;
    private final ResidualMlp generator;
    private final ResidualMlp discriminator;
    private final GumbelSoftmaxHead head;
    private final float[] gumbel;
    private final float[] jitter;
    /** Latents before they are put beside the contexts; null without contexts. */
    private final float[] latents;

    private final float[] scores;
    private final float[] ones;
    private final float[] discriminatorFactors;
    private final float[] generatorFactors;
    private final float[] rawGradient;
    private double discriminatorLoss;
    private double generatorLoss;

    /** @param maxRows the most generated rows of a pass */
    public MicroBatch(
            final EncodedTable encoded, final TrainingSettings settings, final int maxRows, final Networks networks) {
        this(encoded, RowContexts.NONE, settings, maxRows, networks);
    }

    /**
     * @param contexts what both networks see with each row
     * @param maxRows the most generated rows of a pass
     */
    public MicroBatch(
            final EncodedTable encoded,
            final RowContexts contexts,
            final TrainingSettings settings,
            final int maxRows,
            final Networks networks) {
        this.contexts = contexts;
        this.latents = contexts.size() == 0 ? null : new float[maxRows * settings.latentSize()];
        this.layout = encoded.layout();
        this.encoded = encoded;
        this.settings = settings;
        this.generator = new ResidualMlp(networks.generatorShape(), maxRows, networks.generator());
        this.discriminator = new ResidualMlp(networks.discriminatorShape(), 2 * maxRows, networks.discriminator());
        this.head = new GumbelSoftmaxHead(layout, maxRows, contexts.size());
        this.gumbel = new float[maxRows * layout.rawSize()];
        this.jitter = new float[maxRows * layout.blocks().size()];
        this.scores = discriminator.output();
        this.ones = new float[2 * maxRows];
        java.util.Arrays.fill(ones, 1);
        this.discriminatorFactors = new float[2 * maxRows];
        this.generatorFactors = new float[maxRows];
        this.rawGradient = new float[maxRows * layout.rawSize()];
    }

    /** Reads the biases of both networks. Must be called after the parameters have changed. */
    public void readBiases() {
        generator.readBiases();
        discriminator.readBiases();
    }

    /**
     * Passes a part of a batch through both networks.
     *
     * @param batch indices of the batch's real rows
     * @param from the part's first index
     * @param rows the number of rows in the part
     * @param random the part's own random stream
     * @param forGenerator the generator's gradient is added to it
     * @param forDiscriminator the discriminator's gradient is added to it
     */
    public void pass(
            final int[] batch,
            final int from,
            final int rows,
            final RandomStream random,
            final FlatGradient forGenerator,
            final FlatGradient forDiscriminator) {
        fillInput(batch, from, rows, random);
        generator.forward(rows);
        random.gumbel(gumbel, rows * layout.rawSize());
        head.forward(rows, generator.output(), gumbel, discriminator.input(), 0);
        random.uniform(jitter, rows * layout.blocks().size());
        for (int r = 0; r < rows; r++) {
            encoded.write(
                    batch[from + r],
                    jitter,
                    r * layout.blocks().size(),
                    discriminator.input(),
                    (rows + r) * (layout.rowSize() + contexts.size()));
        }
        addContexts(batch, from, rows);
        discriminator.forward(2 * rows);
        factors(rows, batch.length);
        discriminator.backward(2 * rows, ones, true);
        discriminator.accumulate(
                2 * rows, discriminatorFactors, (float) (settings.penalty() / batch.length), forDiscriminator);
        head.backward(rows, discriminator.inputGradient(), 0, generatorFactors, generator.output(), rawGradient);
        generator.backward(rows, rawGradient, false);
        generator.accumulate(rows, forGenerator);
    }

    /** Fills the generator's input: for each row a latent vector, and the context of the real row beside it. */
    private void fillInput(final int[] batch, final int from, final int rows, final RandomStream random) {
        final int latent = settings.latentSize();
        if (latents == null) {
            settings.prior().fill(random, generator.input(), rows * latent);
            return;
        }
        settings.prior().fill(random, latents, rows * latent);
        final int stride = latent + contexts.size();
        for (int r = 0; r < rows; r++) {
            System.arraycopy(latents, r * latent, generator.input(), r * stride, latent);
            contexts.write(batch[from + r], generator.input(), r * stride + latent);
        }
    }

    /** Gives the discriminator the same context with a generated row as with the real row beside it. */
    private void addContexts(final int[] batch, final int from, final int rows) {
        final int stride = layout.rowSize() + contexts.size();
        for (int r = 0; contexts.size() > 0 && r < 2 * rows; r++) {
            contexts.write(batch[from + r % rows], discriminator.input(), r * stride + layout.rowSize());
        }
    }

    /** Computes the derivatives of both losses by the scores; generated rows come first, then real ones. */
    private void factors(final int rows, final int batch) {
        final Loss loss = settings.loss();
        for (int r = 0; r < rows; r++) {
            final double generated = scores[r];
            final double real = scores[rows + r];
            discriminatorLoss += loss.discriminator(real, generated);
            generatorLoss += loss.generator(real, generated);
            discriminatorFactors[r] = (float) (loss.discriminatorByGenerated(real, generated) / batch);
            discriminatorFactors[rows + r] = (float) (loss.discriminatorByReal(real, generated) / batch);
            generatorFactors[r] = (float) (loss.generatorByGenerated(real, generated) / batch);
        }
    }

    /** The sum of the discriminator's losses since the last call. */
    double takeDiscriminatorLoss() {
        final double sum = discriminatorLoss;
        discriminatorLoss = 0;
        return sum;
    }

    /** The sum of the generator's losses since the last call. */
    double takeGeneratorLoss() {
        final double sum = generatorLoss;
        generatorLoss = 0;
        return sum;
    }

    @Override
    public void close() {
        generator.close();
        discriminator.close();
    }
}
