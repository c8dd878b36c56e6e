// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.sample.SampleGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.NodeTypeProvider;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.MockProcessContext;
import org.apache.nifi.util.MockProcessorInitializationContext;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class NodeSeedsTest {
    private static final PropertyDescriptor SCOPE =
            NodeSeeds.scope(new PropertyDescriptor.Builder().name("Random Seed").build());

    @TempDir
    private Path folder;

    /** A node of a cluster; its address is null until the node knows it. */
    private record Node(String address, boolean isConfiguredForClustering) implements NodeTypeProvider {
        @Override
        public boolean isClustered() {
            return address != null;
        }

        @Override
        public boolean isPrimary() {
            return false;
        }

        @Override
        public Optional<String> getCurrentNode() {
            return Optional.ofNullable(address);
        }
    }

    private static long seed(final String address, final long seed) {
        return new NodeSeeds(SCOPE).of(seed, new Node(address, true)).orElseThrow();
    }

    @Test
    void nodesDrawWithDifferentSeedsAlsoFromNeighbouringOnes() {
        final Set<Long> seeds = Stream.of("10.0.0.1", "10.0.0.2", "10.0.0.3")
                .flatMap(node -> LongStream.range(-50, 50).mapToObj(seed -> seed(node, seed)))
                .collect(Collectors.toSet());
        assertEquals(300, seeds.size());
        // The seed in the attribute must be a valid value of the property.
        assertTrue(seeds.stream().allMatch(seed -> seed >= 0));
    }

    @Test
    void aNodeDrawsWithTheSameSeedAfterARestart() {
        assertEquals(seed("nifi-2.example.com", 42), seed("nifi-2.example.com", 42));
    }

    @Test
    void aNodeThatHasLostItsClusterKeepsItsSeed() {
        final NodeSeeds seeds = new NodeSeeds(SCOPE);
        final OptionalLong connected = seeds.of(42, new Node("10.0.0.2", true));
        assertEquals(connected, seeds.of(42, new Node(null, true)));
    }

    @Test
    void outsideAClusterTheSeedIsTakenAsItIs() {
        assertEquals(OptionalLong.of(42), new NodeSeeds(SCOPE).of(42, new Node(null, false)));
    }

    /** A SampleGenerator or, if asked for, an AugmentRecords that adds to the rare classes. */
    private TestRunner runner(final String type, final Node node, final String scope) throws IOException {
        final boolean samples = "SampleGenerator".equals(type);
        final Processor processor = samples ? new SampleGenerator() : new AugmentRecords();
        final TestRunner runner = Flow.runner(processor);
        // NiFi's information on the node; the runner's own has no addresses.
        processor.initialize(
                new MockProcessorInitializationContext(
                        processor, (MockProcessContext) runner.getProcessContext(), runner.getLogger()) {
                    @Override
                    public NodeTypeProvider getNodeTypeProvider() {
                        return node;
                    }
                });
        Flow.jsonWriter(runner);
        Flow.set(
                runner,
                samples
                        ? Map.of("Number of Records", "40")
                        : Map.of("Class Column", "city", "Class Shares", "Cork=60%", "Include Originals", "false"));
        if (!samples) {
            Flow.csvReader(runner);
        }
        runner.setProperty("Model Source", "File");
        runner.setProperty(
                "Model Location",
                Files.write(folder.resolve("model.zip"), Customers.model()).toString());
        Flow.set(runner, Map.of("Random Seed", "42", "Seed In Cluster", scope));
        runner.enqueue(Customers.csv(60));
        return runner;
    }

    private List<JsonNode> made(final String type, final String address, final String scope) throws IOException {
        final TestRunner runner = runner(type, new Node(address, address != null), scope);
        runner.run();
        runner.assertTransferCount("success", 1);
        final MockFlowFile made = runner.getFlowFilesForRelationship("success").getFirst();
        final boolean own = "Different On Each Node".equals(scope) && address != null;
        made.assertAttributeEquals("gan.seed", Long.toString(own ? seed(address, 42) : 42));
        final List<JsonNode> records = Flow.records(made);
        assertTrue(records.size() > 20, () -> records.size() + " records");
        return records;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SampleGenerator", "AugmentRecords"})
    void noTwoNodesMakeTheSameRecordsWhereEachHasASeedOfItsOwn(final String type) throws IOException {
        final Set<JsonNode> seen = new HashSet<>();
        int records = 0;
        for (final String address : List.of("10.0.0.1", "10.0.0.2", "10.0.0.3")) {
            final List<JsonNode> made = made(type, address, "Different On Each Node");
            assertEquals(made, made(type, address, "Different On Each Node"));
            seen.addAll(made);
            records += made.size();
        }
        assertEquals(records, seen.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SampleGenerator", "AugmentRecords"})
    void allNodesMakeTheSameRecordsAsANiFiAloneUnlessEachHasASeedOfItsOwn(final String type) throws IOException {
        final List<JsonNode> alone = made(type, null, "Different On Each Node");
        assertEquals(alone, made(type, "10.0.0.1", "Same On All Nodes"));
        assertEquals(alone, made(type, "10.0.0.2", "Same On All Nodes"));
        assertNotEquals(alone, made(type, "10.0.0.2", "Different On Each Node"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SampleGenerator", "AugmentRecords"})
    void aNodeThatDoesNotKnowItsAddressYetMakesNothing(final String type) throws IOException {
        final TestRunner runner = runner(type, new Node(null, true), "Different On Each Node");
        runner.run();
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount("success", 0);
        assertTrue(runner.isYieldCalled());
        assertTrue(
                Flow.logged(runner).stream().anyMatch(line -> line.contains("does not know its address")),
                Flow.logged(runner)::toString);
    }
}
