// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.sample.SampleGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;

class WhatCannotBeLearntTest {
    private static final List<String> TAGS =
            List.of("[]", "[\"new\"]", "[\"new\",\"sale\"]", "[\"sale\"]", "[\"new\",\"sale\",\"top\"]");

    private static String json(final int records) {
        return IntStream.range(0, records)
                .mapToObj(r -> "{\"n\":%d,\"tags\":%s,\"readings\":%s}"
                        .formatted(
                                r % 37,
                                TAGS.get(r % TAGS.size()),
                                IntStream.rangeClosed(0, r % 4).boxed().toList()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static TestRunner trainer() {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.set(runner, Customers.QUICK);
        Flow.jsonReader(runner);
        return runner;
    }

    private static String refusal(final TestRunner runner) {
        runner.enqueue(json(200));
        runner.run();
        runner.assertAllFlowFilesTransferred("failure", 1);
        return runner.getFlowFilesForRelationship("failure").getFirst().getAttribute("gan.error");
    }

    @Test
    void arraysOfDifferentLengthsAreLeftOutWithAWordAndSetsAreLearnt() throws IOException {
        final TestRunner trainer = trainer();
        trainer.enqueue(json(200));
        trainer.run();
        trainer.assertTransferCount("failure", 0);
        final MockFlowFile model = trainer.getFlowFilesForRelationship("model").getFirst();
        final String notes = model.getAttribute("gan.training.notes");
        assertTrue(notes.contains("'readings' is an array of 1 to 4 elements"), notes);
        assertTrue(trainer.getLogger().getWarnMessages().stream()
                .anyMatch(message -> message.toString().contains("'readings'")
                        || message.getMsg().contains("'readings'")));
        assertTrue(GANModel.read(new ByteArrayInputStream(model.toByteArray())).provenance().leftOut().stream()
                .anyMatch(note -> note.contains("'readings'")));

        final TestRunner generator = Flow.runner(new SampleGenerator());
        Flow.set(generator, Map.of("Number of Records", "300", "Random Seed", "3"));
        Flow.jsonWriter(generator);
        generator.enqueue(model.toByteArray());
        generator.run();
        generator.assertTransferCount("failure", 0);
        final Set<String> texts = TAGS.stream().collect(Collectors.toSet());
        final List<JsonNode> records =
                Flow.records(generator.getFlowFilesForRelationship("success").getFirst());
        assertEquals(300, records.size());
        for (final JsonNode record : records) {
            assertFalse(record.has("readings"), record.toString());
            assertTrue(record.get("tags").isArray(), record.toString());
        }
        // Nearly all rows keep what holds between the texts of a set, since combinations that never occur are excluded.
        final long known = records.stream()
                .filter(record -> texts.contains(record.get("tags").toString()))
                .count();
        assertTrue(known > 200, known + " of 300");
    }

    @Test
    void theFlowFileFailsIfThatIsWanted() {
        final TestRunner runner = trainer();
        runner.setProperty("What Cannot Be Learnt", "Fail");
        final String error = refusal(runner);
        assertTrue(error.contains("'readings'"), error);
    }

    @Test
    void aTargetIsNeverLeftOut() {
        final TestRunner runner = trainer();
        runner.setProperty("Target Columns", "readings");
        final String error = refusal(runner);
        assertTrue(error.contains("'readings'") && error.contains("Target Columns"), error);
    }
}
