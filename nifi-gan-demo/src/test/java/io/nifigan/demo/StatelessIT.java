// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test of the NAR in NiFi's stateless engine. */
class StatelessIT {
    private static final Path TARGET = Path.of(System.getProperty("nifi.gan.demo.target"));

    @TempDir
    private Path folder;

    @Test
    void trainsSamplesAndAugmentsInTheStatelessEngine() throws IOException, InterruptedException {
        final Path nars = Files.createDirectories(folder.resolve("nars"));
        link(TARGET.resolve("nifi-extensions"), "nifi-gan-nar-", nars);
        link(TARGET.resolve("nifi-lib"), "nifi-standard-services-api-nar-", nars);
        link(TARGET.resolve("nifi-lib"), "nifi-standard-shared-nar-", nars);
        link(TARGET.resolve("nifi-lib"), "nifi-record-serialization-services-nar-", nars);
        final Path flow = folder.resolve("flow.json");
        Files.writeString(flow, NiFiHome.resource("/stateless-flow.json"));
        final Path input = folder.resolve("input.csv");
        Files.writeString(input, houses());
        final Path real = folder.resolve("real.csv");
        Files.writeString(real, unbalanced());
        final Path augmented = folder.resolve("augmented.csv");
        final Path output = folder.resolve("output.csv");
        final Path log = folder.resolve("console.log");

        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.bytedeco.javacpp.cachedir=" + TARGET.resolve("natives"),
                        "-cp",
                        classPath(),
                        StatelessRunner.class.getName(),
                        folder.toString(),
                        TARGET.resolve("test-lib").toString(),
                        flow.toString(),
                        input.toString(),
                        output.toString(),
                        real.toString(),
                        augmented.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the stateless engine must end");
        assertEquals(0, process.exitValue(), () -> read(log));

        final Set<String> rooms = new HashSet<>();
        int rows = 0;
        try (CSVParser parser = Report.parser(output)) {
            for (final CSVRecord row : parser) {
                rows++;
                rooms.add(row.get("size") + "/" + row.get("rooms"));
            }
        }
        assertEquals(500, rows);
        // One column determines the other, so no other pair may occur; the flow's condition excludes the middle.
        assertEquals(Set.of("small/1", "large/6"), rooms);

        final Map<String, Integer> classes = new TreeMap<>();
        final Set<String> prices = new HashSet<>();
        final Map<String, Integer> kept = new TreeMap<>();
        int within = 0;
        try (CSVParser parser = Report.parser(augmented)) {
            for (final CSVRecord row : parser) {
                classes.merge(row.get("size") + "/" + row.get("rooms"), 1, Integer::sum);
                prices.add(row.get("price"));
                kept.merge(row.get("size") + "/" + row.get("built"), 1, Integer::sum);
                final double price = Double.parseDouble(row.get("price"));
                within += price >= 100_000 && price < 150_000 ? 1 : 0;
            }
        }
        // 60 small, 30 middle and 10 large houses; every third has no price.
        // Balancing gives 180 houses, each with two variations that keep size and day; the size determines the rooms.
        assertEquals(Map.of("small/1", 180, "middle/3", 180, "large/6", 180), classes);
        assertTrue(kept.values().stream().allMatch(count -> count % 3 == 0), kept::toString);
        assertTrue(prices.size() > 300, prices.size() + " prices");
        assertEquals(540, within);
    }

    private static String unbalanced() {
        final StringBuilder csv = new StringBuilder("size,rooms,price,built\n");
        for (int i = 0; i < 100; i++) {
            csv.append(i < 60 ? "small,1," : i < 90 ? "middle,3," : "large,6,")
                    .append(i % 3 == 0 ? "" : 120_000 + 100 * i)
                    .append(",1980-05-01\n");
        }
        return csv.toString();
    }

    /** Houses whose size determines the rooms; nothing else does, not even the month in which they were built. */
    private static String houses() {
        final StringBuilder csv = new StringBuilder("size,rooms,price,built\n");
        final List<String> sizes = List.of("small,1", "middle,3", "large,6");
        for (int i = 0; i < 600; i++) {
            csv.append("%s,%d,%d-%02d-01%n"
                    .formatted(sizes.get(i / 60 % 3), 100_000 + i * 7_919 % 50_000, 1950 + i % 60, 1 + i % 12));
        }
        return csv.toString().replace("\r", "");
    }

    /** The class path of NiFi's interfaces, as in NiFi's lib folder, and of the runner. */
    private static String classPath() throws IOException {
        final List<String> entries =
                new ArrayList<>(List.of(TARGET.resolve("test-classes").toString()));
        try (Stream<Path> jars = Files.list(TARGET.resolve("nifi-lib"))) {
            jars.map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted()
                    .forEach(entries::add);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void link(final Path from, final String prefix, final Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (final Path file : files.filter(
                            path -> path.getFileName().toString().startsWith(prefix))
                    .toList()) {
                Files.createSymbolicLink(to.resolve(file.getFileName()), file.toAbsolutePath());
            }
        }
    }

    private static String read(final Path log) {
        try {
            return Files.readString(log);
        } catch (final IOException e) {
            return e.getMessage();
        }
    }
}
