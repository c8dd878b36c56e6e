// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that count up: where they begin, and that they go on from FlowFile to FlowFile. */
class ContinuedKeysTest {
    /** The largest key of the training records. */
    private static final int LAST = 1_399;

    private TestRunner runner;

    @BeforeEach
    void tenRecords() {
        runner = Flow.runner(new SampleGenerator());
        Flow.jsonWriter(runner);
        runner.setProperty("Number of Records", "10");
    }

    private List<List<JsonNode>> batches(final int count) {
        runner.clearTransferState();
        IntStream.range(0, count).forEach(i -> runner.enqueue(Customers.model()));
        runner.run();
        runner.assertTransferCount(SampleGenerator.FAILURE, 0);
        return runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS).stream()
                .map(Flow::records)
                .toList();
    }

    private static List<Integer> keys(final Stream<List<JsonNode>> batches) {
        return batches.flatMap(List::stream)
                .map(record -> record.get("id").asInt())
                .toList();
    }

    private static List<Integer> from(final int first, final int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }

    @Test
    void beginAfterTheRealOnesInEachBatchUnlessTheyGoOn() {
        assertEquals(
                from(LAST + 1, 10),
                keys(Stream.of(batches(2).getLast())),
                "the second batch has the keys of the first");
        runner.setProperty("Continue Keys", "true");
        assertEquals(from(LAST + 1, 30), keys(batches(3).stream()));
        assertEquals(from(LAST + 31, 10), keys(batches(1).stream()), "in a later run too");
    }

    @Test
    void beginAtANumber() {
        runner.setProperty("Start Keys At", "5000");
        assertEquals(from(5_000, 10), keys(batches(1).stream()));
        runner.setProperty("Start Keys At", "20");
        assertEquals(from(LAST + 1, 10), keys(batches(1).stream()), "real keys are not used again");
        runner.setProperty("Start Keys At", "7000");
        runner.setProperty("Continue Keys", "true");
        assertEquals(from(7_000, 20), keys(batches(2).stream()));
    }

    @Test
    void goOnFromWhatAnyNodeGaveAway() throws IOException {
        runner.setProperty("Continue Keys", "true");
        runner.getStateManager().setState(Map.of("next.key.id", "9000", "other", "stays"), Scope.CLUSTER);
        assertEquals(from(9_000, 10), keys(batches(1).stream()));
        runner.getStateManager().assertStateEquals("next.key.id", "9010", Scope.CLUSTER);
        runner.getStateManager().assertStateEquals("other", "stays", Scope.CLUSTER);
    }

    @Test
    void areTheOnlyDifferenceBetweenBatchesOfOneSeed() {
        Flow.set(runner, Map.of("Continue Keys", "true", "Random Seed", "3"));
        final List<List<JsonNode>> made = batches(2);
        final List<List<List<JsonNode>>> values = new ArrayList<>();
        for (final List<JsonNode> batch : made) {
            values.add(batch.stream()
                    .map(record -> Stream.of("name", "age", "income", "city")
                            .map(record::get)
                            .toList())
                    .toList());
        }
        assertEquals(values.getFirst(), values.getLast());
        assertNotEquals(made.getFirst(), made.getLast());
    }

    @Test
    void areSaidInVerificationOnlyByTheirProperty() {
        runner.setProperty("Start Keys At", "-1");
        runner.assertNotValid();
        runner.setProperty("Start Keys At", "${first}");
        runner.assertValid();
    }
}
