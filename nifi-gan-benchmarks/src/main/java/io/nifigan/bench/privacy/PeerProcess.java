// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import io.nifigan.bench.common.ModelRows;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another private synthesizer, run in a separate process.
 *
 * @param python the Python executable
 * @param method name of the synthesizer
 * @param limit maximum duration
 */
record PeerProcess(Path python, String method, Duration limit) {
    /**
     * Generated rows and their cost.
     *
     * @param rows the rows
     * @param seconds duration as reported by the peer; 0 for this engine
     * @param processor processor time in seconds
     */
    record GeneratedRows(Table rows, double seconds, double processor) {}

    /** Thrown when the peer generated no rows; the message gives the reason. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1;

        FailedException(final String message) {
            super(message);
        }
    }

    GeneratedRows run(final double epsilon, final double delta, final Path bounds, final Path train, final Table real)
            throws IOException, InterruptedException {
        final Path script = Files.createTempFile("nifi-gan-peers", ".py");
        final Path rows = Files.createTempFile("nifi-gan-peers", ".csv");
        final Path answer = Files.createTempFile("nifi-gan-peers", ".txt");
        final Path errors = Files.createTempFile("nifi-gan-peers", ".err");
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
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new FailedException("not finished after %d minutes".formatted(limit.toMinutes()));
            }
            if (process.exitValue() != 0) {
                final List<String> lines = Files.readAllLines(errors);
                throw new FailedException(
                        "failed: " + (lines.isEmpty() ? "code " + process.exitValue() : lines.getLast()));
            }
            return new GeneratedRows(
                    ModelRows.read(rows, real.columns()), figure(answer, "seconds "), figure(answer, "cpu_seconds "));
        } finally {
            for (final Path file : List.of(script, rows, answer, errors)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static double figure(final Path answer, final String name) throws IOException {
        return Files.readAllLines(answer).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow(() -> new FailedException("it did not report its duration"));
    }
}
