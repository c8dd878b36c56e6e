// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Progress during a training, and trainings that are interrupted and resume. */
@Tag("slow")
class TrainGANLifeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void quickTrainingOnCsv() {
        runner = newRunner();
    }

    private static TestRunner newRunner() {
        final TestRunner fresh = Flow.runner(new TrainGAN());
        Flow.csvReader(fresh);
        Flow.set(fresh, Customers.QUICK);
        return fresh;
    }

    private static void await(final BooleanSupplier seen) throws InterruptedException {
        final Instant patience = Instant.now().plus(Duration.ofSeconds(60));
        while (!seen.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(patience), "nothing came of it");
            Thread.sleep(20);
        }
    }

    private static void stopWhen(final TestRunner stopped, final BooleanSupplier seen) throws Exception {
        final CompletableFuture<Void> run = CompletableFuture.runAsync(() -> stopped.run(1, false));
        await(seen);
        stopped.unSchedule();
        run.get(60, TimeUnit.SECONDS);
    }

    private List<MockFlowFile> progress() {
        return runner.getFlowFilesForRelationship("progress");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Test
    void progressIsThereWhileTheInputIsStillTrainedOn() throws Exception {
        Flow.set(runner, Map.of("Time Budget", "1 hour", "Maximum Steps", "10000000", "Progress Period", "1 sec"));
        runner.enqueue(Customers.csv(10_000), Map.of("filename", "customers.csv"));
        stopWhen(runner, () -> progress().size() >= 3);
        runner.assertTransferCount(TrainGAN.MODEL, 0);
        assertEquals(1, runner.getQueueSize().getObjectCount());
        int step = 0;
        for (final MockFlowFile flowFile : progress()) {
            final JsonNode record = JSON.readTree(flowFile.toByteArray());
            assertTrue(record.get("step").asInt() > step, record::toString);
            step = record.get("step").asInt();
            flowFile.assertAttributeEquals("gan.progress.step", Integer.toString(step));
            flowFile.assertAttributeEquals(
                    "gan.training.id", record.get("training").asText());
            flowFile.assertAttributeEquals("mime.type", "application/json");
            assertEquals("customers.csv", record.get("filename").asText());
            assertTrue(record.get("seconds_left").asDouble() > 0, record::toString);
            assertTrue(record.get("discriminator_loss").asDouble() > 0, record::toString);
            assertTrue(
                    record.get("shape_error").asDouble() > 0
                            && record.get("shape_error").asDouble() < 100,
                    record::toString);
        }
        assertEquals(Long.valueOf(step), runner.getCounterValue("Training Steps"));
    }

    @Test
    void theLastRecordHasTheModelsFigures() throws Exception {
        runner.setProperty("Progress Period", "1 hour");
        runner.enqueue(Customers.csv(300));
        runner.run();
        final MockFlowFile model =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        model.assertAttributeEquals("gan.training.ended", "maximum steps");
        model.assertAttributeNotExists("gan.training.notes");
        final JsonNode last = JSON.readTree(progress().getLast().toByteArray());
        assertEquals(12, last.get("step").asInt());
        assertEquals(0, last.get("seconds_left").asDouble());
        assertEquals(
                Double.parseDouble(model.getAttribute("gan.fidelity.shape.error")),
                last.get("shape_error").asDouble(),
                .001);
        assertEquals(
                Double.parseDouble(model.getAttribute("gan.fidelity.trend.error")),
                last.get("trend_error").asDouble(),
                .001);
        assertTrue(progress().size() >= 5, "each tenth, as far as there are steps");
    }

    @Test
    void withoutAPeriodThereIsNoSuchRelationship() {
        assertFalse(runner.getProcessor().getRelationships().contains(ProgressRecords.RELATIONSHIP));
        runner.setProperty("Progress Period", "10 sec");
        assertTrue(runner.getProcessor().getRelationships().contains(ProgressRecords.RELATIONSHIP));
        runner.removeProperty(ProgressRecords.PERIOD);
        assertEquals(
                List.of("failure", "model", "original", "report"),
                runner.getProcessor().getRelationships().stream()
                        .map(Relationship::getName)
                        .sorted()
                        .toList());
        runner.enqueue(Customers.csv(300));
        runner.run();
        runner.assertTransferCount(TrainGAN.MODEL, 1);
    }

    @Test
    void goesOnAfterAStopAndGivesTheModelOfATrainingWithoutOne() throws Exception {
        final Map<String, String> longer = Map.of("Maximum Steps", "1500", "Batch Size", "64", "Layer Width", "32");
        Flow.set(runner, longer);
        final String csv = Customers.csv(2_000);
        runner.enqueue(csv);
        runner.run();
        final String id =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst().getAttribute("gan.model.id");

        final TestRunner stopped = newRunner();
        Flow.set(stopped, longer);
        stopped.setProperty("Checkpoint Directory", folder.toString());
        stopped.enqueue(csv);
        stopWhen(stopped, () -> stopped.getCounterValue("Training Steps") != null);
        stopped.assertTransferCount(TrainGAN.MODEL, 0);
        assertEquals(1, files().size());
        assertEquals(1, stopped.getQueueSize().getObjectCount());
        // Another processor, as after a restart of NiFi.
        final TestRunner resumed = newRunner();
        Flow.set(resumed, longer);
        resumed.setProperty("Checkpoint Directory", folder.toString());
        resumed.enqueue(csv);
        resumed.run();
        resumed.assertTransferCount(TrainGAN.MODEL, 1);
        resumed.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst().assertAttributeEquals("gan.model.id", id);
        assertEquals(List.of(), files(), "no checkpoint is left");
    }

    @Test
    void aCheckpointOfATrainingThatFailsGoesToo() throws Exception {
        Flow.set(
                runner,
                Map.of(
                        "Checkpoint Directory",
                        folder.toString(),
                        "Depth",
                        "12",
                        "Learning Rate",
                        "1",
                        "Gradient Penalty",
                        "0",
                        "Maximum Steps",
                        "200"));
        runner.enqueue(Customers.csv(300));
        runner.run();
        final MockFlowFile refused =
                runner.getFlowFilesForRelationship(TrainGAN.FAILURE).getFirst();
        assertTrue(
                refused.getAttribute("gan.error").contains("Lower the learning rate"),
                refused.getAttribute("gan.error"));
        assertEquals(
                3,
                runner.getLogger().getWarnMessages().stream()
                        .filter(warning -> !warning.getMsg().contains("loses zeros")
                                && !warning.getMsg().contains("records are few"))
                        .count());
        assertEquals(List.of(), files());
    }
}
