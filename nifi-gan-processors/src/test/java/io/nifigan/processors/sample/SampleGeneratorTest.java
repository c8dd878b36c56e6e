// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleGeneratorTest {
    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void jsonFromFlowFiles() {
        runner = Flow.runner(new SampleGenerator());
        Flow.jsonWriter(runner);
        runner.setProperty("Number of Records", "30");
    }

    private Path fromFile(final byte[] content) throws IOException {
        final Path file = folder.resolve("model.zip");
        Files.write(file, content);
        Flow.set(runner, Map.of("Model Source", "File", "Model Location", file.toString()));
        return file;
    }

    private void withoutInput() {
        runner.setIncomingConnection(false);
        runner.setNonLoopConnection(false);
    }

    private MockFlowFile made() {
        runner.assertTransferCount(SampleGenerator.FAILURE, 0);
        return runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS).getLast();
    }

    private static String id(final byte[] model) throws IOException {
        return GANModel.read(new ByteArrayInputStream(model)).id();
    }

    @Test
    void makesRecordsFromTheModelInAFlowFile() throws IOException {
        runner.enqueue(
                Customers.model(),
                Map.of("filename", "model.zip", "mime.type", GANModel.MIME_TYPE, "gan.model.rows", "400"));
        runner.run();
        final MockFlowFile made = made();
        made.assertAttributeEquals("record.count", "30");
        made.assertAttributeEquals("mime.type", "application/json");
        made.assertAttributeEquals("gan.model.id", id(Customers.model()));
        made.assertAttributeEquals(
                "filename", "synthetic-" + id(Customers.model()) + "-" + made.getAttribute("gan.seed") + ".json");
        made.assertAttributeNotExists("fragment.index");
        final List<JsonNode> records = Flow.records(made);
        assertEquals(30, records.size());
        for (final JsonNode record : records) {
            final List<String> names = new ArrayList<>();
            record.fieldNames().forEachRemaining(names::add);
            assertEquals(List.of("id", "name", "age", "income", "city", "member", "joined"), names);
            assertTrue(
                    record.get("age").isInt()
                            && record.get("age").asInt() >= 10
                            && record.get("age").asInt() <= 90,
                    record::toString);
            assertTrue(
                    Set.of("Bergen", "Cork", "Delft", "Espoo")
                            .contains(record.get("city").asText()),
                    record::toString);
            assertTrue(record.get("member").isBoolean(), record::toString);
            assertTrue(
                    Set.of(2019, 2020, 2021, 2022)
                            .contains(new Date(record.get("joined").asLong())
                                    .toLocalDate()
                                    .getYear()),
                    record::toString);
        }
        runner.assertTransferCount(SampleGenerator.ORIGINAL, 1);
        runner.getFlowFilesForRelationship(SampleGenerator.ORIGINAL).getFirst().assertContentEquals(Customers.model());
        assertEquals(1, Flow.events(runner, ProvenanceEventType.CONTENT_MODIFIED));
        assertEquals(1, Flow.events(runner, ProvenanceEventType.FORK));
    }

    @Test
    void writesCsvWithTheTrainingRecordsFields() {
        Flow.csvWriter(runner);
        runner.enqueue(Customers.model());
        runner.run();
        final String[] lines = made().getContent().split("\n");
        assertEquals(Customers.HEADER.trim(), lines[0].trim());
        assertEquals(31, lines.length);
        made().assertAttributeEquals("mime.type", "text/csv");
        assertTrue(made().getAttribute("filename").endsWith(".csv"));
    }

    @Test
    void makesABatchEachTimeItRunsWithoutInput() throws IOException {
        fromFile(Customers.model());
        withoutInput();
        runner.run(3);
        runner.assertTransferCount(SampleGenerator.SUCCESS, 3);
        runner.assertTransferCount(SampleGenerator.ORIGINAL, 0);
        final Set<String> contents = new HashSet<>();
        runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS)
                .forEach(flowFile -> contents.add(flowFile.getContent()));
        assertEquals(3, contents.size());
        assertEquals(3, Flow.events(runner, ProvenanceEventType.CREATE));
    }

    @Test
    void oneRunServesAllFlowFilesThatWait() {
        runner.enqueue(Customers.model());
        runner.enqueue("no model");
        runner.enqueue(Customers.otherModel());
        runner.run();
        runner.assertTransferCount(SampleGenerator.SUCCESS, 2);
        runner.assertTransferCount(SampleGenerator.ORIGINAL, 2);
        runner.assertTransferCount(SampleGenerator.FAILURE, 1);
        runner.assertQueueEmpty();
    }

    @Test
    void whatWaitsStaysInTheQueueWhileAnOutgoingConnectionIsFull() {
        runner.enqueue(Customers.model());
        runner.enqueue(Customers.otherModel());
        runner.setRelationshipUnavailable(SampleGenerator.SUCCESS);
        runner.run();
        runner.assertTransferCount(SampleGenerator.SUCCESS, 1);
        assertEquals(1, runner.getQueueSize().getObjectCount());
    }

    @Test
    void readsTheModelAgainWhenItsFileChanges() throws IOException {
        final Path file = fromFile(Customers.model());
        withoutInput();
        runner.run(1, false);
        made().assertAttributeEquals("gan.model.id", id(Customers.model()));
        Files.write(file, Customers.otherModel());
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        runner.run(1, false, false);
        made().assertAttributeEquals("gan.model.id", id(Customers.otherModel()));
    }

    @Test
    void theSameSeedGivesTheSameRecordsAndBlankTellsTheSeedThatItTook() {
        runner.enqueue(Customers.model());
        runner.run();
        final MockFlowFile first = made();
        runner.enqueue(Customers.model());
        runner.run();
        assertNotEquals(first.getContent(), made().getContent());

        runner.setProperty("Random Seed", first.getAttribute("gan.seed"));
        runner.enqueue(Customers.model());
        runner.run();
        assertEquals(first.getContent(), made().getContent());
    }

    @Test
    void splitsOneStreamOfRecordsOverFlowFiles() {
        Flow.set(runner, Map.of("Random Seed", "9", "Number of Records", "10"));
        runner.enqueue(Customers.model());
        runner.run();
        final List<JsonNode> whole = Flow.records(made());
        runner.clearTransferState();

        runner.setProperty("Records Per FlowFile", "4");
        runner.enqueue(Customers.model(), Map.of("filename", "m.zip"));
        runner.run();
        final List<MockFlowFile> parts = runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS);
        assertEquals(
                List.of("4", "4", "2"),
                parts.stream().map(part -> part.getAttribute("record.count")).toList());
        assertEquals(
                List.of("0", "1", "2"),
                parts.stream().map(part -> part.getAttribute("fragment.index")).toList());
        assertEquals(
                1,
                parts.stream()
                        .map(part -> part.getAttribute("fragment.identifier"))
                        .distinct()
                        .count());
        parts.forEach(part -> part.assertAttributeEquals("fragment.count", "3"));
        parts.forEach(part -> part.assertAttributeEquals("segment.original.filename", "m.zip"));
        assertEquals(
                whole,
                parts.stream().flatMap(part -> Flow.records(part).stream()).toList());
    }

    @Test
    void makesMoreThanFitIntoOneChunk() {
        Flow.csvWriter(runner);
        runner.setProperty("Number of Records", "${n}");
        runner.enqueue(Customers.model(), Map.of("n", "4501"));
        runner.run();
        made().assertAttributeEquals("record.count", "4501");
        assertEquals(4_502, made().getContent().lines().count());
        assertEquals(4_501, runner.getCounterValue("Records Generated"));
    }

    @Test
    void tasksThatShareAModelMakeTheirOwnRecords() {
        Flow.set(runner, Map.of("Random Seed", "${seed}", "Number of Records", "200"));
        for (int seed = 0; seed < 8; seed++) {
            runner.enqueue(Customers.model(), Map.of("seed", Integer.toString(seed % 4)));
        }
        runner.setThreadCount(4);
        runner.run(8);
        runner.assertTransferCount(SampleGenerator.SUCCESS, 8);
        assertEquals(
                4,
                runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS).stream()
                        .map(MockFlowFile::getContent)
                        .distinct()
                        .count());
    }

    @Test
    void keepsOnlyRecordsAsRealAsAsked() {
        runner.setProperty("Minimum Realism", "0.05");
        runner.enqueue(Customers.model());
        runner.run();
        made().assertAttributeEquals("record.count", "30");
    }

    @Test
    void refusesARealismThatHardlyAnyRecordHas() {
        runner.setProperty("Minimum Realism", "0.99");
        runner.enqueue(Customers.model());
        runner.run();
        runner.assertAllFlowFilesTransferred(SampleGenerator.FAILURE, 1);
        assertSays(
                "realism",
                runner.getFlowFilesForRelationship(SampleGenerator.FAILURE)
                        .getFirst()
                        .getAttribute("gan.error")
                        .toLowerCase(Locale.ROOT));
    }

    private String refusal(final byte[] content, final Map<String, String> attributes) {
        runner.enqueue(content, attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred(SampleGenerator.FAILURE, 1);
        runner.assertPenalizeCount(1);
        return runner.getFlowFilesForRelationship(SampleGenerator.FAILURE)
                .getFirst()
                .getAttribute("gan.error");
    }

    private static void assertSays(final String part, final String message) {
        assertTrue(message.contains(part), message);
    }

    @Test
    void refusesAFlowFileThatIsNoModel() {
        assertSays("This is no model file", refusal("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    @Test
    void refusesAnEmptyFlowFile() {
        assertSays("This is no model file", refusal(new byte[0], Map.of()));
    }

    @Test
    void refusesATruncatedModel() {
        final byte[] model = Customers.model();
        assertSays("is cut off or damaged", refusal(Arrays.copyOf(model, model.length * 2 / 3), Map.of()));
    }

    @Test
    void refusesATamperedModel() {
        final byte[] model = Customers.model();
        for (int i = model.length / 3; i < model.length / 3 + 64; i++) {
            model[i] ^= 0x5A;
        }
        assertSays("is cut off or damaged", refusal(model, Map.of()));
    }

    @Test
    void refusesAnOversizedModel() throws IOException {
        assertSays("is larger than 8,388,608 bytes", refusal(OversizedZip.of(Customers.model()), Map.of()));
    }

    @Test
    void refusesANumberThatAttributesMakeWrong() {
        runner.setProperty("Number of Records", "${n}");
        final String reason = refusal(Customers.model(), Map.of("n", "some"));
        assertTrue(reason.contains("Number of Records") && reason.contains("some"), reason);
    }

    @Test
    void refusesAnAttributeThatIsNotThere() {
        runner.setProperty("Number of Records", "${n}");
        assertSays("Number of Records is blank", refusal(Customers.model(), Map.of()));
    }

    @Test
    void saysWhatIsMissingAndYieldsWhereThereIsNoInput() {
        Flow.set(
                runner,
                Map.of(
                        "Model Source",
                        "File",
                        "Model Location",
                        folder.resolve("none.zip").toString()));
        withoutInput();
        runner.run(3);
        runner.assertTransferCount(SampleGenerator.SUCCESS, 0);
        assertTrue(runner.isYieldCalled());
        // However often it looks: one bulletin, and no error, for the first model may still come.
        assertEquals(1, runner.getLogger().getWarnMessages().size());
        assertEquals(List.of(), runner.getLogger().getErrorMessages());
        assertTrue(
                Flow.logged(runner).stream().anyMatch(line -> line.contains("There is no file")),
                () -> Flow.logged(runner).toString());
    }

    @Test
    void syntheticRecordsDoNotSayFromWhichFileTheRealOnesCame() throws IOException {
        runner.enqueue(
                Customers.model(),
                Map.of(
                        "absolute.path",
                        "/home/ann/",
                        "file.owner",
                        "ann",
                        "sftp.remote.host",
                        "bank",
                        "s3.bucket",
                        "customers",
                        "profile.name",
                        "kept"));
        runner.run();
        final MockFlowFile made = made();
        for (final String gone : List.of("absolute.path", "file.owner", "sftp.remote.host", "s3.bucket")) {
            made.assertAttributeNotExists(gone);
        }
        made.assertAttributeEquals("profile.name", "kept");
        runner.getFlowFilesForRelationship(SampleGenerator.ORIGINAL)
                .getFirst()
                .assertAttributeEquals("file.owner", "ann");
    }

    @Test
    void saysThatModelsMustComeInWhereNothingIsConnected() {
        withoutInput();
        runner.run();
        assertTrue(runner.isYieldCalled());
        assertTrue(Flow.logged(runner).stream().anyMatch(line -> line.contains("connect")));
    }

    @ParameterizedTest
    @CsvSource({
        "Number of Records,0",
        "Number of Records,x",
        "Records Per FlowFile,-1",
        "Minimum Realism,1",
        "Random Seed,abc",
        "Model Source,Elsewhere"
    })
    void refusesSettingsOutOfRange(final String property, final String value) {
        runner.assertValid();
        runner.setProperty(property, value);
        runner.assertNotValid();
    }

    @Test
    void needsALocationWhereTheModelIsNotInFlowFiles() {
        runner.setProperty("Model Source", "File");
        runner.assertNotValid();
        runner.setProperty("Model Location", "/models/${name}.zip");
        runner.assertValid();
    }

    @Test
    void verificationTellsWhatTheModelIs() throws IOException {
        fromFile(Customers.model());
        final SampleGenerator processor = (SampleGenerator) runner.getProcessor();
        final List<ConfigVerificationResult> results =
                processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        assertEquals(
                List.of(Outcome.SUCCESSFUL, Outcome.SUCCESSFUL, Outcome.SUCCESSFUL),
                results.stream().map(ConfigVerificationResult::getOutcome).toList());
        final String model = results.getFirst().getExplanation();
        assertTrue(
                model.contains(id(Customers.model())) && model.contains("7 columns") && model.contains("400 records"),
                model);

        runner.setProperty("Model Location", folder.resolve("none.zip").toString());
        assertEquals(
                Outcome.FAILED,
                processor
                        .verify(runner.getProcessContext(), runner.getLogger(), Map.of())
                        .getFirst()
                        .getOutcome());
    }
}
