// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.privacy.PrivacyReport;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.evaluate.EvaluateSynthetic;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.services.DirectoryGANModelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A private training, its model in a store, and its records, scores and report: none of them shows a value of the real
 * records.
 */
@Tag("slow")
class PrivateFlowTest {
    private static final String SCHEMA = """
            {"rows": 1500, "columns": {"age": {"min": 0, "max": 120}, "since": {"min": 0, "max": 120}, "plan": \
            {"values": ["basic", "plus"], "missing": true},
              "who": {"identifier": ["A-1"]}, "born": {"min": "1900-01-01", "max": "2020-12-31", "kind": "date"}}}""";
    private static final int ROWS = 1_500;
    private static final int CANARIES = 25;

    @TempDir
    private Path folder;

    /** The first records are unique in every column, inside and outside of the public bounds. */
    private static String csv() {
        return "who,age,since,plan,born\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(r -> r < CANARIES
                                ? "CANARY%05d,%d,%d,canary plan %d,1901-03-%02d\n"
                                        .formatted(r, 771_000 + r, 772_000 + r, r, r + 1)
                                : "W-%d,%d,%d,%s,%d-05-01\n"
                                        .formatted(
                                                r, 20 + r % 50, r % 20, r % 50 < 25 ? "basic" : "plus", 1950 + r % 50))
                        .collect(Collectors.joining());
    }

    private static boolean shows(final String text) {
        return text != null
                && (text.contains("CANARY")
                        || text.contains("canary plan")
                        || text.contains("77100")
                        || text.contains("77200")
                        || text.contains("1901-03-"));
    }

    private static void store(final TestRunner runner, final Path directory) throws InitializationException {
        final DirectoryGANModelStore store = new DirectoryGANModelStore();
        runner.addControllerService("store", store);
        runner.setProperty(store, "Directory", directory.toString());
        runner.enableControllerService(store);
        Flow.set(runner, Map.of("Model Store", "store", "Model Name", "private"));
    }

    private TestRunner trained() throws InitializationException {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        Flow.set(
                runner,
                Map.of(
                        "Privacy",
                        "differential",
                        "Epsilon",
                        "4",
                        "Public Schema",
                        SCHEMA,
                        "Rules",
                        "since <= age",
                        "Progress Period",
                        "1 sec"));
        store(runner, folder.resolve("store"));
        runner.enqueue(csv());
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        runner.assertTransferCount(TrainGAN.MODEL, 1);
        return runner;
    }

    @Test
    void noCanaryIsInAttributesProvenanceLogsOrTheStoreAndThereIsNoCheckpoint() throws Exception {
        final TestRunner runner = trained();
        final List<String> texts = new ArrayList<>();
        for (final MockFlowFile flowFile : Stream.of(TrainGAN.MODEL, TrainGAN.ORIGINAL, ProgressRecords.RELATIONSHIP)
                .flatMap(where -> runner.getFlowFilesForRelationship(where).stream())
                .toList()) {
            flowFile.getAttributes().forEach((name, value) -> texts.add(name + "=" + value));
        }
        runner.getFlowFilesForRelationship(ProgressRecords.RELATIONSHIP)
                .forEach(record -> texts.add(record.getContent()));
        runner.getProvenanceEvents().forEach(event -> {
            texts.add(String.valueOf(event.getDetails()));
            event.getAttributes().forEach((name, value) -> texts.add(name + "=" + value));
        });
        Stream.<Function<TestRunner, List<LogMessage>>>of(
                        any -> any.getLogger().getInfoMessages(),
                        any -> any.getLogger().getWarnMessages(),
                        any -> any.getLogger().getErrorMessages(),
                        any -> any.getLogger().getDebugMessages())
                .forEach(level -> level.apply(runner).forEach(message -> texts.add(message.toString())));
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(file.toString().contains("checkpoint"), file::toString);
                texts.add(file + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertTrue(texts.size() > 40, "there is much to look at: " + texts.size());
        for (final String text : texts) {
            assertFalse(shows(text), text);
        }
        assertTrue(
                shows(runner.getFlowFilesForRelationship(TrainGAN.ORIGINAL)
                        .getFirst()
                        .getContent()),
                "the canaries were there");
    }

    @Test
    void theStoreServesSamplingConditionsScoringAndTheReport() throws Exception {
        final TestRunner training = trained();
        final TestRunner sampling = Flow.runner(new SampleGenerator());
        Flow.set(sampling, Map.of("Model Source", "Model Store", "Number of Records", "200", "column:plan", "plus"));
        Flow.csvWriter(sampling);
        store(sampling, folder.resolve("store"));
        sampling.setIncomingConnection(false);
        sampling.run();
        final MockFlowFile synthetic =
                sampling.getFlowFilesForRelationship("success").getFirst();
        final List<String> lines = synthetic.getContent().lines().toList();
        assertEquals(201, lines.size());
        final List<String> names = List.of(lines.getFirst().split(","));
        for (final String line : lines.subList(1, lines.size())) {
            final String[] cells = line.split(",");
            assertEquals("plus", cells[names.indexOf("plan")]);
            assertTrue(
                    Integer.parseInt(cells[names.indexOf("since")]) <= Integer.parseInt(cells[names.indexOf("age")]),
                    line);
            assertTrue(cells[names.indexOf("who")].matches("[A-Z]-\\d+"), line);
        }
        final TestRunner scoring = Flow.runner(new ScoreDiscriminator());
        Flow.csvReader(scoring);
        Flow.csvWriter(scoring);
        Flow.set(scoring, Map.of("Model Source", "Model Store", "Routing Strategy", "All To Scored"));
        store(scoring, folder.resolve("store"));
        scoring.enqueue(csv());
        scoring.run();
        assertEquals(
                ROWS + 1,
                scoring.getFlowFilesForRelationship("scored")
                        .getFirst()
                        .getContent()
                        .lines()
                        .count());

        final TestRunner report = Flow.runner(new EvaluateSynthetic());
        Flow.csvReader(report);
        Flow.set(report, Map.of("Model", "FlowFile", "Number of Attacks", "100"));
        final MockFlowFile model =
                training.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        final String id = model.getAttribute("gan.model.id");
        report.enqueue(csv(), Map.of("gan.role", "real", "gan.model.id", id));
        report.enqueue(synthetic.getContent(), Map.of("gan.role", "synthetic", "gan.model.id", id));
        report.enqueue(model.toByteArray(), Map.of("gan.role", "model", "gan.model.id", id));
        report.run();
        report.assertTransferCount("failure", 0);
        final String page =
                report.getFlowFilesForRelationship("report").getFirst().getContent();
        assertTrue(
                page.contains("differential privacy with an epsilon of 4.0") && page.contains("Not guaranteed"),
                "the ledger is in the report");
        PrivacyReport.notPromised().forEach(line -> assertTrue(page.contains(line), line));
    }

    @Test
    void verificationTellsTheErrorToExpectOrThatThereAreTooFewRecords() throws IOException {
        final TrainGAN processor = new TrainGAN();
        final TestRunner runner = Flow.runner(processor);
        Flow.csvReader(runner);
        Flow.set(runner, Map.of("Privacy", "differential", "Epsilon", "${epsilon}", "Public Schema", SCHEMA));
        final ConfigVerificationResult good = settings(processor, runner, "2");
        assertEquals(Outcome.SUCCESSFUL, good.getOutcome());
        assertTrue(
                good.getExplanation()
                        .matches(".*with about 1,500 records, single columns will be off by some \\d+\\.\\d %, pairs "
                                + "by more"),
                good::getExplanation);
        final ConfigVerificationResult bad = settings(processor, runner, "0.01");
        assertEquals(Outcome.FAILED, bad.getOutcome());
        assertTrue(
                bad.getExplanation().startsWith("With about 1,500 records, an epsilon of 0.01 puts noise of"),
                bad::getExplanation);
    }

    private static ConfigVerificationResult settings(
            final TrainGAN processor, final TestRunner runner, final String epsilon) {
        return processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of("epsilon", epsilon)).stream()
                .filter(result -> "Check Settings".equals(result.getVerificationStepName()))
                .findFirst()
                .orElseThrow();
    }
}
