// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nifigan.network.BlasKernel.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlasKernelTest {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";

    private static BlasKernel kernel(final String name, final Vectors processor, final String requested) {
        return BlasKernel.of(name, Optional.ofNullable(processor), Optional.ofNullable(requested));
    }

    @Test
    void warnsOfKernelsWithoutTheInstructionsOfTheProcessor() {
        final BlasKernel unknownProcessor = kernel("Prescott", Vectors.AVX512, null);
        assertTrue(unknownProcessor.isTooOld());
        assertTrue(
                unknownProcessor.describe().contains("Set the environment variable OPENBLAS_CORETYPE=SkylakeX"),
                unknownProcessor::describe);
        assertTrue(kernel("Prescott", Vectors.AVX2, null).describe().contains("OPENBLAS_CORETYPE=Haswell"));
        final BlasKernel forced = kernel("Sandybridge", Vectors.AVX2, "Sandybridge");
        assertTrue(forced.isTooOld());
        assertTrue(
                forced.describe().contains("Remove the environment variable OPENBLAS_CORETYPE before"),
                forced::describe);
    }

    @Test
    void doesNotWarnIfNoFasterKernelIsKnown() {
        assertFalse(
                kernel("Haswell", Vectors.AVX512, null).isTooOld(),
                "OpenBLAS prefers AVX2 on some processors with AVX-512");
        assertFalse(kernel("Zen", Vectors.AVX2, null).isTooOld());
        assertFalse(kernel("Nehalem", Vectors.SSE, null).isTooOld());
        assertFalse(kernel("Sandybridge", Vectors.AVX, null).isTooOld());
        assertFalse(kernel("armv8", null, null).isTooOld(), "not x86");
        assertFalse(kernel("a later one", Vectors.AVX512, null).isTooOld(), "a kernel that is not known here");
        assertTrue(kernel("armv8", null, null).describe().endsWith("instructions are not known"));
    }

    /** A process with one of OpenBLAS's kernels. */
    private record Run(String kernel, boolean tooOld, double error, double[] parameters) {
        static Run of(final String requested, final Path folder) throws IOException, InterruptedException {
            final Path output = folder.resolve(requested + ".txt");
            final ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KernelRun.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().remove(VARIABLE);
            if (!requested.isEmpty()) {
                builder.environment().put(VARIABLE, requested);
            }
            final Process process = builder.start();
            try {
                assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process does not end");
            } finally {
                process.destroyForcibly();
            }
            final List<String> lines = Files.readAllLines(output);
            assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
            return new Run(
                    value(lines, KernelRun.KERNEL),
                    Boolean.parseBoolean(value(lines, KernelRun.TOO_OLD)),
                    Double.parseDouble(value(lines, KernelRun.ERROR)),
                    Arrays.stream(value(lines, KernelRun.PARAMETERS).trim().split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }

        private static String value(final List<String> lines, final String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElseThrow()
                    .substring(name.length());
        }

        double distance(final Run other) {
            double sum = 0;
            for (int i = 0; i < parameters.length; i++) {
                sum += Math.abs(parameters[i] - other.parameters[i]);
            }
            return sum / parameters.length;
        }
    }

    @Test
    void allKernelsGiveTheSameProductsAndSteps(@TempDir final Path folder) throws Exception {
        final Optional<Vectors> processor = BlasKernel.current().processor();
        assumeTrue(processor.isPresent(), "other processors than x86 have other kernels");
        final Run chosen = Run.of("", folder);
        assertFalse(chosen.tooOld(), "OpenBLAS chose " + chosen.kernel());
        assertTrue(chosen.error() < 1e-5, "error %s of %s".formatted(chosen.error(), chosen.kernel()));
        for (final String name : List.of("Prescott", "Nehalem", "Sandybridge", "Haswell", "SkylakeX")) {
            final Vectors uses = Vectors.of(name).orElseThrow();
            if (uses.compareTo(processor.get()) <= 0) {
                final Run run = Run.of(name, folder);
                assertEquals(name, run.kernel());
                assertEquals(
                        uses.compareTo(Vectors.AVX2) < 0 && processor.get().compareTo(Vectors.AVX2) >= 0,
                        run.tooOld(),
                        name);
                assertTrue(run.error() < 1e-5, "error %s of %s".formatted(run.error(), name));
                // Adam takes whole steps by the sign of a gradient, so one around 0 may go the other way.
                assertTrue(run.distance(chosen) < 1e-5, "distance %s of %s".formatted(run.distance(chosen), name));
            }
        }
    }
}
