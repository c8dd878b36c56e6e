// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty-four tasks at once give what one task gives. */
@Tag("slow")
class ConcurrentTasksTest {
    private static final int TASKS = 24;
    private static final int FLOW_FILES = 72;

    @TempDir
    private Path folder;

    private Path model() throws IOException {
        return Files.write(folder.resolve("model.zip"), Customers.model());
    }

    /** The output for each FlowFile, by its number. */
    private static Map<Integer, String> run(
            final Supplier<TestRunner> runners,
            final Consumer<TestRunner> queue,
            final int tasks,
            final String relationship) {
        final TestRunner runner = runners.get();
        queue.accept(runner);
        runner.setThreadCount(tasks);
        runner.run(FLOW_FILES);
        runner.assertTransferCount("failure", 0);
        runner.assertTransferCount("original", FLOW_FILES);
        final Map<Integer, String> contents = new TreeMap<>();
        for (final MockFlowFile made : runner.getFlowFilesForRelationship(relationship)) {
            contents.merge(Integer.valueOf(made.getAttribute("number")), made.getContent(), (one, other) -> "twice");
        }
        assertEquals(FLOW_FILES, contents.size());
        return contents;
    }

    private static void queue(final TestRunner runner) {
        for (int i = 0; i < FLOW_FILES; i++) {
            runner.enqueue(Customers.csv(10 + i, i), Map.of("number", Integer.toString(i)));
        }
    }

    private TestRunner scorer(final Path model) {
        final TestRunner runner = Flow.runner(new ScoreDiscriminator());
        Flow.csvReader(runner);
        Flow.csvWriter(runner);
        Flow.set(
                runner,
                Map.of(
                        "Routing Strategy",
                        "All To Scored",
                        "Model Location",
                        model.toString(),
                        "Reasons Field",
                        "reasons"));
        return runner;
    }

    private TestRunner sampler(final Path model) {
        final TestRunner runner = Flow.runner(new SampleGenerator());
        Flow.csvWriter(runner);
        Flow.set(
                runner,
                Map.of(
                        "Model Source",
                        "File",
                        "Model Location",
                        model.toString(),
                        "Number of Records",
                        "40",
                        "Random Seed",
                        "${number}"));
        return runner;
    }

    @Test
    void aSamplersTasksMakeTheRowsOfTheirSeeds() throws IOException {
        final Path model = model();
        final Map<Integer, String> alone = run(() -> sampler(model), ConcurrentTasksTest::queue, 1, "success");
        assertNotEquals(alone.get(0), alone.get(1));
        assertEquals(alone, run(() -> sampler(model), ConcurrentTasksTest::queue, TASKS, "success"));
    }

    @Test
    void aScorersTasksScoreAsOne() throws IOException {
        final Path model = model();
        final Map<Integer, String> alone = run(() -> scorer(model), ConcurrentTasksTest::queue, 1, "scored");
        assertEquals(10 + 3 + 1, alone.get(3).lines().count(), "a head and a line for each record");
        assertEquals(alone, run(() -> scorer(model), ConcurrentTasksTest::queue, TASKS, "scored"));
    }
}
