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
import org.junit.jupiter.api.Test;

class TrainGANReportTest {
    private TestRunner runner;

    @BeforeEach
    void trainsQuickly() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        runner.enqueue(Customers.csv(400));
    }

    @Test
    void reportsOnHeldOutRowsWhereThatIsConnected() {
        runner.addConnection("report");
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        final MockFlowFile model =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        final MockFlowFile report =
                runner.getFlowFilesForRelationship(TrainGAN.REPORT).getFirst();
        report.assertAttributeEquals("mime.type", "text/html");
        report.assertAttributeEquals("gan.model.id", model.getAttribute("gan.model.id"));
        assertTrue(Double.parseDouble(report.getAttribute("gan.report.shape")) > .3);
        final String page = report.getContent();
        assertTrue(page.contains("400, of which 40 were held out"), "where the model comes from");
        assertTrue(page.contains("<dt>Held-out real rows</dt><dd>40</dd>"), "what it was measured against");
        assertTrue(page.contains("data-chart=\"training-losses\""), "how the training went");
        assertEquals(
                "real",
                runner.getFlowFilesForRelationship(TrainGAN.ORIGINAL).getFirst().getAttribute("gan.role"));
        assertEquals("model", model.getAttribute("gan.role"));
    }

    @Test
    void saysWhyItEndedEarlyAndWhichStepWasKept() {
        Flow.set(runner, Map.of("Maximum Steps", "2000", "Stop Without Improvement", "40", "Learning Rate", "0.05"));
        runner.addConnection("report");
        runner.run();
        final MockFlowFile model =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        final int kept = Integer.parseInt(model.getAttribute("gan.training.kept.step"));
        assertEquals(kept + 40, Integer.parseInt(model.getAttribute("gan.model.steps")));
        model.assertAttributeEquals(
                "gan.training.ended", "no better on held-out records for 40 steps, since step " + kept);
        final String page =
                runner.getFlowFilesForRelationship(TrainGAN.REPORT).getFirst().getContent();
        assertTrue(page.contains("The model of step %,d was kept.".formatted(kept)), "the report tells it");
    }

    @Test
    void makesNoneWhereNobodyWantsIt() {
        runner.run();
        runner.assertTransferCount(TrainGAN.MODEL, 1);
        runner.assertTransferCount(TrainGAN.REPORT, 0);
    }
}
