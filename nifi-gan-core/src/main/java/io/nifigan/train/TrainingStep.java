// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.EncodedTable;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;

/**
 * The training step: draws a batch and updates both networks once. The batch is cut into micro-batches of a fixed size,
 * each with its own random stream. Each of n threads passes every n-th micro-batch and sums up its gradients, and the
 * sums are added in a fixed order. So the same number of threads always gives the same parameters.
 */
public final class TrainingStep implements AutoCloseable {
    private static final int MICRO_BATCH_ROWS = 64;

    private final Networks networks;
    private final WorkerPool workers;
    private final WorkerPool.Task passes = this::pass;
    private final WorkerPool.Task updates = this::update;
    private final MicroBatch[] microBatches;
    private final RandomStream[] streams;
    private final FlatGradient[] generatorGradients;
    private final FlatGradient[] discriminatorGradients;
    private final Optimizer generator;
    private final Optimizer discriminator;
    private final Shuffle shuffle;
    private final int[] batch;
    private int done;
    private int stepsSinceReport;
    private double rate;

    /**
     * @param encoded the rows to learn, 1 or more
     * @param settings sizes, losses, seed and threads
     * @param generatorStart the generator's initial parameters; null for random ones
     * @param discriminatorStart the discriminator's initial parameters; null for random ones
     */
    public TrainingStep(
            final EncodedTable encoded,
            final TrainingSettings settings,
            final float[] generatorStart,
            final float[] discriminatorStart) {
        this(encoded, RowContexts.NONE, settings, generatorStart, discriminatorStart);
    }

    /** @param contexts what both networks see with each row */
    TrainingStep(
            final EncodedTable encoded,
            final RowContexts contexts,
            final TrainingSettings settings,
            final float[] generatorStart,
            final float[] discriminatorStart) {
        this.networks = new Networks(encoded.layout(), settings, contexts.size());
        this.batch = new int[batchSize(settings, encoded.rows())];
        this.streams = new RandomStream[(batch.length + MICRO_BATCH_ROWS - 1) / MICRO_BATCH_ROWS];
        for (int t = 0; t < streams.length; t++) {
            streams[t] = new RandomStream(StreamSeed.MICRO_BATCHES.of(settings.seed(), t));
        }
        this.shuffle = new Shuffle(encoded.rows(), new RandomStream(StreamSeed.SHUFFLE.of(settings.seed())));
        this.workers = WorkerPool.ofTraining(Math.min(settings.effectiveThreads(), streams.length));
        this.generator = new Optimizer(
                generatorStart != null
                        ? generatorStart
                        : Graphs.initialParameters(networks.generatorShape(), StreamSeed.GENERATOR.of(settings.seed())),
                networks.generator(),
                workers.size(),
                true);
        this.discriminator = new Optimizer(
                discriminatorStart != null
                        ? discriminatorStart
                        : Graphs.initialParameters(
                                networks.discriminatorShape(), StreamSeed.DISCRIMINATOR.of(settings.seed())),
                networks.discriminator(),
                workers.size(),
                false);
        this.microBatches = new MicroBatch[workers.size()];
        this.generatorGradients = new FlatGradient[workers.size()];
        this.discriminatorGradients = new FlatGradient[workers.size()];
        for (int i = 0; i < microBatches.length; i++) {
            microBatches[i] = new MicroBatch(encoded, contexts, settings, MICRO_BATCH_ROWS, networks);
            generatorGradients[i] = new FlatGradient(networks.generatorShape());
            discriminatorGradients[i] = new FlatGradient(networks.discriminatorShape());
        }
    }

    /** The rows of a batch: the setting, but no more than the table has. */
    static int batchSize(final TrainingSettings settings, final int rows) {
        return Math.min(settings.batchSize(), Math.max(2, rows));
    }

    /** Draws a batch and updates both networks once. Allocates nothing. */
    public void run(final double learningRate) {
        shuffle.next(batch);
        rate = learningRate;
        workers.run(passes);
        workers.run(updates);
        done++;
        stepsSinceReport++;
    }

