// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.nifi.controller.NodeTypeProvider;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;

class NodeSeedsTest {
    /** A node that knows its address, where it is not null. */
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
        return new NodeSeeds().of(seed, new Node(address, true)).orElseThrow();
    }

    @Test
    void nodesDrawWithDifferentSeedsAlsoFromNeighbouringOnes() {
        final Set<Long> seeds = Stream.of("10.0.0.1", "10.0.0.2", "10.0.0.3").flatMap(node -> LongStream.range(-50, 50).mapToObj(seed -> seed(node, seed)))
                .collect(Collectors.toSet());
        assertEquals(300, seeds.size());
        // A seed that an attribute tells must be one that can be set again.
        assertTrue(seeds.stream().allMatch(seed -> seed >= 0));
    }

    @Test
    void aNodeDrawsWithTheSameSeedAfterARestart() {
        assertEquals(seed("nifi-2.example.com", 42), seed("nifi-2.example.com", 42));
    }

    @Test
    void aNodeThatHasLostItsClusterKeepsItsSeed() {
        final NodeSeeds seeds = new NodeSeeds();
        final OptionalLong connected = seeds.of(42, new Node("10.0.0.2", true));
        assertEquals(connected, seeds.of(42, new Node(null, true)));
    }

    @Test
    void outsideAClusterTheSeedIsTakenAsItIs() {
        assertEquals(OptionalLong.of(42), new NodeSeeds().of(42, new Node(null, false)));
    }

    @Test
    void aNodeThatDoesNotKnowItsAddressYetMakesNothing() throws IOException {
        final TestRunner runner = Flow.runner(new SampleGenerator());
        Flow.jsonWriter(runner);
        runner.setProperty("Random Seed", "42");
        runner.setProperty("Seed In Cluster", "Different On Each Node");
        runner.setProperty("Number of Records", "5");
        runner.setIsConfiguredForClustering(true);
        runner.enqueue(Customers.model());
        runner.run();
        runner.assertQueueNotEmpty();
        assertTrue(runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS).isEmpty());
        assertTrue(runner.getLogger().getWarnMessages().stream().anyMatch(line -> line.getMsg().contains("does not know its address")));
    }
}
