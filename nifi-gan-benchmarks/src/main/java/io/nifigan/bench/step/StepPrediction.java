// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;
import io.nifigan.train.MicroBatch;
import io.nifigan.train.Networks;
import io.nifigan.train.Optimizer;
import io.nifigan.train.Shuffle;
import java.util.Arrays;

/**
 * A prediction of the time of a step on more threads than a machine has cores. It adds the largest share of one thread,
 * measured alone, and the time to wake the other threads and wait for them, twice per step. Cores are assumed to be
 * equal and to share neither caches nor memory bandwidth, so the share is a lower bound. The synchronisation is an
 * upper bound: each further thread is assumed to cost as much as the second, although they wake in parallel.
 */
public final class StepPrediction implements AutoCloseable {
    private static final int WARM_ROUNDS = 150;
    private static final int ROUNDS = 301;

    /**
     * Predicted times in microseconds, as medians.
     *
     * @param passes one thread's share of the micro-batches, forward and backward
     * @param update one thread's share of the parameters
     * @param synchronisation waking and waiting for threads
     */
    public record Figures(double passes, double update, double synchronisation) {
        /** The time of the whole step. */
        public double step() {
            return passes + update + synchronisation;
        }
    }

    private final StepSetup setup;
    private final int threads;
    private final MicroBatch microBatch;
    private final RandomStream random = new RandomStream(3);
    private final Shuffle shuffle;
    private final int[] batch;
    private final FlatGradient[] generatorGradients;
    private final FlatGradient[] discriminatorGradients;
    private final Optimizer generatorOptimizer;
    private final Optimizer discriminatorOptimizer;
    private final WorkerPool pair = new WorkerPool(2);
    private int steps;

    public StepPrediction(final int batchSize, final int width, final int blocks, final int threads) {
        this.setup = StepSetup.of(batchSize, width, blocks, 1);
        this.threads = Math.min(threads, setup.microBatches());
        final Networks networks = new Networks(setup.encoded().layout(), setup.settings());
        this.microBatch = new MicroBatch(setup.encoded(), setup.settings(), StepSetup.MICRO_BATCH, networks);
        this.batch = new int[batchSize];
        this.shuffle = new Shuffle(setup.encoded().rows(), new RandomStream(4));
        this.generatorGradients = new FlatGradient[this.threads];
        this.discriminatorGradients = new FlatGradient[this.threads];
        for (int i = 0; i < this.threads; i++) {
            generatorGradients[i] = new FlatGradient(networks.generatorShape());
            discriminatorGradients[i] = new FlatGradient(networks.discriminatorShape());
        }
        this.generatorOptimizer = new Optimizer(
                Graphs.initialParameters(networks.generatorShape(), 1), networks.generator(), this.threads, true);
        this.discriminatorOptimizer = new Optimizer(
                Graphs.initialParameters(networks.discriminatorShape(), 2),
                networks.discriminator(),
                this.threads,
                false);
    }

    /** Measures both shares alternately, as in a step. */
    public Figures measure() {
        final double[] passes = new double[ROUNDS];
        final double[] updates = new double[ROUNDS];
        final double[] synchronisation = new double[ROUNDS];
        for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
            final long begin = System.nanoTime();
            passes();
            final long passed = System.nanoTime();
            update();
            final long updated = System.nanoTime();
            pair.run(member -> {});
            pair.run(member -> {});
            final long met = System.nanoTime();
            if (round >= 0) {
                passes[round] = passed - begin;
                updates[round] = updated - passed;
                synchronisation[round] = met - updated;
            }
        }
        return new Figures(median(passes), median(updates), (threads - 1) * median(synchronisation));
    }

    private void passes() {
        shuffle.next(batch);
        generatorGradients[0].clear();
        discriminatorGradients[0].clear();
        microBatch.readBiases();
        for (int t = 0; t < setup.microBatches(); t += threads) {
            microBatch.pass(
                    batch,
                    t * StepSetup.MICRO_BATCH,
                    setup.rowsOf(t),
                    random,
                    generatorGradients[0],
                    discriminatorGradients[0]);
        }
    }

    private void update() {
        generatorOptimizer.step(generatorGradients, steps, 1e-4, 0, threads);
        discriminatorOptimizer.step(discriminatorGradients, steps, 1e-4, 0, threads);
        steps++;
    }

    private static double median(final double[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e3;
    }

    @Override
    public void close() {
        pair.close();
        microBatch.close();
        for (int i = 0; i < threads; i++) {
            generatorGradients[i].close();
            discriminatorGradients[i].close();
        }
    }
}
