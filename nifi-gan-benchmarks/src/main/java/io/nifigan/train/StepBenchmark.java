// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.bench.MixedTable;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.Products;
import io.nifigan.table.Table;
import java.util.Set;
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

/** One step of the game, and the matrix products of one alone: same sizes, same threads, same BLAS. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
    private static final int ROWS = 20_000;
    private static final int TILE = 64;

    @Param("500")
    private int batch;

    @Param("128")
    private int width;

    @Param("2")
    private int blocks;

    @Param("2")
    private int threads;

    private TrainingStep step;
    private Crew crew;
    private Products[] generators;
    private Products[] discriminators;

    @Setup(Level.Trial)
    public void begin() {
        final Table table = MixedTable.of(ROWS, 1);
        final EncodedTable encoded = EncoderFitter.fit(table, Set.of()).encode(table);
        final TrainingSettings defaults = TrainingSettings.defaults();
        final TrainingSettings settings = defaults.withNetwork(defaults.latentSize(), width, blocks).withBatchSize(batch).withThreads(threads);
        step = new TrainingStep(encoded, settings, null, null);
        final int rowSize = encoded.layout().rowSize();
        crew = new Crew(threads);
        generators = new Products[threads];
        discriminators = new Products[threads];
        for (int i = 0; i < threads; i++) {
            generators[i] = new Products(new NetworkShape(settings.latentSize(), encoded.layout().rawSize(), width, blocks), TILE);
            discriminators[i] = new Products(new NetworkShape(rowSize, 1, width, blocks), 2 * TILE);
        }
    }

    @TearDown(Level.Trial)
    public void end() {
        step.close();
        crew.close();
        for (int i = 0; i < threads; i++) {
            generators[i].close();
            discriminators[i].close();
        }
    }

    @Benchmark
    public void step() {
        step.run(1e-4);
    }

    @Benchmark
    public void products() {
        crew.run(this::productsOf);
    }

    private void productsOf(final int member) {
        for (int from = member * TILE; from < batch; from += threads * TILE) {
            final int rows = Math.min(TILE, batch - from);
            generators[member].forward(rows);
            discriminators[member].forward(2 * rows);
            discriminators[member].backward(2 * rows, true);
            discriminators[member].accumulate(2 * rows, true);
            generators[member].backward(rows, false);
            generators[member].accumulate(rows, false);
        }
    }
}
