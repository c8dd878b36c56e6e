// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.Layout;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import io.nifigan.train.GumbelSoftmaxHead;
import io.nifigan.train.Networks;
import io.nifigan.train.Optimizer;
import io.nifigan.train.Shuffle;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStep;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A profile of a training step: the time of each part, measured alone as often as a step contains it, and of the whole
 * step, all alternately. Times are processor times of one thread, so that other load has little influence. The training
 * code is not instrumented.
 */
public final class StepProfile implements AutoCloseable {
    /** The name of the wall-clock time that a pool of two threads needs for the two empty tasks of a step. */
    public static final String WAITING = "waking and waiting for a second thread";

    private static final int MICRO_BATCH = StepSetup.MICRO_BATCH;
    private static final int WARM_ROUNDS = 10;
    private static final int ROUNDS = 31;
    private static final int REPEATS = 8;

    private final Map<String, Runnable> parts = new LinkedHashMap<>();
    private final Map<String, double[]> times = new LinkedHashMap<>();
    private final TrainingStep step;
    private final WorkerPool workers = new WorkerPool(2);
    private final ResidualMlp generator;
    private final ResidualMlp discriminator;
    private final StepProducts products;
    private final FlatGradient generatorGradient;
    private final FlatGradient discriminatorGradient;

    public StepProfile(final int batch, final int width, final int blocks) {
        final StepSetup setup = StepSetup.of(batch, width, blocks, 1);
        final EncodedTable encoded = setup.encoded();
        final TrainingSettings settings = setup.settings();
        final Layout layout = encoded.layout();
        final Networks networks = new Networks(layout, settings);
        final NetworkShape forG = networks.generatorShape();
        final NetworkShape forD = networks.discriminatorShape();
        step = new TrainingStep(encoded, settings, null, null);
        final Optimizer optimizerG = new Optimizer(Graphs.initialParameters(forG, 1), networks.generator(), 1, true);
        final Optimizer optimizerD =
                new Optimizer(Graphs.initialParameters(forD, 2), networks.discriminator(), 1, false);
        generator = new ResidualMlp(forG, MICRO_BATCH, networks.generator());
        discriminator = new ResidualMlp(forD, 2 * MICRO_BATCH, networks.discriminator());
        products = new StepProducts(setup);
        generatorGradient = new FlatGradient(forG);
        discriminatorGradient = new FlatGradient(forD);
        final GumbelSoftmaxHead head = new GumbelSoftmaxHead(layout, MICRO_BATCH);
        final float[] gumbel = new float[MICRO_BATCH * layout.rawSize()];
        final float[] jitter = new float[MICRO_BATCH * layout.blocks().size()];
        final float[] rawGradient = new float[MICRO_BATCH * layout.rawSize()];
        final float[] ones = new float[2 * MICRO_BATCH];
        Arrays.fill(ones, 1);
        final float[] factors = new float[2 * MICRO_BATCH];
        Arrays.fill(factors, 1f / batch);
        final RandomStream random = new RandomStream(3);
        final int[] drawn = new int[batch];
        final Shuffle shuffle = new Shuffle(encoded.rows(), new RandomStream(4));
        parts.put("step", () -> step.run(1e-4));
        parts.put("products", inMicroBatches(batch, products::microBatch));
        parts.put("D forward", inMicroBatches(batch, n -> discriminator.forward(2 * n)));
        parts.put("products of D forward", inMicroBatches(batch, n -> products.discriminator.forward(2 * n)));
        parts.put("D backward", inMicroBatches(batch, n -> discriminator.backward(2 * n, ones, true)));
        parts.put("products of D backward", inMicroBatches(batch, n -> products.discriminator.backward(2 * n, true)));
        parts.put(
                "D gradient and penalty",
                inMicroBatches(batch, n -> discriminator.accumulate(2 * n, factors, 1e-4f, discriminatorGradient)));
        parts.put(
                "products of D gradient and penalty",
                inMicroBatches(batch, n -> products.discriminator.accumulate(2 * n, true)));
        parts.put("G forward", inMicroBatches(batch, n -> generator.forward(n)));
        parts.put("products of G forward", inMicroBatches(batch, n -> products.generator.forward(n)));
        parts.put("G backward", inMicroBatches(batch, n -> generator.backward(n, rawGradient, false)));
        parts.put("products of G backward", inMicroBatches(batch, n -> products.generator.backward(n, false)));
        parts.put("G gradient", inMicroBatches(batch, n -> generator.accumulate(n, generatorGradient)));
        parts.put("products of G gradient", inMicroBatches(batch, n -> products.generator.accumulate(n, false)));
        parts.put("noise", inMicroBatches(batch, n -> {
            settings.prior().fill(random, generator.input(), n * settings.latentSize());
            random.gumbel(gumbel, n * layout.rawSize());
            random.uniform(jitter, n * layout.blocks().size());
        }));
        parts.put(
                "Gumbel-softmax, forward",
                inMicroBatches(batch, n -> head.forward(n, generator.output(), gumbel, discriminator.input(), 0)));
        parts.put(
                "Gumbel-softmax, backward",
                inMicroBatches(
                        batch,
                        n -> head.backward(
                                n, discriminator.inputGradient(), 0, ones, generator.output(), rawGradient)));
        parts.put("assembly of the batch", () -> {
            shuffle.next(drawn);
            for (int r = 0; r < batch; r++) {
                final int within = r % MICRO_BATCH;
                encoded.write(
                        drawn[r],
                        jitter,
                        within * layout.blocks().size(),
                        discriminator.input(),
                        within * layout.rowSize());
            }
        });
        parts.put("Adam, parameter average, zeroing of gradients", () -> {
            generatorGradient.clear();
            discriminatorGradient.clear();
            generator.readBiases();
            discriminator.readBiases();
            optimizerG.step(new FlatGradient[] {generatorGradient}, 100, 0, 0, 1);
            optimizerD.step(new FlatGradient[] {discriminatorGradient}, 100, 0, 0, 1);
        });
        parts.put(WAITING, () -> {
            workers.run(member -> {});
            workers.run(member -> {});
        });
    }

