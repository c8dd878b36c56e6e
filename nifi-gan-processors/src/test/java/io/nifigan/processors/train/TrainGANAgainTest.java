// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** FlowFiles that stay in the queue and are learnt again when new ones come. */
@Tag("slow")
class TrainGANAgainTest {
    private TestRunner runner;

    @BeforeEach
    void keepsTheLatestHundredRecords() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        Flow.set(
                runner,
                Map.of(
                        "Gather FlowFiles",
                        "Sliding Window",
                        "Minimum Records",
                        "40",
                        "Maximum Wait",
                        "1 hour",
                        "Records To Keep",
                        "100"));
    }

    private List<String> rows() {
        return runner.getFlowFilesForRelationship(TrainGAN.MODEL).stream()
                .map(model -> model.getAttribute("gan.model.rows"))
                .toList();
    }

    private List<String> left() {
        return runner.getFlowFilesForRelationship(TrainGAN.ORIGINAL).stream()
                .map(flowFile -> flowFile.getAttribute("name"))
                .toList();
    }

    private void enqueue(final String name, final int records) {
        runner.enqueue(Customers.csv(records, name.hashCode()), Map.of("name", name));
    }

    @Test
    void theWindowSlides() {
        enqueue("a", 60);
        runner.run();
        assertEquals(List.of("60"), rows());
        assertEquals(List.of(), left());
        assertEquals(1, runner.getQueueSize().getObjectCount());

        runner.clearTransferState();
        runner.run(3);
        assertTrue(runner.isYieldCalled());
        assertEquals(List.of(), rows(), "nothing is new");

        enqueue("b", 60);
        runner.run();
        assertEquals(List.of("120"), rows());
        assertEquals(List.of(), left());

        runner.clearTransferState();
        enqueue("c", 50);
        runner.run();
        assertEquals(List.of("110"), rows(), "b and c");
        assertEquals(List.of("a"), left());
        runner.getFlowFilesForRelationship(TrainGAN.ORIGINAL).getFirst().assertAttributeNotExists("gan.learnt");
        assertEquals(2, runner.getQueueSize().getObjectCount());
        runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst().assertAttributeNotExists("gan.learnt");
    }

    @Test
    void toldHowOftenAndWhatItGave() {
        enqueue("a", 60);
        runner.run();
        enqueue("b", 60);
        runner.run();
        runner.setProperty("Records To Keep", "20");
        enqueue("c", 60);
        runner.run();
        final MockFlowFile oldest =
                runner.getFlowFilesForRelationship(TrainGAN.ORIGINAL).getFirst();
        oldest.assertAttributeEquals("name", "a");
        oldest.assertAttributeEquals(
                "gan.model.id",
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).get(1).getAttribute("gan.model.id"));
        oldest.assertContentEquals(Customers.csv(60, "a".hashCode()));
        assertEquals(List.of("60", "120", "60"), rows());
    }

    @Test
    void whatIsWrongDoesNotTakeAlongWhatWasLearnt() {
        enqueue("a", 60);
        runner.run();
        runner.enqueue(Customers.csv(60, 2).replaceFirst("age", "years"), Map.of("name", "wrong"));
        enqueue("b", 60);
        runner.run(2);
        runner.assertTransferCount(TrainGAN.FAILURE, 1);
        runner.getFlowFilesForRelationship(TrainGAN.FAILURE).getFirst().assertAttributeEquals("name", "wrong");
        assertEquals(List.of("60", "120"), rows());
        assertEquals(2, runner.getQueueSize().getObjectCount());
        // Only the new FlowFiles go to failure.
        runner.setProperty("Target Columns", "nowhere");
        enqueue("c", 60);
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 2);
        assertEquals(
                "c", runner.getFlowFilesForRelationship(TrainGAN.FAILURE).get(1).getAttribute("name"));
        assertEquals(2, runner.getQueueSize().getObjectCount());
        runner.removeProperty("Target Columns");
        enqueue("d", 60);
        runner.run();
        assertEquals(List.of("60", "120", "120"), rows(), "b and d");
        assertEquals(List.of("a"), left());
    }

    @Test
    void aPrivateTrainingLearnsNothingTwice() {
        Flow.set(runner, Map.of("Privacy", "differential", "Public Schema", "{}"));
        final String why =
                assertThrows(AssertionError.class, runner::assertValid).getMessage();
        assertTrue(why.contains("spends its epsilon again"), why);
    }

    /** Each FlowFile that ever came has the same chance, whether it came first or last. */
    @Test
    void aReservoirIsASampleOfAllThatEverCame() {
        final Retention retention = new Retention(GatheringStrategy.RESERVOIR, 100);
        long ids = 0;
        final Map<Integer, Integer> kept = new TreeMap<>();
        final int trials = 400;
        for (int trial = 0; trial < trials; trial++) {
            List<FlowFile> queue = List.of();
            for (int batch = 0; batch < 8; batch++) {
                final List<FlowFile> all = new ArrayList<>(queue);
                for (int i = 0; i < 5; i++) {
                    final MockFlowFile flowFile = new MockFlowFile(ids++);
                    flowFile.putAttributes(Map.of("batch", Integer.toString(batch)));
                    all.add(flowFile);
                }
                final Retention.Choice choice = retention.choose(all, flowFile -> 10);
                assertEquals(Math.min(10, all.size()), choice.learnt().size());
                final Set<FlowFile> different = new HashSet<>(choice.learnt());
                different.addAll(choice.leaving());
                assertEquals(all.size(), different.size());
                queue = choice.learnt();
            }
            queue.forEach(flowFile -> kept.merge(Integer.parseInt(flowFile.getAttribute("batch")), 1, Integer::sum));
        }
        // 10 of 40 stay, so 1.25 of each batch; the standard error of a batch's sum of 400 trials is some 18.
        assertEquals(8, kept.size());
        kept.forEach((batch, count) -> assertEquals(
                1.25 * trials,
                count,
                90,
                "batch " + batch + " of "
                        + kept.entrySet().stream().map(Object::toString).collect(Collectors.joining(", "))));
    }
}
