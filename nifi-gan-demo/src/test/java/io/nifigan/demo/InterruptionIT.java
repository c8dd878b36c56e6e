// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A test of a training that is stopped and of one whose NiFi is killed, in this order on the same FlowFile. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InterruptionIT {
    private static final String STEPS = "Training Steps";
    /** Long enough for a busy machine; normally it takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static DemoRun run;
    private static String trainer;

    @BeforeAll
    static void loadFlow() throws IOException, InterruptedException {
        run = new DemoRun(Path.of(System.getProperty("nifi.gan.demo.target")), "it", false);
        run.startNiFi();
        Customers.extract(run.folder().database());
        final Map<String, String> parameters = new HashMap<>(run.customersAt());
        parameters.put("Time Budget", "1 min");
        parameters.put("Maximum Steps", "1000000");
        parameters.put("Number of Records", "100");
        run.loadFlow(FlowDefinition.CUSTOMERS, parameters);
        trainer = run.client().processor(run.group(), "TrainGAN").path("id").asText();
        run.readOnce();
    }

    @AfterAll
    static void stopNiFi() throws IOException {
        if (run.process() != null) {
            run.process().stop();
        }
    }

    @Test
    @Order(1)
    void aStoppedTrainingLeavesItsInputInTheQueue() throws IOException, InterruptedException {
        awaitTraining();

        final long asked = System.nanoTime();
        run.client().runStatus(trainer, "STOPPED");
        until("the training to end", () -> run.client().activeThreads(trainer) == 0);
        System.out.printf(
                "The training ended %d ms after NiFi was asked to stop it.%n", (System.nanoTime() - asked) / 1_000_000);

        assertEquals(1, run.client().queuedInto(run.group(), trainer));
        assertFalse(run.folder().model().isPresent());
        assertTrue(run.folder().failures().isEmpty());
    }

    @Test
    @Order(2)
    void aKilledNiFiTrainsItsInputToTheEndAfterARestart() throws IOException, InterruptedException {
        run.client().runStatus(trainer, "RUNNING");
        awaitTraining();
        run.process().kill();
        assertFalse(run.folder().model().isPresent());

        run.restartNiFi();

        // NiFi restarts the training with its time budget of a minute; a few steps are enough here.
        awaitTraining();
        run.client().runStatus(trainer, "STOPPED");
        until("the training to end", () -> run.client().activeThreads(trainer) == 0);
        assertEquals(1, run.client().queuedInto(run.group(), trainer));
        run.client().configure(trainer, "Maximum Steps", "20");
        run.client().runStatus(trainer, "RUNNING");
        final Path synthetic = run.awaitRecords(PATIENCE.multipliedBy(2), words -> {});
        final Report report = Report.of(synthetic, run.folder().figures().orElseThrow());
        assertEquals(100, report.records());
        assertEquals("10281", report.figures().get("gan.model.rows"));
        until("the queue to be empty", () -> run.client().queuedInto(run.group(), trainer) == 0);
    }

    @Test
    @Order(3)
    void aResumedNiFiHasAllThatWasBuiltInIt() throws IOException, InterruptedException {
        run.awaitReport(PATIENCE);
        final String group = run.group();
        run.client().runStatus(trainer, "STOPPED");
        until("the trainer to stop", () -> run.client().activeThreads(trainer) == 0);
        run.client().configure(trainer, "Maximum Steps", "21");
        run.process().stop();
        run = new DemoRun(Path.of(System.getProperty("nifi.gan.demo.target")), "it", false);
        assertTrue(run.canResume());

        run.resumeNiFi();

        assertEquals(
                "21",
                run.client()
                        .processor(group, "TrainGAN")
                        .path("component")
                        .path("config")
                        .path("properties")
                        .path("Maximum Steps")
                        .asText());
    }

    private static void awaitTraining() throws IOException, InterruptedException {
        until("the training's first steps", () -> run.client().counters(trainer).getOrDefault(STEPS, 0L) > 0);
        run.client().resetCounters(trainer);
    }

    private static void until(final String what, final Question question) throws IOException, InterruptedException {
        final BooleanSupplier done = () -> {
            try {
                return question.answer();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        NiFiClient.await(what, PATIENCE, done);
    }

    /** A condition that is checked by a call to NiFi. */
    private interface Question {
        boolean answer() throws IOException;
    }
}
