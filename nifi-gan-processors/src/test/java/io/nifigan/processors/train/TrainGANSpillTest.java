// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.evaluate.EvaluateSynthetic;
import io.nifigan.processors.record.SpillProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TrainGANSpillTest {
    @TempDir
    private Path directory;

    private TestRunner runner;

    @BeforeEach
    void keepsHardlyAnyRecordsInMemory() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        runner.setProperty(SpillProperties.CELLS, "500");
        runner.setProperty(SpillProperties.DIRECTORY, directory.toString());
        runner.enqueue(Customers.csv(400));
    }

    @Test
    void learnsAndReportsOnRecordsOnDisk() throws IOException {
        runner.addConnection("report");
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        final MockFlowFile model =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        model.assertAttributeEquals("gan.model.rows", "400");
        assertTrue(
                model.getAttribute("gan.training.notes").contains("The table has 400 rows"), "that a sample was used");
        assertTrue(runner.getFlowFilesForRelationship(TrainGAN.REPORT)
                .getFirst()
                .getContent()
                .contains("400, of which 40 were held out"));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    /**
     * An evaluation that reads the same records again with the same bound has the same figures as TrainGAN's own
     * report.
     */
    @Test
    void anEvaluationFindsTheRecordsThatWereHeldOut() throws IOException {
        runner.run();
        final MockFlowFile model =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        final TestRunner evaluation = Flow.runner(new EvaluateSynthetic());
        Flow.csvReader(evaluation);
        Flow.set(
                evaluation,
                Map.of(
                        "Number of Attacks",
                        "100",
                        "Model",
                        "FlowFile",
                        "Synthetic Records",
                        "Model",
                        "Held-Out Records",
                        "As In Training",
                        "Cells In Memory",
                        "500",
                        "Spill Directory",
                        directory.toString()));
        evaluation.enqueue(
                Customers.csv(400), Map.of("gan.role", "real", "gan.model.id", model.getAttribute("gan.model.id")));
        evaluation.enqueue(model.toByteArray(), model.getAttributes());
        evaluation.run();
        evaluation.assertTransferCount("failure", 0);
        evaluation.assertTransferCount("metrics", 1);
        final Evaluation figures = EvaluationJson.read(new ByteArrayInputStream(
                evaluation.getFlowFilesForRelationship("metrics").getFirst().toByteArray()));
        assertEquals(40, figures.rows().heldOutUsed());
        assertEquals(360, figures.rows().realGiven());
    }

    @Test
    void saysWhereThereIsNoSuchDirectory() {
        runner.setProperty(SpillProperties.DIRECTORY, directory.resolve("none").toString());
        runner.run();
        runner.assertAllFlowFilesTransferred(TrainGAN.FAILURE, 1);
        final String error =
                runner.getFlowFilesForRelationship(TrainGAN.FAILURE).getFirst().getAttribute("gan.error");
        assertTrue(error.contains("it does not exist. Set another directory"), error);
    }
}
