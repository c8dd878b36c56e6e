// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

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
 * Measures a step of the training beside the time of its own matrix products, by JMH, and the rate of these beside
 * numpy's.
 */
@Command(
        name = "step",
        description = "Times a step of the training, and its matrix products alone; prints the ratio, and "
                + "the products' rate.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StepCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--batch",
            split = ",",
            description = "rows of a batch (default ${DEFAULT-VALUE})",
            defaultValue = "500")
    private List<Integer> batch;

    @Option(
            names = "--width",
            split = ",",
            description = "units of a layer (default ${DEFAULT-VALUE})",
            defaultValue = "128")
    private List<Integer> width;

    @Option(names = "--blocks", description = "residual blocks (default ${DEFAULT-VALUE})", defaultValue = "2")
    private int blocks;

    @Option(names = "--threads", split = ",", description = "(default ${DEFAULT-VALUE})", defaultValue = "2")
    private List<Integer> threads;

    @Option(
            names = "--forks",
            description = "JVMs to start for each figure (default ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int forks;

    @Option(names = "--profile", description = "tell where the time of a step on one thread goes instead")
    private boolean profile;

    @Option(
            names = "--predict",
            split = ",",
            paramLabel = "THREADS",
            description = "predict a step on so many threads from what one thread's share and the meetings "
                    + "take, instead; for machines with fewer cores")
    private List<Integer> predict = List.of();

    @Option(
            names = "--numpy",
            paramLabel = "PYTHON",
            description = "a Python that has numpy: its rate for the same products on one thread")
    private Path numpy;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (profile) {
            profile(spec.commandLine().getOut());
            return 0;
        }
        if (!predict.isEmpty()) {
            predict(spec.commandLine().getOut());
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
        final Collection<RunResult> results;
        try {
            results = new Runner(options).run();
        } catch (final RunnerException e) {
            throw new IOException("JMH cannot measure (%s); what it said is in %s".formatted(e.getMessage(), log), e);
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.println("kernel " + BlasKernel.current().name());
        for (final RunResult products : results) {
            if (products.getParams().getBenchmark().endsWith(".products")) {
                final RunResult step = results.stream()
                        .filter(other -> other.getParams().getBenchmark().endsWith(".step")
                                && named(other).equals(named(products)))
                        .findFirst()
                        .orElseThrow();
                final double whole = step.getPrimaryResult().getScore();
                final double min = products.getPrimaryResult().getScore();
                out.println(named(products));
                print(out, "step_microseconds", whole);
                print(out, "products_microseconds", min);
                print(
                        out,
                        "allocated_bytes",
                        step.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
                print(out, "ratio", whole / min);
                rate(out, products);
            }
        }
        out.flush();
        Files.delete(log);
        return 0;
    }

    /**
     * The rate of the products alone, a thread, and numpy's beside it: a ratio of step and products cannot tell whether
     * both are slow.
     */
    private void rate(final PrintWriter out, final RunResult result) throws IOException, InterruptedException {
        final List<StepProducts.Product> products =
                StepProducts.list(parameter(result, "batch"), parameter(result, "width"), blocks);
        final double operations = products.stream()
                .mapToDouble(product -> product.shape().operations())
                .sum();
        final double gflops = operations / result.getPrimaryResult().getScore() / 1e3 / parameter(result, "threads");
        print(out, "gflops", gflops);
        if (numpy != null) {
            final NumpyRate reference = NumpyRate.of(numpy, products);
            out.println("reference_kernel " + reference.kernel());
            print(out, "reference", reference.gflops());
            print(out, "gflops_of_reference", gflops / reference.gflops());
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
                                "threads %d passes %.0f update %.0f meetings %.0f step %.0f%n",
                                count,
                                figures.passes(),
                                figures.update(),
                                figures.meetings(),
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

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