    private void pass(final int member) {
        generatorGradients[member].clear();
        discriminatorGradients[member].clear();
        microBatches[member].readBiases();
        for (int t = member; t < streams.length; t += microBatches.length) {
            final int from = t * MICRO_BATCH_ROWS;
            microBatches[member].pass(
                    batch,
                    from,
                    Math.min(MICRO_BATCH_ROWS, batch.length - from),
                    streams[t],
                    generatorGradients[member],
                    discriminatorGradients[member]);
        }
    }

    private void update(final int member) {
        generator.step(generatorGradients, done, rate, member, workers.size());
        discriminator.step(discriminatorGradients, done, rate, member, workers.size());
    }

    /** Steps done so far. */
    int done() {
        return done;
    }

    /** Whether a step was done since {@link #takeLosses()}. */
    boolean hasLosses() {
        return stepsSinceReport > 0;
    }

    /** The mean losses of the steps since the last call; 0 if there was none. */
    Losses takeLosses() {
        final double rows = Math.max(1, (double) stepsSinceReport * batch.length);
        double ofDiscriminator = 0;
        double ofGenerator = 0;
        for (final MicroBatch microBatch : microBatches) {
            ofDiscriminator += microBatch.takeDiscriminatorLoss() / rows;
            ofGenerator += microBatch.takeGeneratorLoss() / rows;
        }
        stepsSinceReport = 0;
        return new Losses(ofDiscriminator, ofGenerator);
    }

    /** A copy of the running average of the generator's parameters, with which rows are sampled. */
    public float[] generatorParameters() {
        return generator.result();
    }

    /** A copy of the discriminator's parameters. */
    float[] discriminatorParameters() {
        return discriminator.result();
    }

    /** A copy of the step's state. */
    State state() {
        final long[] states = new long[RandomStream.STATE * streams.length];
        for (int t = 0; t < streams.length; t++) {
            streams[t].save(states, RandomStream.STATE * t);
        }
        return new State(done, states, shuffle.state(), generator.state(), discriminator.state());
    }

    /** Restores a state of a training with the same rows and settings. */
    void restore(final State state) {
        takeLosses();
        done = state.done();
        for (int t = 0; t < streams.length; t++) {
            streams[t].restore(state.streams(), RandomStream.STATE * t);
        }
        shuffle.restore(state.shuffle());
        generator.restore(state.generator());
        discriminator.restore(state.discriminator());
    }

    /** The sizes of the step's state. */
    Size size() {
        return new Size(
                streams.length,
                shuffle.rows(),
                networks.generatorShape().parameters(),
                networks.discriminatorShape().parameters());
    }

    /** Ends the threads and frees native memory. */
    @Override
    public void close() {
        workers.close();
        for (int i = 0; i < microBatches.length; i++) {
            microBatches[i].close();
            generatorGradients[i].close();
            discriminatorGradients[i].close();
        }
    }

    /**
     * The sizes of a step's state.
     *
     * @param microBatches micro-batches of a batch
     * @param rows training rows
     * @param generator the generator's parameters
     * @param discriminator the discriminator's parameters
     */
    record Size(int microBatches, int rows, int generator, int discriminator) {}

    /**
     * The state of a step, which with the rows, the settings and the learning rate determines the next one. Values are
     * checked, since they may come from an untrusted file.
     *
     * @param done steps done
     * @param streams the states of the micro-batches' random streams, {@link RandomStream#STATE} numbers each
     * @param shuffle the state of the shuffle
     * @param generator the state of the generator's optimizer
     * @param discriminator the state of the discriminator's optimizer
     */
    record State(
            int done, long[] streams, Shuffle.State shuffle, Optimizer.State generator, Optimizer.State discriminator) {
        State {
            if (done < 0 || streams.length % RandomStream.STATE != 0) {
                throw new IllegalArgumentException("There is no state after %d steps with %d numbers of random streams"
                        .formatted(done, streams.length));
            }
            check(streams);
            check(shuffle.random());
        }

        private static void check(final long[] streams) {
            for (int i = 0; i < streams.length; i += RandomStream.STATE) {
                if (streams[i] == 0 && streams[i + 1] == 0 && streams[i + 2] == 0 && streams[i + 3] == 0) {
                    throw new IllegalArgumentException("A random stream cannot have a state of four zeros");
                }
            }
        }

        /** Whether all numbers of both networks are finite. */
        boolean finite() {
            return generator.finite() && discriminator.finite();
        }
    }
}
