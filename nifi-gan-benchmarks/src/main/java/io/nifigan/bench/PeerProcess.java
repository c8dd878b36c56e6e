// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another private synthesizer, as a black box in a process of its own.
 *
 * @param python what runs it
 * @param method which
 * @param limit the longest that it may take
 */
record PeerProcess(Path python, String method, Duration limit) {
    /**
     * Rows that were made.
     *
     * @param seconds they took, as the peer says; 0 where it was not a peer
     * @param processor seconds of the processor
     */
    record Made(Table rows, double seconds, double processor) {}

    /** It made no rows, for a reason that stands in the message. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1;

        FailedException(final String message) {
            super(message);
        }
    }

    Made run(final double epsilon, final double delta, final Path bounds, final Path train, final Table real)
            throws IOException, InterruptedException {
        final Path script = Files.createTempFile("nifi-gan-peers", ".py");
        final Path rows = Files.createTempFile("nifi-gan-peers", ".csv");
        final Path answer = Files.createTempFile("nifi-gan-peers", ".txt");
        final Path complaints = Files.createTempFile("nifi-gan-peers", ".err");
        try {
            try (InputStream resource = PeerProcess.class.getResourceAsStream("/private_peers.py")) {
                Files.write(script, resource.readAllBytes());
            }
            final Process process = new ProcessBuilder(
                            python.toString(),
                            script.toString(),
                            method,
                            Double.toString(epsilon),
                            Double.toString(delta),
                            bounds.toString(),
                            train.toString(),
                            Integer.toString(real.rows()),
                            rows.toString())
                    .redirectOutput(answer.toFile())
                    .redirectError(complaints.toFile())
                    .start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new FailedException("not done after %d minutes".formatted(limit.toMinutes()));
            }
            if (process.exitValue() != 0) {
                final List<String> lines = Files.readAllLines(complaints);
                throw new FailedException(
                        "failed: " + (lines.isEmpty() ? "code " + process.exitValue() : lines.getLast()));
            }
            return new Made(
                    ModelRows.read(rows, real.columns()), figure(answer, "seconds "), figure(answer, "cpu_seconds "));
        } finally {
            for (final Path file : List.of(script, rows, answer, complaints)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static double figure(final Path answer, final String name) throws IOException {
        return Files.readAllLines(answer).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow(() -> new FailedException("it did not say how long it took"));
    }
}
