// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.util.Map;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TrainGANGatheringTest {
    private TestRunner runner;

    @BeforeEach
    void gatherAHundredRecords() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        Flow.set(
                runner,
                Map.of("Gather FlowFiles", "Many FlowFiles", "Minimum Records", "100", "Maximum Wait", "1 hour"));
    }

    private String rows() {
        return runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst().getAttribute("gan.model.rows");
    }

    @Test
    void leavesFlowFilesInTheQueueUntilTheyAreEnough() {
        runner.enqueue(Customers.csv(40, 1));
        runner.enqueue(Customers.csv(40, 2));
        runner.run(3);
        assertTrue(runner.isYieldCalled());
        runner.assertTransferCount(TrainGAN.MODEL, 0);
        assertEquals(2, runner.getQueueSize().getObjectCount());

        runner.enqueue(Customers.csv(40, 3));
        runner.run();
        runner.assertTransferCount(TrainGAN.ORIGINAL, 3);
        runner.assertTransferCount(TrainGAN.MODEL, 1);
        assertEquals("120", rows());
    }

    @Test
    void leavesWhatIsBeyondForTheNextTraining() {
        for (int i = 0; i < 4; i++) {
            runner.enqueue(Customers.csv(60, i));
        }
        runner.run();
        assertEquals("120", rows());
        assertEquals(2, runner.getQueueSize().getObjectCount());
        runner.run();
        runner.assertTransferCount(TrainGAN.MODEL, 2);
        runner.assertQueueEmpty();
    }

    @Test
    void trainsOnFewerWhenTheyHaveWaitedLongEnough() {
        runner.setProperty("Maximum Wait", "0 sec");
        runner.enqueue(Customers.csv(40, 1));
        runner.enqueue(Customers.csv(20, 2));
        runner.run();
        assertEquals("60", rows());
    }

    @Test
    void sendsThoseThatDifferOrCannotBeReadToFailureAndTrainsOnTheRest() {
        runner.enqueue(Customers.csv(60, 1));
        runner.enqueue(Customers.csv(60, 2).replaceFirst("age", "years"));
        runner.enqueue("");
        runner.enqueue(Customers.csv(60, 3));
        runner.run(2);
        runner.assertTransferCount(TrainGAN.FAILURE, 2);
        final String reasons = runner.getFlowFilesForRelationship(TrainGAN.FAILURE).stream()
                .map(flowFile -> flowFile.getAttribute("gan.error"))
                .toList()
                .toString();
        assertTrue(
                reasons.contains("'age' is missing") && reasons.contains("'years' is new") && reasons.contains("empty"),
                reasons);
        runner.assertTransferCount(TrainGAN.ORIGINAL, 2);
        assertEquals("120", rows());
        runner.assertQueueEmpty();
    }

    @Test
    void joinsNumbersThatAnInferredSchemaTookForDifferentTypes() {
        runner.enqueue(Customers.csvWith("n", 60, Integer::toString));
        runner.enqueue(Customers.csvWith("n", 60, row -> row + ".5"));
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        assertEquals("120", rows());
    }

    @Test
    void oneModelHasTheParentsInCommon() {
        runner.enqueue(Customers.csv(60, 1), Map.of("table", "customer", "part", "1"));
        runner.enqueue(Customers.csv(60, 2), Map.of("table", "customer", "part", "2"));
        runner.run();
        final MockFlowFile model =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        model.assertAttributeEquals("table", "customer");
        model.assertAttributeNotExists("part");
    }

    @Test
    void tasksThatLookAtOnceTrainOnEachFlowFileOnce() {
        for (int i = 0; i < 6; i++) {
            runner.enqueue(Customers.csv(100, i));
        }
        runner.setThreadCount(3);
        for (int tries = 0; tries < 60 && !runner.isQueueEmpty(); tries++) {
            runner.run(3);
        }
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        runner.assertTransferCount(TrainGAN.MODEL, 6);
        runner.assertTransferCount(TrainGAN.ORIGINAL, 6);
    }
}