    private static Runnable inMicroBatches(final int batch, final IntConsumer ofRows) {
        return () -> {
            for (int from = 0; from < batch; from += MICRO_BATCH) {
                ofRows.accept(Math.min(MICRO_BATCH, batch - from));
            }
        };
    }

    /**
     * Microseconds per step of each part, and the rest of the step as the last entry. Passes of the networks are given
     * without their products.
     */
    public Map<String, Double> measure() {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
            for (final Map.Entry<String, Runnable> part : parts.entrySet()) {
                final boolean byClock = part.getKey().equals(WAITING);
                part.getValue().run();
                final long begin = byClock ? System.nanoTime() : threads.getCurrentThreadCpuTime();
                for (int i = 0; i < REPEATS; i++) {
                    part.getValue().run();
                }
                final long end = byClock ? System.nanoTime() : threads.getCurrentThreadCpuTime();
                if (round >= WARM_ROUNDS) {
                    times.computeIfAbsent(part.getKey(), key -> new double[ROUNDS])[round - WARM_ROUNDS] =
                            (end - begin) / 1e3 / REPEATS;
                }
            }
        }
        final Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((part, measured) -> {
            Arrays.sort(measured);
            medians.put(part, measured[ROUNDS / 2]);
        });
        final Map<String, Double> table = new LinkedHashMap<>();
        double rest = medians.get("step") - medians.get("products");
        for (final Map.Entry<String, Double> part : medians.entrySet()) {
            final Double products = medians.get("products of " + part.getKey());
            if (!part.getKey().startsWith("products of ")) {
                table.put(
                        part.getKey() + (products == null ? "" : ", without its products"),
                        part.getValue() - (products == null ? 0 : products));
                rest -= table.size() <= 2 || part.getKey().equals(WAITING)
                        ? 0
                        : part.getValue() - (products == null ? 0 : products);
            }
        }
        table.put("rest: additional cache misses in the whole step", rest);
        return table;
    }

    @Override
    public void close() {
        step.close();
        workers.close();
        generator.close();
        discriminator.close();
        products.close();
        generatorGradient.close();
        discriminatorGradient.close();
    }
}
