// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreNetworksTest {
    @TempDir
    private Path folder;

    /** The class path of this test without what this module builds. */
    private static String dl4jOnly(final Path program) {
        final String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        final List<String> parts = new ArrayList<>();
        parts.add(program.toString());
        for (final String part : all.split(File.pathSeparator)) {
            if (part.endsWith(".jar") && !part.contains("nifi-gan")) {
                parts.add(part);
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    private static float[] ours(final NetworkShape shape, final NativeFloats parameters) {
        try (ResidualMlp mlp = new ResidualMlp(shape, 1, parameters)) {
            System.arraycopy(RestoreNetworks.row(shape.inputs()), 0, mlp.input(), 0, shape.inputs());
            mlp.forward(1);
            return Arrays.copyOf(mlp.output(), shape.outputs());
        }
    }

    private static void check(final String line, final String name, final NetworkShape shape, final float[] expected) {
        final String[] words = line.split(" ");
        assertEquals(name, words[0]);
        assertEquals(shape.parameters(), Integer.parseInt(words[1]));
        assertEquals(expected.length, words.length - 2);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], Float.parseFloat(words[i + 2]), 1e-5, name + " " + i);
        }
    }

    @Test
    void aProgramWithoutOurClassesRestoresBothNetworks() throws Exception {
        final GANModel model = TrainedModels.model();
        final Path file = folder.resolve("model.zip");
        Files.write(file, TrainedModels.bytes(model));
        final String resource = RestoreNetworks.class.getName().replace('.', '/') + ".class";
        final Path program = folder.resolve("program");
        Files.createDirectories(program.resolve(resource).getParent());
        try (InputStream in = RestoreNetworks.class.getClassLoader().getResourceAsStream(resource)) {
            Files.copy(in, program.resolve(resource));
        }
        final Path output = folder.resolve("output.txt");
        final Path errors = folder.resolve("errors.txt");
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        dl4jOnly(program),
                        RestoreNetworks.class.getName(),
                        file.toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the program does not end");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> read(errors));
        final List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> line.contains(".zip "))
                .toList();
        assertEquals(2, lines.size());
        check(
                lines.get(0),
                "generator.zip",
                model.generatorShape(),
                ours(model.generatorShape(), model.generatorParameters()));
        final float score = ours(model.discriminatorShape(), model.discriminatorParameters())[0];
        check(lines.get(1), "discriminator.zip", model.discriminatorShape(), new float[] {
            (float) (1 / (1 + Math.exp(-score)))
        });
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final java.io.IOException e) {
            return e.toString();
        }
    }
}
