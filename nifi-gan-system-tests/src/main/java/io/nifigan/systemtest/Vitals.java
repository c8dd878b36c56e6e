// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sample of the resources of a NiFi process.
 *
 * @param heap MiB of live objects, after a full collection
 * @param resident resident memory in MiB
 * @param threads number of threads
 * @param openFiles number of open files and sockets
 */
record Vitals(double heap, double resident, double threads, double openFiles) {
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    /** Takes a sample; the garbage collection pauses the process for about a second. */
    static Vitals of(final NiFiProcess nifi) throws IOException, InterruptedException {
        final double live = liveBytes(nifi.pid()) / (1 << 20);
        return new Vitals(
                live,
                found(
                        nifi.residentMebibytes().isPresent(),
                        nifi.residentMebibytes().orElse(0L)),
                found(nifi.threads().isPresent(), nifi.threads().orElse(0L)),
                found(nifi.openFiles().isPresent(), nifi.openFiles().orElse(0L)));
    }

    private static double found(final boolean there, final long value) throws IOException {
        if (!there) {
            throw new IOException("/proc has no information about the process: the soak test needs Linux");
        }
        return value;
    }

    private static double liveBytes(final long pid) throws IOException, InterruptedException {
        final Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.isBlank() ? last : line;
            }
        }
        final Matcher total = TOTAL.matcher(last);
        if (jcmd.waitFor() != 0 || !total.find()) {
            throw new IOException("jcmd did not report the heap of process %d: %s".formatted(pid, last));
        }
        return Double.parseDouble(total.group(1));
    }

    static double median(final List<Vitals> samples, final ToDoubleFunction<Vitals> value) {
        final double[] values = samples.stream().mapToDouble(value).sorted().toArray();
        return values.length % 2 == 1
                ? values[values.length / 2]
                : (values[values.length / 2 - 1] + values[values.length / 2]) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %.0f MiB, resident %.0f MiB, %.0f threads, %.0f files",
                heap,
                resident,
                threads,
                openFiles);
    }
}
