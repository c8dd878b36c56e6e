// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.TimeBudget;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.EncodedColumns;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import io.nifigan.table.Table;
import io.nifigan.train.Optimizer;
import java.util.Arrays;

/**
 * The trainer of the discriminator that a model keeps. The one that the generator was trained against remembers
 * training rows: it scores them higher than other real rows, and so tells who was learnt. This one never sees a real
 * row. Generated rows stand for real ones, each with the weight that brings them to the frequency of real rows, and it
 * learns to tell them from the mixture of unreal rows that {@link RealismTrainer} describes.
 */
public final class DiscriminatorTrainer {
    /** Rows of a micro-batch: the first half generated, a quarter each with few and with all fields swapped. */
    private static final int MICRO_BATCH_ROWS = 64;

    private static final int MICRO_BATCHES = 8;
    /** More steps gain little: 2,000 instead of 1,000 a thousandth of the area under the curve. */
    private static final int STEPS = 1_000;
    /** Steps that are done even if the time is over; they take a fraction of a second. */
    private static final int MIN_STEPS = 50;

    private static final double RATE = 2e-3;
    /** The learning rate falls by a cosine to this share. */
    private static final double LAST_RATE = .02;
    /** The share of each of the three parts in the unreal rows. */
    private static final double PART = 1. / 3;

    private final NetworkShape shape;
    private final TableEncoder encoder;
    private final long seed;
    private final int threads;

    /** @param model gives the encoding, the sizes of the network, the seed and the threads */
    public DiscriminatorTrainer(final GANModel model) {
        this.shape = model.discriminatorShape();
        this.encoder = model.encoder();
        this.seed = StreamSeed.DISCRIMINATOR_OF_MODEL.of(model.settings().seed());
        this.threads = model.settings().effectiveThreads();
    }

    /**
     * Trains the discriminator.
     *
     * @param generated generated rows, 1 or more
     * @param weights {@code [rows]}: how much more frequent each is among real rows than among generated ones
     * @param time ends the training, after a few steps at least
     * @param cancellation ends the training at once
     * @return the flat parameters of a network whose output is the logit of being real, not yet calibrated
     */
    public float[] train(
            final Table generated, final float[] weights, final TimeBudget time, final Cancellation cancellation) {
        final EncodedColumns[] rows = withSwapped(generated);
        final RandomStream[] streams = new RandomStream[MICRO_BATCHES];
        Arrays.setAll(streams, i -> new RandomStream(RandomStream.stream(seed, i)));
        final float[] first = Graphs.initialParameters(shape, RandomStream.stream(seed, MICRO_BATCHES));
        try (WorkerPool workers = WorkerPool.ofTraining(Math.min(threads, MICRO_BATCHES));
                NativeFloats parameters = new NativeFloats(shape.parameters())) {
            final Optimizer optimizer = new Optimizer(first, parameters, workers.size(), true);
            final Pass[] passes = new Pass[workers.size()];
            final FlatGradient[] gradients = new FlatGradient[passes.length];
            for (int i = 0; i < passes.length; i++) {
                passes[i] = new Pass(rows, parameters);
                gradients[i] = new FlatGradient(shape);
            }
            try {
                for (int step = 0;
                        step < STEPS && !cancellation.isCancelled() && (step < MIN_STEPS || !time.isOver());
                        step++) {
                    workers.run(member -> {
                        gradients[member].clear();
                        passes[member].mlp.readBiases();
                        for (int i = member; i < MICRO_BATCHES; i += passes.length) {
                            passes[member].learn(streams[i], weights, gradients[member]);
                        }
                    });
                    final int done = step;
                    workers.run(member -> optimizer.step(gradients, done, rate(done), member, passes.length));
                }
            } finally {
                for (int i = 0; i < passes.length; i++) {
                    passes[i].close();
                    gradients[i].close();
                }
            }
            return optimizer.result();
        }
    }

