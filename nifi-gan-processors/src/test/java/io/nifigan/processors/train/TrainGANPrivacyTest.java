// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.services.DirectoryGANModelStore;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TrainGANPrivacyTest {
    private static final String SCHEMA = """
            {"rows": 1500, "columns": {"age": {"min": 0, "max": 120}, "plan": {"values": ["basic", "plus"]}, "who": \
            {"identifier": ["A-1"]}}}""";
    private static final int ROWS = 1_517;

    private TestRunner runner;

    @BeforeEach
    void privateTrainingOnCsv() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        runner.setProperty(PrivacyProperties.PRIVACY, PrivacyMode.DIFFERENTIAL);
        runner.setProperty(PrivacyProperties.EPSILON, "2");
        runner.setProperty(PrivacyProperties.PUBLIC_SCHEMA, SCHEMA);
    }

    private static String csv() {
        return "who,age,plan\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(r -> "W-%d,%d,%s\n".formatted(r / 2, 20 + r % 50, r % 50 < 25 ? "basic" : "plus"))
                        .collect(Collectors.joining());
    }

    @Test
    void aPrivateTrainingNeitherGoesOnFromAnotherNorFromACheckpointNorIsCompared() throws Exception {
        final DirectoryGANModelStore store = new DirectoryGANModelStore();
        runner.addControllerService("store", store);
        runner.setProperty(store, "Directory", "target/models");
        runner.enableControllerService(store);
        Flow.set(runner, Map.of("Model Store", "store", "Model Name", "private"));
        runner.assertValid();
        for (final String[] setting : new String[][] {
            {"Gather FlowFiles", "Sliding Window"},
            {"Start From", "Latest In Store"},
            {"Publish", "Unless Worse"},
            {"Checkpoint Directory", "target/checkpoints"}
        }) {
            runner.setProperty(setting[0], setting[1]);
            final String reason =
                    assertThrows(AssertionError.class, runner::assertValid).getMessage();
            assertEquals(1, reason.split("with Privacy 'Differential', ", -1).length - 1, reason);
            runner.removeProperty(setting[0]);
            runner.assertValid();
        }
    }

    @Test
    void theModelKeepsEpsilonAndSaysNothingElseOfTheRecords() throws Exception {
        runner.enqueue(csv());
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        final MockFlowFile flowFile =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        flowFile.assertAttributeEquals("gan.privacy.epsilon", "2.0");
        assertEquals(1 / 15_000., Double.parseDouble(flowFile.getAttribute("gan.privacy.delta")), 1e-9);
        for (final String figure : List.of(
                "gan.fidelity.shape.error",
                "gan.fidelity.trend.error",
                "gan.fidelity.auc",
                "gan.fidelity.rows",
                "gan.fidelity.shape.floor")) {
            flowFile.assertAttributeNotExists(figure);
        }
        final PrivacyReport report = GANModel.read(new ByteArrayInputStream(flowFile.toByteArray()))
                .privacy()
                .orElseThrow();
        assertTrue(report.secure());
        assertEquals(Long.toString(report.records()), flowFile.getAttribute("gan.model.rows"));
        for (final LogMessage message : runner.getLogger().getInfoMessages()) {
            assertFalse(
                    message.toString().contains("1517") || message.toString().contains("1,517"),
                    "the number of records is not told");
        }
    }

    @Test
    void aPersonMayHaveSeveralRecords() throws Exception {
        runner.setProperty(PrivacyProperties.PERSON_COLUMN, "who");
        runner.setProperty(PrivacyProperties.RECORDS_PER_PERSON, "2");
        runner.setProperty(PrivacyProperties.EPSILON, "8");
        runner.enqueue(csv());
        runner.run();
        runner.assertTransferCount(TrainGAN.MODEL, 1);
        final PrivacyReport report = GANModel.read(
                        new ByteArrayInputStream(runner.getFlowFilesForRelationship(TrainGAN.MODEL)
                                .getFirst()
                                .toByteArray()))
                .privacy()
                .orElseThrow();
        assertTrue(report.adjacency().contains("by the column who, of which at most 2"), report::adjacency);
        assertEquals(ROWS, report.records(), 200);
    }

    @Test
    void whatIsNotPublicIsRefused() {
        runner.setProperty(
                PrivacyProperties.PUBLIC_SCHEMA, SCHEMA.replace("\"plan\": {\"values\": [\"basic\", \"plus\"]}, ", ""));
        runner.enqueue(csv());
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 1);
        final String error =
                runner.getFlowFilesForRelationship(TrainGAN.FAILURE).getFirst().getAttribute("gan.error");
        assertTrue(error.contains("says nothing of plan"), error);
        runner.setProperty("column:plan", ColumnOverride.IGNORE.getValue());
        runner.clearTransferState();
        runner.enqueue(csv());
        runner.run();
        runner.assertTransferCount(TrainGAN.MODEL, 1);
    }

    @Test
    void settingsThatDoNotGoWithItAreInvalid() {
        runner.assertValid();
        runner.setProperty("column:age", ColumnOverride.CATEGORY.getValue());
        runner.assertNotValid();
        runner.removeProperty("column:age");
        runner.removeProperty(PrivacyProperties.PUBLIC_SCHEMA);
        runner.assertNotValid();
        runner.setProperty(PrivacyProperties.PRIVACY, PrivacyMode.NONE);
        runner.assertValid();
    }
}
