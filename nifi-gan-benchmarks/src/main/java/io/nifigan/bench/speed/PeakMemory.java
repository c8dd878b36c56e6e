// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A monitor that samples the memory of this process twenty times per second. Outside Linux it knows only the heap. */
final class PeakMemory implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long PERIOD = 50;
    private static final int KB_PER_MB = 1_024;

    /**
     * Peak values since the last call, in MB.
     *
     * @param heap used heap, including garbage that is not collected yet
     * @param own resident memory of the process without mapped files
     * @param mapped resident pages of mapped files, which the system can reclaim
     */
    record Peak(double heap, double own, double mapped) {}

    private final Thread thread;
    private double heap;
    private double own;
    private double mapped;
    private volatile boolean closed;

    PeakMemory() {
        thread = Thread.ofPlatform().daemon().name("peak-memory").start(this::watch);
    }

    private void watch() {
        try {
            while (!closed) {
                sample();
                Thread.sleep(PERIOD);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sample() {
        final Runtime runtime = Runtime.getRuntime();
        heap = Math.max(heap, (runtime.totalMemory() - runtime.freeMemory()) / (double) (KB_PER_MB * KB_PER_MB));
        try {
            final List<String> lines = Files.exists(STATUS) ? Files.readAllLines(STATUS) : List.of();
            for (final String line : lines) {
                if (line.startsWith("RssAnon:")) {
                    own = Math.max(own, megabytes(line));
                } else if (line.startsWith("RssFile:")) {
                    mapped = Math.max(mapped, megabytes(line));
                }
            }
        } catch (final IOException e) {
            closed = true;
        }
    }

    private static double megabytes(final String line) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / KB_PER_MB;
    }

    /** The peak since the last call. */
    synchronized Peak take() {
        sample();
        final Peak peak = new Peak(heap, own, mapped);
        heap = 0;
        own = 0;
        mapped = 0;
        return peak;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
