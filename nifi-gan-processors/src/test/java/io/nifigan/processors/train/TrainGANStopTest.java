// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TrainGANStopTest {
    private static final String BEGUN = "Training on";

    private static TestRunner endless() {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        Flow.set(runner, Map.of("Time Budget", "1 hour", "Maximum Steps", "10000000", "Layer Width", "64"));
        return runner;
    }

    private static void stopOnceItTrains(final TestRunner runner) throws Exception {
        final CompletableFuture<Void> run = CompletableFuture.runAsync(() -> runner.run(1, false));
        awaitLog(runner, run);
        runner.unSchedule();
        run.get(60, TimeUnit.SECONDS);
    }

    private static void awaitLog(final TestRunner runner, final CompletableFuture<Void> run)
            throws InterruptedException {
        final Instant patience = Instant.now().plus(Duration.ofSeconds(60));
        while (runner.getLogger().getInfoMessages().stream()
                .noneMatch(message -> message.getMsg().contains(BEGUN))) {
            assertTrue(!run.isDone() && Instant.now().isBefore(patience), "the training has not begun");
            Thread.sleep(20);
        }
    }

    @Test
    void aStopInTheMiddleOfTrainingPutsTheInputBackIntoTheQueue() throws Exception {
        final TestRunner runner = endless();
        runner.enqueue(Customers.csv(300));
        stopOnceItTrains(runner);
        runner.assertTransferCount(TrainGAN.MODEL, 0);
        runner.assertTransferCount(TrainGAN.ORIGINAL, 0);
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        runner.assertPenalizeCount(0);
        assertEquals(1, runner.getQueueSize().getObjectCount());

        runner.setProperty("Maximum Steps", "5");
        runner.run();
        runner.assertTransferCount(TrainGAN.MODEL, 1);
        runner.getFlowFilesForRelationship(TrainGAN.ORIGINAL).getFirst().assertContentEquals(Customers.csv(300));
    }

    @Test
    void aStopPutsAllGatheredFlowFilesBack() throws Exception {
        final TestRunner runner = endless();
        Flow.set(runner, Map.of("Gather FlowFiles", "Many FlowFiles", "Minimum Records", "150"));
        runner.enqueue(Customers.csv(100, 1));
        runner.enqueue(Customers.csv(100, 2));
        stopOnceItTrains(runner);
        runner.assertTransferCount(TrainGAN.MODEL, 0);
        assertEquals(2, runner.getQueueSize().getObjectCount());
    }
}
