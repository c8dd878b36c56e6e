// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import io.nifigan.common.WorkerPool;
import io.nifigan.train.TrainingStep;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The JMH benchmark of a training step and of its matrix products alone, with the same sizes, threads and BLAS. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
    @Param("500")
    private int batch;

    @Param("128")
    private int width;

    @Param("2")
    private int blocks;

    @Param("2")
    private int threads;

    private TrainingStep step;
    private WorkerPool workers;
    private StepSetup setup;
    private StepProducts[] products;

    @Setup(Level.Trial)
    public void begin() {
        setup = StepSetup.of(batch, width, blocks, threads);
        step = new TrainingStep(setup.encoded(), setup.settings(), null, null);
        workers = new WorkerPool(threads);
        products = new StepProducts[threads];
        for (int i = 0; i < threads; i++) {
            products[i] = new StepProducts(setup);
        }
    }

    @TearDown(Level.Trial)
    public void end() {
        step.close();
        workers.close();
        for (final StepProducts own : products) {
            own.close();
        }
    }

    @Benchmark
    public void step() {
        step.run(1e-4);
    }

    @Benchmark
    public void products() {
        workers.run(this::productsOf);
    }

    private void productsOf(final int member) {
        for (int t = member; t < setup.microBatches(); t += threads) {
            products[member].microBatch(setup.rowsOf(t));
        }
    }
}
