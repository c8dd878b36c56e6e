// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EvaluateSyntheticTest {
    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void readsCsv() {
        runner = Flow.runner(new EvaluateSynthetic());
        Flow.csvReader(runner);
        Flow.set(runner, Map.of("Number of Attacks", "100", "Processor Cores", "1"));
    }

    private void enqueue(final String role, final String id, final String content) {
        runner.enqueue(content, Map.of("gan.role", role, "gan.model.id", id, "filename", role + ".csv"));
    }

    private void enqueueModel(final String id) {
        runner.enqueue(Customers.model(), Map.of("gan.role", "model", "gan.model.id", id, "filename", "model.zip"));
    }

    private MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(EvaluateSynthetic.FAILURE, 0);
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private String refusal() {
        assertFalse(
                runner.getFlowFilesForRelationship(EvaluateSynthetic.FAILURE).isEmpty());
        return runner.getFlowFilesForRelationship(EvaluateSynthetic.FAILURE)
                .getFirst()
                .getAttribute("gan.error");
    }

    private static Evaluation evaluation(final MockFlowFile metrics) throws IOException {
        return EvaluationJson.read(new ByteArrayInputStream(metrics.toByteArray()));
    }

    /** The same table with each column shuffled. */
    private static String other(final int rows) {
        return Customers.HEADER + "1,Qv,99,5.00,Rome,true,1999-01-01\n".repeat(rows);
    }

    @Test
    void otherRealRowsPassAndAreReportedOn() throws IOException {
        enqueue("real", "a", Customers.csv(300, 7));
        enqueue("synthetic", "a", Customers.csv(200, 8));
        runner.run();
        final MockFlowFile page = only(EvaluateSynthetic.REPORT);
        page.assertAttributeEquals("mime.type", "text/html");
        assertTrue(page.getAttribute("filename").endsWith(".html"));
        assertTrue(page.getContent().contains("<title>Synthetic data report: synthetic.csv</title>"));
        assertTrue(
                page.getContent().contains("Made anew in their shape, not learnt: id, name"),
                "without a model, as the real records were recognised");
        final MockFlowFile metrics = only(EvaluateSynthetic.METRICS);
        metrics.assertAttributeEquals("mime.type", "application/json");
        final Evaluation evaluation = evaluation(metrics);
        assertEquals(300, evaluation.rows().realUsed());
        assertEquals(200, evaluation.rows().syntheticUsed());
        assertEquals(7, evaluation.columns().size());
        assertTrue(
                evaluation.overall().shape() > .85,
                () -> "shape " + evaluation.overall().shape());
        final MockFlowFile accepted = only(EvaluateSynthetic.ACCEPTED);
        accepted.assertContentEquals(Customers.csv(200, 8));
        accepted.assertAttributeEquals(
                "gan.report.shape", "%.4f".formatted(evaluation.overall().shape()));
        accepted.assertAttributeEquals("gan.report.missed", "");
        only(EvaluateSynthetic.ORIGINAL).assertAttributeEquals("gan.role", "real");
        runner.assertQueueEmpty();
    }

    @Test
    void recordsThatGoByTheDiskHaveTheSameFigures() throws IOException {
        final Path spill = Files.createDirectory(folder.resolve("spill"));
        Flow.set(runner, Map.of("Cells In Memory", "700", "Spill Directory", spill.toString()));
        enqueue("real", "a", Customers.csv(3_000, 7));
        enqueue("synthetic", "a", Customers.csv(80, 8));
        runner.run();
        final Evaluation evaluation = evaluation(only(EvaluateSynthetic.METRICS));
        assertEquals(3_000, evaluation.rows().realGiven());
        assertEquals(80, evaluation.rows().syntheticGiven());
        assertEquals(0, spill.toFile().list().length);
        readsCsv();
        enqueue("real", "a", Customers.csv(3_000, 7));
        enqueue("synthetic", "a", Customers.csv(80, 8));
        runner.run();
        assertEquals(evaluation(only(EvaluateSynthetic.METRICS)), evaluation);
    }

    @Test
    void saysWhereRecordsHaveToGoToDiskAndCannot() {
        Flow.set(
                runner,
                Map.of(
                        "Cells In Memory",
                        "700",
                        "Spill Directory",
                        folder.resolve("none").toString()));
        enqueue("real", "a", Customers.csv(3_000, 7));
        enqueue("synthetic", "a", Customers.csv(80, 8));
        runner.run();
        assertTrue(refusal().contains("Set another directory"), refusal());
    }

    @Test
    void badRowsFailWithTheFigures() {
        runner.setProperty("Minimum Shape Similarity", "0.85");
        enqueue("real", "a", Customers.csv(300));
        enqueue("synthetic", "a", other(200));
        runner.run();
        final String failed = only(EvaluateSynthetic.REJECTED).getAttribute("gan.report.missed");
        assertTrue(failed.startsWith("Minimum Verdict is Fair, but the verdict on similarity is poor ("), failed);
        assertTrue(failed.contains("; Minimum Shape Similarity is 0.85, but the figure is 0."), failed);
        runner.assertTransferCount(EvaluateSynthetic.ACCEPTED, 0);
    }

    @Test
    void copyOfTheRealRowsFails() {
        runner.setProperty("Maximum Copies", "0.05");
        enqueue("real", "a", Customers.csv(300));
        enqueue("synthetic", "a", Customers.csv(300));
        runner.run();
        final MockFlowFile rejected = only(EvaluateSynthetic.REJECTED);
        assertTrue(
                rejected.getAttribute("gan.report.missed").contains("Maximum Copies is 0.05, but the figure is "),
                rejected.getAttribute("gan.report.missed"));
        rejected.assertAttributeEquals("gan.report.verdict.privacy", "poor");
        rejected.assertAttributeEquals("gan.report.copies.exact", "1.0000");
    }

    @Test
    void thresholdsAtTheirEndsAskForNothing() {
        Flow.set(
                runner,
                Map.of(
                        "Minimum Verdict",
                        "None",
                        "Minimum Privacy Verdict",
                        "None",
                        "Minimum Shape Similarity",
                        "0",
                        "Minimum Pair Similarity",
                        "0",
                        "Minimum Validity",
                        "0",
                        "Maximum Copies",
                        "1",
                        "Maximum Share Nearer To Training",
                        "1",
                        "Maximum Attack Risk",
                        "1"));
        enqueue("real", "a", Customers.csv(300));
        enqueue("synthetic", "a", other(200));
        runner.run();
        only(EvaluateSynthetic.ACCEPTED);
    }

    @Test
    void unmeasuredFiguresFailWhereThatIsAskedFor() {
        Flow.set(
                runner,
                Map.of(
                        "Unmeasured Figures",
                        "Fail",
                        "Maximum Share Nearer To Training",
                        "0.56",
                        "Maximum Attack Risk",
                        "0.15"));
        enqueue("real", "a", Customers.csv(300, 7));
        enqueue("synthetic", "a", Customers.csv(200, 8));
        runner.run();
        final MockFlowFile rejected = only(EvaluateSynthetic.REJECTED);
        assertTrue(
                rejected.getAttribute("gan.report.missed")
                        .contains("Maximum Share Nearer To Training: its figure could not be measured"),
                rejected.getAttribute("gan.report.missed"));
        assertTrue(rejected.getAttribute("gan.report.unchecked").contains("Maximum Attack Risk"));
    }

    @Test
    void waitsForItsPartnerInTheQueue() {
        enqueue("real", "a", Customers.csv(300));
        enqueue("synthetic", "b", Customers.csv(200));
        runner.run(2);
        for (final Relationship relationship : new EvaluateSynthetic().getRelationships()) {
            runner.assertTransferCount(relationship, 0);
        }
        assertEquals(2, runner.getQueueSize().getObjectCount());
        enqueue("real", "b", Customers.csv(300, 9));
        runner.run();
        only(EvaluateSynthetic.REPORT);
        assertEquals(1, runner.getQueueSize().getObjectCount());
    }

    @Test
    void aloneForTooLongItFails() throws InterruptedException {
        runner.setProperty("Maximum Wait", "50 ms");
        enqueue("real", "a", Customers.csv(300));
        Thread.sleep(80);
        runner.run();
        assertTrue(refusal().contains("no complete synthetic FlowFile arrived"), refusal());
        runner.assertQueueEmpty();
    }

    @Test
    void partsOfTheSyntheticRecordsAreReadTogether() throws IOException {
        enqueue("real", "a", Customers.csv(300));
        final Map<String, String> part =
                Map.of("gan.role", "synthetic", "gan.model.id", "a", "fragment.identifier", "f", "fragment.count", "2");
        runner.enqueue(Customers.csv(120, 8), part);
        runner.run();
        runner.assertTransferCount(EvaluateSynthetic.REPORT, 0);
        runner.enqueue(Customers.csv(80, 9), part);
        runner.run();
        assertEquals(200, evaluation(only(EvaluateSynthetic.METRICS)).rows().syntheticUsed());
        assertEquals(
                2,
                runner.getFlowFilesForRelationship(EvaluateSynthetic.ACCEPTED).size()
                        + runner.getFlowFilesForRelationship(EvaluateSynthetic.REJECTED)
                                .size());
    }

    @Test
    void unknownRoleOrNoPairIsSaid() {
        runner.enqueue("x", Map.of("gan.role", "model", "gan.model.id", "a"));
        runner.run();
        assertTrue(refusal().contains("role model is not used here"), refusal());
        runner.clearTransferState();
        runner.enqueue("x", Map.of("gan.model.id", "a"));
        runner.run();
        assertTrue(
                refusal().contains("gan.role is 'null'; it must be one of real, synthetic, held-out, model"),
                refusal());
        runner.clearTransferState();
        runner.enqueue("x", Map.of("gan.role", "real"));
        runner.run();
        assertTrue(refusal().contains("Pairing Attribute"), refusal());
    }

    @Test
    void lackingFieldsAreNamedAndNothingIsLost() {
        enqueue("real", "a", Customers.csv(100));
        enqueue("synthetic", "a", "id,name,age\n1,Ann,30\n");
        runner.run();
        runner.assertTransferCount(EvaluateSynthetic.FAILURE, 2);
        assertTrue(
                refusal()
                        .contains(
                                "The synthetic records lack 4 fields that are compared: income, city, member, joined"),
                refusal());
        assertTrue(runner.getFlowFilesForRelationship(EvaluateSynthetic.FAILURE).stream()
                .allMatch(MockFlowFile::isPenalized));
    }

    @Test
    void modelIsJudgedByWhatItMakesAgainstWhatItHeldOut() throws IOException {
        Flow.set(
                runner,
                Map.of(
                        "Synthetic Records",
                        "Model",
                        "Model",
                        "FlowFile",
                        "Held-Out Records",
                        "As In Training",
                        "Minimum Shape Similarity",
                        "0.999"));
        // The very rows that the test's model was trained on.
        enqueue("real", "a", Customers.csv(400));
        enqueueModel("a");
        runner.run();
        final Evaluation evaluation = evaluation(only(EvaluateSynthetic.METRICS));
        final GANModel model = GANModel.read(new ByteArrayInputStream(Customers.model()));
        assertEquals(model.id(), evaluation.model().id());
        assertEquals(model.provenance().heldOut(), evaluation.rows().heldOutUsed());
        assertEquals(400 - model.provenance().heldOut(), evaluation.rows().realUsed());
        assertEquals(model.encoder().describeRules().size(), evaluation.rules().size());
        assertEquals(model.provenance().verdicts(), evaluation.columnVerdicts());
        assertEquals(7, evaluation.columnVerdicts().size());
        final MockFlowFile rejected = only(EvaluateSynthetic.REJECTED);
        rejected.assertAttributeEquals("gan.role", "model");
        assertTrue(only(EvaluateSynthetic.REPORT).getContent().contains(model.id()));
    }

    @Test
    void otherRowsThanThoseOfTheTrainingAreRefused() {
        Flow.set(
                runner,
                Map.of("Synthetic Records", "Model", "Model", "FlowFile", "Held-Out Records", "As In Training"));
        enqueue("real", "a", Customers.csv(399));
        enqueueModel("a");
        runner.run();
        assertTrue(refusal().contains("There are 399 real rows, but the model was trained on 400"), refusal());
    }

    @Test
    void modelMayLieInAFileAndHeldOutRowsComeAsAFlowFile() throws IOException {
        Files.write(folder.resolve("model-a.zip"), Customers.model());
        Flow.set(
                runner,
                Map.of(
                        "Model",
                        "File",
                        "Model Location",
                        folder.resolve("model-${gan.model.id}.zip").toString(),
                        "Held-Out Records",
                        "FlowFile",
                        "Target Column",
                        "city"));
        enqueue("real", "a", Customers.csv(400));
        enqueue("synthetic", "a", Customers.csv(200, 8));
        enqueue("held-out", "a", Customers.csv(150, 9));
        runner.run();
        final Evaluation evaluation = evaluation(only(EvaluateSynthetic.METRICS));
        assertEquals(150, evaluation.rows().heldOutUsed());
        assertEquals("city", evaluation.usefulness().target());
        assertEquals(
                2,
                runner.getFlowFilesForRelationship(EvaluateSynthetic.ORIGINAL).size());
    }

    @Test
    void noValueOfARecordGoesToLogs() {
        enqueue("real", "a", Customers.csv(300, 7));
        enqueue("synthetic", "a", Customers.csv(200, 8));
        runner.run();
        only(EvaluateSynthetic.REPORT);
        final String name = Customers.name(3);
        assertTrue(Flow.logged(runner).stream().noneMatch(line -> line.contains(name)));
        assertFalse(
                runner
                        .getFlowFilesForRelationship(EvaluateSynthetic.ACCEPTED)
                        .getFirst()
                        .getAttributes()
                        .values()
                        .stream()
                        .anyMatch(value -> value.contains(name)));
    }

    @Test
    void settingsThatDoNotGoTogetherAreInvalid() {
        runner.assertValid();
        runner.setProperty("Synthetic Records", "Model");
        runner.assertNotValid();
        runner.setProperty("Model", "FlowFile");
        runner.assertValid();
        Flow.set(
                runner, Map.of("Model", "None", "Synthetic Records", "FlowFile", "Held-Out Records", "As In Training"));
        runner.assertNotValid();
        Flow.set(runner, Map.of("Held-Out Records", "None", "Maximum Attack Risk", "1.5"));
        runner.assertNotValid();
    }

    @Test
    void verificationSaysWhatIsWaitedForAndTriesTheModel() {
        Flow.set(
                runner,
                Map.of(
                        "Model",
                        "File",
                        "Model Location",
                        folder.resolve("none.zip").toString()));
        final List<ConfigVerificationResult> results =
                new EvaluateSynthetic().verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        assertEquals(
                List.of("Open Record Reader", "Check Settings", "Read Model"),
                results.stream()
                        .map(ConfigVerificationResult::getVerificationStepName)
                        .toList());
        assertEquals(Outcome.FAILED, results.getLast().getOutcome());
        assertTrue(results.get(1).getExplanation().contains("real, synthetic"));
    }
}
