// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import io.nifigan.bench.common.Results;
import io.nifigan.network.BlasKernel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code step}: compares the time of a training step with that of its matrix products by JMH, and their
 * speed with numpy's.
 */
@Command(
        name = "step",
        description = "Measures a training step and its matrix products alone. Prints the ratio and the speed "
                + "of the products.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class StepCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @Option(names = "--batch", split = ",", description = "batch size (default ${DEFAULT-VALUE})", defaultValue = "500")
    private List<Integer> batch;

    @Option(
            names = "--width",
            split = ",",
            description = "units of each hidden layer (default ${DEFAULT-VALUE})",
            defaultValue = "128")
    private List<Integer> width;

    @Option(names = "--blocks", description = "residual blocks (default ${DEFAULT-VALUE})", defaultValue = "2")
    private int blocks;

    @Option(
            names = "--threads",
            split = ",",
            description = "number of threads (default ${DEFAULT-VALUE})",
            defaultValue = "2")
    private List<Integer> threads;

    @Option(
            names = "--forks",
            description = "JVMs to start for each measurement (default ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int forks;

    @Option(names = "--profile", description = "print the time of each part of a step on one thread instead")
    private boolean profile;

    @Option(
            names = "--predict",
            split = ",",
            paramLabel = "THREADS",
            description = "predict a step on this many threads from the time of one thread's share and of the "
                    + "synchronisation instead, on a machine with fewer cores")
    private List<Integer> predict = List.of();

    @Option(
            names = "--numpy",
            paramLabel = "PYTHON",
            description = "a Python executable with numpy, whose speed for the same products on one thread is measured")
    private Path numpy;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (profile) {
            profile(results.out());
            return 0;
        }
        if (!predict.isEmpty()) {
            predict(results.out());
            return 0;
        }
        final Path log = Files.createTempFile("nifi-gan-step", ".log");
        final Options options = new OptionsBuilder()
                .include(StepBenchmark.class.getName() + "\\.")
                .forks(forks)
                .addProfiler(GCProfiler.class)
                .param("batch", texts(batch))
                .param("width", texts(width))
                .param("blocks", Integer.toString(blocks))
                .param("threads", texts(threads))
                .output(log.toString())
                .build();
        final Collection<RunResult> runs;
        try {
            runs = new Runner(options).run();
        } catch (final RunnerException e) {
            throw new IOException("JMH failed (%s); its output is in %s".formatted(e.getMessage(), log), e);
        }
        final PrintWriter out = results.out();
        out.println("kernel " + BlasKernel.current().name());
        for (final RunResult products : runs) {
            if (products.getParams().getBenchmark().endsWith(".products")) {
                final RunResult step = runs.stream()
                        .filter(other -> other.getParams().getBenchmark().endsWith(".step")
                                && named(other).equals(named(products)))
                        .findFirst()
                        .orElseThrow();
                final double whole = step.getPrimaryResult().getScore();
                final double min = products.getPrimaryResult().getScore();
                out.println(named(products));
                results.print("step_microseconds", whole);
                results.print("products_microseconds", min);
                results.print(
                        "allocated_bytes",
                        step.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
                results.print("ratio", whole / min);
                rate(out, products);
            }
        }
        out.flush();
        Files.delete(log);
        return 0;
    }

    /**
     * Prints the speed of the products per thread and that of numpy. The ratio of step and products alone cannot show
     * whether both are slow.
     */
    private void rate(final PrintWriter out, final RunResult result) throws IOException, InterruptedException {
        final List<StepProducts.Product> products =
                StepProducts.list(parameter(result, "batch"), parameter(result, "width"), blocks);
        final double operations = products.stream()
                .mapToDouble(product -> product.shape().operations())
                .sum();
        final double gflops = operations / result.getPrimaryResult().getScore() / 1e3 / parameter(result, "threads");
        results.print("gflops", gflops);
        if (numpy != null) {
            final NumpyRate reference = NumpyRate.of(numpy, products);
            out.println("reference_kernel " + reference.kernel());
            results.print("reference", reference.gflops());
            results.print("gflops_of_reference", gflops / reference.gflops());
        }
    }

    private void predict(final PrintWriter out) {
        for (final int rows : batch) {
            for (final int units : width) {
                out.printf("batch %d width %d: microseconds%n", rows, units);
                for (final int count : predict) {
                    try (StepPrediction prediction = new StepPrediction(rows, units, blocks, count)) {
                        final StepPrediction.Figures figures = prediction.measure();
                        out.printf(
                                Locale.ROOT,
                                "threads %d passes %.0f update %.0f synchronisation %.0f step %.0f%n",
                                count,
                                figures.passes(),
                                figures.update(),
                                figures.synchronisation(),
                                figures.step());
                    }
                }
            }
        }
        out.flush();
    }

    private void profile(final PrintWriter out) {
        for (final int rows : batch) {
            for (final int units : width) {
                out.printf(
                        "batch %d width %d threads 1: microseconds of processor time, share of the products%n",
                        rows, units);
                try (StepProfile parts = new StepProfile(rows, units, blocks)) {
                    final Map<String, Double> table = parts.measure();
                    table.forEach((part, time) -> out.printf(
                            Locale.ROOT, "%-62s %7.0f %6.1f %%%n", part, time, 100 * time / table.get("products")));
                }
            }
        }
        out.flush();
    }

    private static int parameter(final RunResult result, final String name) {
        return Integer.parseInt(result.getParams().getParam(name));
    }

    private static String named(final RunResult result) {
        return "batch %s width %s threads %s"
                .formatted(
                        result.getParams().getParam("batch"),
                        result.getParams().getParam("width"),
                        result.getParams().getParam("threads"));
    }

    private static String[] texts(final List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).toArray(String[]::new);
    }
}
