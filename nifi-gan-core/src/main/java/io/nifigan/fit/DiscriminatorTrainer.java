// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.TimeBudget;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.Block;
import io.nifigan.encode.EncodedColumns;
import io.nifigan.encode.Layout;
import io.nifigan.model.GANModel;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import io.nifigan.train.Optimizer;
import java.util.Arrays;
import java.util.List;

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
    private final Layout layout;
    /** The blocks of each column. */
    private final List<List<Block>> columns;

    private final long seed;
    private final int threads;

    /** @param model gives the encoding, the sizes of the network, the seed and the threads */
    public DiscriminatorTrainer(final GANModel model) {
        this.shape = model.discriminatorShape();
        this.layout = model.encoder().layout();
        this.columns = layout.blocks().stream()
                .map(Block::column)
                .distinct()
                .map(column -> layout.blocks().stream()
                        .filter(block -> block.column() == column)
                        .toList())
                .toList();
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
            final EncodedColumns generated,
            final float[] weights,
            final TimeBudget time,
            final Cancellation cancellation) {
        final RandomStream[] streams = new RandomStream[MICRO_BATCHES];
        Arrays.setAll(streams, i -> new RandomStream(RandomStream.stream(seed, i)));
        final float[] first = Graphs.initialParameters(shape, RandomStream.stream(seed, MICRO_BATCHES));
        try (WorkerPool workers = WorkerPool.ofTraining(Math.min(threads, MICRO_BATCHES));
                NativeFloats parameters = new NativeFloats(shape.parameters())) {
            final Optimizer optimizer = new Optimizer(first, parameters, workers.size(), true);
            final Pass[] passes = new Pass[workers.size()];
            final FlatGradient[] gradients = new FlatGradient[passes.length];
            for (int i = 0; i < passes.length; i++) {
                passes[i] = new Pass(generated, parameters);
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
     * @param rows encoded rows
     * @return the logits of the rows; of the rows with one or two swapped fields; of the rows with all fields swapped
     */
    double[][] logits(final float[] parameters, final EncodedColumns rows) {
        final double[][] logits = new double[3][rows.rows()];
        final RandomStream random = new RandomStream(RandomStream.stream(seed, MICRO_BATCHES + 1));
        try (NativeFloats floats = new NativeFloats(shape.parameters())) {
            floats.put(parameters, 0, parameters.length);
            try (Pass pass = new Pass(rows, floats)) {
                for (int part = 0; part < logits.length; part++) {
                    pass.logits(part, random, logits[part]);
                }
            }
        }
        return logits;
    }

    /** The passes of one thread over rows. */
    private final class Pass implements AutoCloseable {
        private final EncodedColumns rows;
        private final ResidualMlp mlp;
        private final float[] factors = new float[MICRO_BATCH_ROWS];
        private final float[] jitter = new float[layout.blocks().size()];
        private final float[] donor = new float[shape.inputs()];

        Pass(final EncodedColumns rows, final NativeFloats parameters) {
            this.rows = rows;
            this.mlp = new ResidualMlp(shape, MICRO_BATCH_ROWS, parameters);
        }

        /** Adds the gradient of the mean weighted logistic loss of a micro-batch. */
        void learn(final RandomStream random, final float[] weights, final FlatGradient gradient) {
            final int half = MICRO_BATCH_ROWS / 2;
            for (int r = 0; r < MICRO_BATCH_ROWS; r++) {
                final int row = random.nextInt(rows.rows());
                write(row, random, mlp.input(), r * shape.inputs());
                if (r < half) {
                    factors[r] = weights[row];
                } else {
                    swap(r % 2 == 0, random, r * shape.inputs());
                }
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
        void logits(final int part, final RandomStream random, final double[] logits) {
            for (int from = 0; from < logits.length; from += MICRO_BATCH_ROWS) {
                final int count = Math.min(MICRO_BATCH_ROWS, logits.length - from);
                for (int r = 0; r < count; r++) {
                    rows.write(from + r, null, 0, mlp.input(), r * shape.inputs());
                    if (part > 0) {
                        swap(part == 1, random, r * shape.inputs());
                    }
                }
                mlp.forward(count);
                for (int r = 0; r < count; r++) {
                    logits[from + r] = mlp.output()[r];
                }
            }
        }

        private void write(final int row, final RandomStream random, final float[] target, final int offset) {
            random.uniform(jitter, jitter.length);
            rows.write(row, jitter, 0, target, offset);
        }

        /** Puts fields of other rows into a row of the input: one or two of them, or all. */
        private void swap(final boolean few, final RandomStream random, final int offset) {
            final int fields = few ? 1 + random.nextInt(2) : columns.size();
            for (int f = 0; f < fields; f++) {
                write(random.nextInt(rows.rows()), random, donor, 0);
                for (final Block block : columns.get(few ? random.nextInt(columns.size()) : f)) {
                    System.arraycopy(
                            donor,
                            block.rowOffset(),
                            mlp.input(),
                            offset + block.rowOffset(),
                            block.members() + (block.positioned() ? 1 : 0));
                }
            }
        }

        @Override
        public void close() {
            mlp.close();
        }
    }
}
