// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bytedeco.javacpp.Pointer;

/**
 * Runs many cases, each from a seed of its own, and counts those that fail: that throw, or that take more than a
 * minute. In the end memory and threads must be what they were after the first cases. How many there are says the
 * system property nifigan.fuzz; few without it.
 */
final class FuzzRun {
    private static final int FEW = 150;
    private static final int SECONDS = 60;
    private static final int SHOWN = 10;
    private static final long MAX_GROWTH = 64L << 20;
    private static final int MAX_THREADS = 3;

    /** One case; what it throws is a failure. */
    @FunctionalInterface
    interface Case {
        void run(SplittableRandom random) throws Exception;
    }

    private FuzzRun() {}

    private record Size(long heap, long nativeBytes, int threads) {
        static Size now() throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(50);
            }
            return new Size(
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                    Pointer.totalBytes(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }
    }

    /** @param name of the file in target/fuzz that says how many passed and failed */
    static void run(final String name, final Case one) throws IOException, InterruptedException {
        final int cases = Integer.getInteger("nifigan.fuzz", FEW);
        final List<String> failures = new ArrayList<>();
        int failed = 0;
        Size before = null;
        final Size after;
        final ExecutorService worker = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().daemon().name("fuzz").unstarted(task));
        try {
            for (int i = 0; i < cases; i++) {
                if (i == cases / 5) {
                    before = Size.now();
                }
                final String failure = failure(worker, one, i);
                if (failure != null) {
                    failed++;
                    if (failures.size() < SHOWN) {
                        failures.add("case %d: %s".formatted(i, failure));
                    }
                    if (failure.startsWith("it takes more")) {
                        break;
                    }
                }
            }
            after = Size.now();
        } finally {
            worker.shutdownNow();
        }
        final Path folder = Files.createDirectories(Path.of("target/fuzz"));
        Files.writeString(
                folder.resolve(name + ".txt"),
                "%d %d%n%s %s%n%s%n".formatted(cases - failed, failed, before, after, String.join("\n", failures)));
        assertTrue(failures.isEmpty(), "%d of %d failed:%n%s".formatted(failed, cases, String.join("\n", failures)));
        assertTrue(
                after.heap() < before.heap() + MAX_GROWTH
                        && after.nativeBytes() < before.nativeBytes() + MAX_GROWTH
                        && after.threads() <= before.threads() + MAX_THREADS,
                "grown from %s to %s".formatted(before, after));
    }

    private static String failure(final ExecutorService worker, final Case one, final int number)
            throws InterruptedException {
        final Future<Void> run = worker.submit(() -> {
            one.run(new SplittableRandom(number));
            return null;
        });
        try {
            run.get(SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (final TimeoutException e) {
            return "it takes more than %d s".formatted(SECONDS);
        } catch (final ExecutionException e) {
            final StackTraceElement[] trace = e.getCause().getStackTrace();
            return e.getCause() + (trace.length > 0 ? " at " + trace[0] : "");
        }
    }
}
