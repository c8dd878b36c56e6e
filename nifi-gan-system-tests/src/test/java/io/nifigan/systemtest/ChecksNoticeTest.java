// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the system tests notice losses, duplicates and damage. */
class ChecksNoticeTest {
    private static final String ID = "0123456789abcdef";

    @TempDir
    private Path folder;

    private void made(final String node, final long seed, final int copy, final String records) throws IOException {
        final Path file = Files.createDirectories(folder.resolve(node))
                .resolve("%s-%d-00000000-0000-0000-0000-%012d.csv".formatted(ID, seed, copy));
        Files.writeString(file, "a,b\n" + records);
    }

    private List<Path> nodes() {
        return List.of(folder.resolve("one"), folder.resolve("two"));
    }

    @Test
    void aLostAndADoubledFlowFileAreNoticed() throws IOException {
        made("one", 42, 1, "1,2\n");
        made("two", 43, 2, "3,4\n");
        assertTrue(SyntheticFiles.in(nodes()).oneOfEach(42, 2));
        assertFalse(SyntheticFiles.in(nodes()).oneOfEach(42, 3), "lost");
        assertFalse(SyntheticFiles.in(nodes()).oneOfEach(42, 1), "one too many");
        made("one", 43, 3, "3,4\n");
        assertFalse(SyntheticFiles.in(nodes()).oneOfEach(42, 2), "doubled");
    }

    @Test
    void aRecordOfTwoNodesIsNoticed() throws IOException {
        made("one", 42, 1, "1,2\n3,4\n");
        made("two", 43, 2, "5,6\n3,4\n");
        assertEquals(
                new SyntheticFiles.Repeats(4, 1), SyntheticFiles.in(nodes()).repeats());
    }

    @Test
    void otherRecordsOfTheSameSeedAreNoticed() throws IOException {
        final Drain drain = new Drain(nodes(), List.of());
        made("one", 42, 1, "1,2\n");
        drain.run();
        made("two", 42, 2, "1,2\n");
        drain.run();
        assertEquals(0, drain.different());
        made("one", 42, 3, "1,3\n");
        drain.run();
        assertEquals(1, drain.different());
        assertEquals(3, drain.records());
        assertEquals(0, SyntheticFiles.in(nodes()).count());
    }

    @Test
    void aDamagedModelIsNoticed() throws Exception {
        final Path version = Files.createDirectories(folder.resolve("customers/v7"));
        final Path file = version.resolve("model.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
        }
        final String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        Files.writeString(
                version.resolve("model.json"), "{\"modelId\": \"%s\", \"checksum\": \"%s\"}".formatted(ID, checksum));
        final ModelDirectory store = new ModelDirectory(folder);
        assertEquals(Set.of(7L), store.versions("customers"));
        assertEquals(ID, store.id("customers", 7));
        assertEquals(List.of(), store.faults("customers"));
        final byte[] bytes = Files.readAllBytes(file);
        bytes[12] ^= 1;
        Files.write(file, bytes);
        assertEquals(List.of("version 7 is not the file that was published"), store.faults("customers"));
        Files.createDirectories(folder.resolve("customers/.unfinished-1"));
        assertEquals(1, ModelDirectory.unfinished(folder).size());
        assertEquals(Set.of(7L), store.versions("customers"));
    }

    @Test
    void growthIsNoticed() {
        final List<Vitals> resting = List.of(heap(200), heap(300), heap(216));
        assertEquals("4 passed, 0 failed", flatness(List.of(threads(90), threads(50), threads(58)), resting));
        assertEquals(
                "3 passed, 1 failed",
                flatness(List.of(threads(90), threads(50), threads(58)), List.of(heap(200), heap(200), heap(217))));
        assertEquals("3 passed, 1 failed", flatness(List.of(threads(40), threads(50), threads(59)), resting));
        assertEquals("1 passed, 3 failed", flatness(List.of(threads(50), threads(50)), resting), "too few samples");
    }

    private static Vitals heap(final double mebibytes) {
        return new Vitals(mebibytes, 1, 1, 1);
    }

    private static Vitals threads(final double count) {
        return new Vitals(1, 1, count, 1);
    }

    private static String flatness(final List<Vitals> loaded, final List<Vitals> resting) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Verdicts verdicts = new Verdicts(new PrintStream(out, true, StandardCharsets.UTF_8));
        SoakCheck.verifyFlatness(verdicts, loaded, resting);
        verdicts.end();
        return out.toString(StandardCharsets.UTF_8)
                .strip()
                .lines()
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void theLastLineCountsAndOneFailureFails() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Verdicts verdicts = new Verdicts(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertEquals(1, verdicts.end(), "nothing was checked");
        verdicts.check("a", true, "");
        assertEquals(0, verdicts.end());
        verdicts.check("b", false, "");
        assertEquals(1, verdicts.end());
        assertTrue(out.toString(StandardCharsets.UTF_8).strip().endsWith("1 passed, 1 failed"));
    }

    @Test
    void portsAreFreeDifferentAndNoneThatOutgoingConnectionsGet() throws IOException {
        final Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            final int port = NiFiProcess.freePort("127.0.0.1");
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertTrue(socket.getLocalPort() < 32_768 && ports.add(port), "port " + port);
            }
        }
    }

    @Test
    void theFlowsTakeTheParametersThatTheChecksGive() throws IOException {
        assertEquals(
                "Synthetic records in a cluster",
                FlowDefinition.title(FlowDefinition.read(
                        FlowDefinition.CLUSTER, Map.of("Store Directory", "/models", "Random Seed", "42"))));
        assertEquals(
                "Learn what is spread over nodes",
                FlowDefinition.title(FlowDefinition.read(
                        FlowDefinition.SPREAD, Map.of("Records On A Node", "1", "Model Name", "m"))));
        assertEquals(
                "Cache of models",
                FlowDefinition.title(FlowDefinition.read(FlowDefinition.CACHE, Map.of("Cache Port", "4557"))));
    }
}