    private static double rate(final int step) {
        return RATE * (LAST_RATE + (1 - LAST_RATE) * (1 + Math.cos(Math.PI * step / STEPS)) / 2);
    }

    /**
     * The logits of rows, and of the same rows with fields of other rows.
     *
     * @param parameters what {@link #train} gave
     * @return the logits of the rows; of the rows with one or two swapped fields; of the rows with all fields swapped
     */
    double[][] logits(final float[] parameters, final Table rows) {
        final double[][] logits = new double[3][rows.rows()];
        try (NativeFloats floats = new NativeFloats(shape.parameters())) {
            floats.put(parameters, 0, parameters.length);
            try (Pass pass = new Pass(withSwapped(rows), floats)) {
                for (int part = 0; part < logits.length; part++) {
                    pass.logits(part, logits[part]);
                }
            }
        }
        return logits;
    }

    /**
     * The rows as they are, with one or two swapped fields, and with all fields swapped. Fields are swapped before rows
     * are encoded: a number that is learnt by its distance from what others predict is far from it then.
     */
    private EncodedColumns[] withSwapped(final Table rows) {
        final SwappedFields swapped =
                new SwappedFields(encoder, new RandomStream(RandomStream.stream(seed, MICRO_BATCHES + 1)));
        return new EncodedColumns[] {
            encoder.encode(rows), encoder.encode(swapped.few(rows)), encoder.encode(swapped.all(rows))
        };
    }

    /** The passes of one thread over rows. */
    private final class Pass implements AutoCloseable {
        private final EncodedColumns[] rows;
        private final ResidualMlp mlp;
        private final float[] factors = new float[MICRO_BATCH_ROWS];
        private final float[] jitter = new float[encoder.layout().blocks().size()];

        /** @param rows as {@link #withSwapped} gives them */
        Pass(final EncodedColumns[] rows, final NativeFloats parameters) {
            this.rows = rows;
            this.mlp = new ResidualMlp(shape, MICRO_BATCH_ROWS, parameters);
        }

        /** Adds the gradient of the mean weighted logistic loss of a micro-batch. */
        void learn(final RandomStream random, final float[] weights, final FlatGradient gradient) {
            final int half = MICRO_BATCH_ROWS / 2;
            for (int r = 0; r < MICRO_BATCH_ROWS; r++) {
                final int row = random.nextInt(rows[0].rows());
                final int part = r < half ? 0 : 1 + r % 2;
                random.uniform(jitter, jitter.length);
                rows[part].write(row, jitter, 0, mlp.input(), r * shape.inputs());
                factors[r] = weights[row];
            }
            mlp.forward(MICRO_BATCH_ROWS);
            for (int r = 0; r < MICRO_BATCH_ROWS; r++) {
                final double probability = 1 / (1 + Math.exp(-mlp.output()[r]));
                // A generated row counts as a real one, with its weight, and as an unreal one.
                final double loss = r < half ? (factors[r] + PART) * probability - factors[r] : 2 * PART * probability;
                factors[r] = (float) (loss / half / MICRO_BATCHES);
            }
            mlp.backward(MICRO_BATCH_ROWS, factors, false);
            mlp.accumulate(MICRO_BATCH_ROWS, gradient);
        }

        /** @param part 0 for the rows as they are, 1 with one or two fields swapped, 2 with all */
        void logits(final int part, final double[] logits) {
            for (int from = 0; from < logits.length; from += MICRO_BATCH_ROWS) {
                final int count = Math.min(MICRO_BATCH_ROWS, logits.length - from);
                for (int r = 0; r < count; r++) {
                    rows[part].write(from + r, null, 0, mlp.input(), r * shape.inputs());
                }
                mlp.forward(count);
                for (int r = 0; r < count; r++) {
                    logits[from + r] = mlp.output()[r];
                }
            }
        }

        @Override
        public void close() {
            mlp.close();
        }
    }
}
