// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.EncodedTable;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;

/**
 * One step of the training: draws a batch and updates both networks once. The batch is cut into tiles of a fixed size,
 * each with noise of its own. Each thread passes every n-th tile and sums its gradients, and the sums are added in a
 * fixed order: the same number of threads always gives the same parameters.
 */
public final class TrainingStep implements AutoCloseable {
    private static final int TILE = 64;

    private final Networks networks;
    private final WorkerPool workers;
    private final WorkerPool.Task passes = this::pass;
    private final WorkerPool.Task updates = this::update;
    private final MicroBatch[] microBatches;
    private final RandomStream[] noises;
    private final FlatGradient[] generatorGradients;
    private final FlatGradient[] discriminatorGradients;
    private final Optimizer generator;
    private final Optimizer discriminator;
    private final Shuffle shuffle;
    private final int[] batch;
    private int done;
    private int unreported;
    private double rate;

    /**
     * @param encoded the rows to learn, 1 or more
     * @param settings sizes, losses, seed and threads
     * @param generatorStart the generator's first parameters; null for random ones
     * @param discriminatorStart the discriminator's first parameters; null for random ones
     */
    public TrainingStep(
            final EncodedTable encoded,
            final TrainingSettings settings,
            final float[] generatorStart,
            final float[] discriminatorStart) {
        this.networks = new Networks(encoded.layout(), settings);
        this.batch = new int[batchSize(settings, encoded.rows())];
        this.noises = new RandomStream[(batch.length + TILE - 1) / TILE];
        for (int t = 0; t < noises.length; t++) {
            noises[t] = new RandomStream(StreamSeed.MICRO_BATCHES.of(settings.seed(), t));
        }
        this.shuffle = new Shuffle(encoded.rows(), new RandomStream(StreamSeed.SHUFFLE.of(settings.seed())));
        this.workers = WorkerPool.ofTraining(Math.min(GANTrainer.threads(settings), noises.length));
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
            microBatches[i] = new MicroBatch(encoded, settings, TILE, networks);
            generatorGradients[i] = new FlatGradient(networks.generatorShape());
            discriminatorGradients[i] = new FlatGradient(networks.discriminatorShape());
        }
    }

    /** The rows of a batch: as the settings have it, but no more than the table has. */
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
        unreported++;
    }

    private void pass(final int member) {
        generatorGradients[member].clear();
        discriminatorGradients[member].clear();
        microBatches[member].readBiases();
        for (int t = member; t < noises.length; t += microBatches.length) {
            final int from = t * TILE;
            microBatches[member].pass(
                    batch,
                    from,
                    Math.min(TILE, batch.length - from),
                    noises[t],
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
        return unreported > 0;
    }

    /** The mean losses of the steps since the last call; 0 where there was none. */
    Losses takeLosses() {
        final double rows = Math.max(1, (double) unreported * batch.length);
        double ofDiscriminator = 0;
        double ofGenerator = 0;
        for (final MicroBatch microBatch : microBatches) {
            ofDiscriminator += microBatch.takeDiscriminatorLoss() / rows;
            ofGenerator += microBatch.takeGeneratorLoss() / rows;
        }
        unreported = 0;
        return new Losses(ofDiscriminator, ofGenerator);
    }

    /** A copy of the running average of the generator's parameters, which is what to sample with. */
    public float[] generatorParameters() {
        return generator.result();
    }

    /** A copy of the discriminator's parameters. */
    float[] discriminatorParameters() {
        return discriminator.result();
    }

    /** A copy of all that the next step depends on. */
    State state() {
        final long[] states = new long[RandomStream.STATE * noises.length];
        for (int t = 0; t < noises.length; t++) {
            noises[t].save(states, RandomStream.STATE * t);
        }
        return new State(done, states, shuffle.state(), generator.state(), discriminator.state());
    }

    /** Goes back to a state of the same rows and settings. */
    void restore(final State state) {
        takeLosses();
        done = state.done();
        for (int t = 0; t < noises.length; t++) {
            noises[t].restore(state.noises(), RandomStream.STATE * t);
        }
        shuffle.restore(state.shuffle());
        generator.restore(state.generator());
        discriminator.restore(state.discriminator());
    }

    /** How much a state holds. */
    Size size() {
        return new Size(
                noises.length,
                shuffle.rows(),
                networks.generatorShape().parameters(),
                networks.discriminatorShape().parameters());
    }

    /** Ends the threads and frees the work space. */
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
     * Sizes of a state.
     *
     * @param tiles of a batch
     * @param rows to learn
     * @param generator parameters
     * @param discriminator parameters
     */
    record Size(int tiles, int rows, int generator, int discriminator) {}

    /**
     * All that the next step depends on besides the rows, the settings and the learning rate. Checked, since it may be
     * read from a file that is not trusted.
     *
     * @param done steps done
     * @param noises where the tiles' noises stand, {@link RandomStream#STATE} numbers each
     * @param shuffle the order of the rows
     * @param generator the generator and its optimizer
     * @param discriminator likewise
     */
    record State(
            int done, long[] noises, Shuffle.State shuffle, Optimizer.State generator, Optimizer.State discriminator) {
        State {
            if (done < 0 || noises.length % RandomStream.STATE != 0) {
                throw new IllegalArgumentException(
                        "There is no state after %d steps with %d numbers of noise".formatted(done, noises.length));
            }
            check(noises);
            check(shuffle.noise());
        }

        private static void check(final long[] noises) {
            for (int i = 0; i < noises.length; i += RandomStream.STATE) {
                if (noises[i] == 0 && noises[i + 1] == 0 && noises[i + 2] == 0 && noises[i + 3] == 0) {
                    throw new IllegalArgumentException("A noise of four zeros gives nothing but zeros");
                }
            }
        }

        /** Whether all numbers of both networks are finite. */
        boolean finite() {
            return generator.finite() && discriminator.finite();
        }
    }
}
