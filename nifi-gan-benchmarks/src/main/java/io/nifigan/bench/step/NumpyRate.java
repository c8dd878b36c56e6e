// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The speed of numpy for the matrix products of a step, on one thread with the kernel of its own OpenBLAS.
 *
 * @param gflops billions of operations per second of processor time, the best of six seconds
 * @param kernel the kernel's name; "unknown" if numpy uses another library
 */
record NumpyRate(double gflops, String kernel) {
    private static final String CORE = "Core: ";

    static NumpyRate of(final Path python, final List<StepProducts.Product> products)
            throws IOException, InterruptedException {
        final Path script = Files.createTempFile("nifi-gan-numpy", ".py");
        final Path shapes = Files.createTempFile("nifi-gan-numpy", ".txt");
        final Path answer = Files.createTempFile("nifi-gan-numpy", ".out");
        final Path errors = Files.createTempFile("nifi-gan-numpy", ".err");
        try {
            try (InputStream resource = NumpyRate.class.getResourceAsStream("/product_rate.py")) {
                Files.write(script, resource.readAllBytes());
            }
            Files.write(
                    shapes, products.stream().map(StepProducts.Product::text).toList());
            final ProcessBuilder builder = new ProcessBuilder(python.toString(), script.toString())
                    .redirectInput(shapes.toFile())
                    .redirectOutput(answer.toFile())
                    .redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
            builder.environment().put("OPENBLAS_NUM_THREADS", "1");
            // Makes OpenBLAS print the name of its kernel on standard error.
            builder.environment().put("OPENBLAS_VERBOSE", "2");
            final int status = builder.start().waitFor();
            if (status != 0) {
                throw new IOException("%s ended with status %d. It needs numpy. Its output was: %s"
                        .formatted(python, status, Files.readString(errors)));
            }
            final String kernel = Files.readAllLines(errors).stream()
                    .filter(line -> line.startsWith(CORE))
                    .map(line -> line.substring(CORE.length()))
                    .findFirst()
                    .orElse("unknown");
            return new NumpyRate(
                    Double.parseDouble(Files.readString(answer).strip().substring("gflops ".length())), kernel);
        } finally {
            for (final Path file : List.of(script, shapes, answer, errors)) {
                Files.delete(file);
            }
        }
    }
}
