// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

class ScoreDiscriminatorTest {
    private static final String ALL = "All To Scored";

    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void csvToJson() throws IOException {
        runner = Flow.runner(new ScoreDiscriminator());
        Flow.csvReader(runner);
        Flow.jsonWriter(runner);
        Files.write(folder.resolve("model.zip"), Customers.model());
        runner.setProperty(
                "Model Location",
                folder.resolve("${model:replaceEmpty('model')}.zip").toString());
    }

    private MockFlowFile only(final org.apache.nifi.processor.Relationship relationship) {
        runner.assertTransferCount(ScoreDiscriminator.FAILURE, 0);
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private List<JsonNode> scored(final String content) {
        runner.setProperty("Routing Strategy", ALL);
        runner.enqueue(content);
        runner.run();
        return Flow.records(only(ScoreDiscriminator.SCORED));
    }

    private String refusal(final String content, final Map<String, String> attributes) {
        runner.enqueue(content, attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred(ScoreDiscriminator.FAILURE, 1);
        final MockFlowFile refused =
                runner.getFlowFilesForRelationship(ScoreDiscriminator.FAILURE).getFirst();
        refused.assertContentEquals(content);
        return refused.getAttribute("gan.error");
    }

    @Test
    void aMessageOfFieldsWithEndlessNamesEnds() {
        runner.enqueue("x".repeat(30_000) + ",y\n1,2\n");
        runner.run();
        final String error = runner.getFlowFilesForRelationship(ScoreDiscriminator.FAILURE)
                .getFirst()
                .getAttribute("gan.error");
        assertTrue(
                error.startsWith("The records have none of the model's 7 fields")
                        && error.length() == 2_000
                        && error.endsWith("..."),
                error);
    }

    @Test
    void addsProbabilityAndPercentileToEachRecordInItsOrder() throws IOException {
        final List<JsonNode> records = scored(Customers.csv(1_500));
        assertEquals(1_500, records.size());
        for (int row = 0; row < records.size(); row++) {
            final JsonNode record = records.get(row);
            assertEquals(1_000 + row, record.get("id").asInt());
            final double probability = record.get("gan_probability").asDouble();
            final double percentile = record.get("gan_percentile").asDouble();
            assertTrue(probability > 0 && probability < 1, record::toString);
            assertTrue(percentile >= 0 && percentile <= 100, record::toString);
            assertFalse(record.has("unusual"));
        }
        assertTrue(records.stream()
                        .map(record -> record.get("gan_probability").asDouble())
                        .distinct()
                        .count()
                > 10);
        final MockFlowFile flowFile = only(ScoreDiscriminator.SCORED);
        flowFile.assertAttributeEquals("record.count", "1500");
        flowFile.assertAttributeEquals("mime.type", "application/json");
        flowFile.assertAttributeEquals(
                "gan.model.id",
                GANModel.read(new ByteArrayInputStream(Customers.model())).id());
        assertEquals(
                records.stream()
                        .mapToDouble(record -> record.get("gan_probability").asDouble())
                        .average()
                        .orElseThrow(),
                Double.parseDouble(flowFile.getAttribute("gan.probability.mean")),
                1e-4);
        only(ScoreDiscriminator.ORIGINAL).assertContentEquals(Customers.csv(1_500));
        assertEquals(1, Flow.events(runner, ProvenanceEventType.CONTENT_MODIFIED));
        assertEquals(1, Flow.events(runner, ProvenanceEventType.FORK));
    }

    @Test
    void routesEachRecordByTheThreshold() {
        final List<JsonNode> all = scored(Customers.csv(300));
        final double median = all.stream()
                .mapToDouble(record -> record.get("gan_probability").asDouble())
                .sorted()
                .skip(150)
                .findFirst()
                .orElseThrow();
        runner.clearTransferState();

        Flow.set(runner, Map.of("Routing Strategy", "Route By Threshold", "Threshold", "${threshold}"));
        runner.enqueue(Customers.csv(300), Map.of("threshold", Double.toString(median)));
        runner.run();
        final List<JsonNode> real = Flow.records(only(ScoreDiscriminator.REAL));
        final List<JsonNode> generated = Flow.records(only(ScoreDiscriminator.GENERATED));
        assertEquals(
                all.stream()
                        .filter(record -> record.get("gan_probability").asDouble() >= median)
                        .toList(),
                real);
        assertEquals(
                all.stream()
                        .filter(record -> record.get("gan_probability").asDouble() < median)
                        .toList(),
                generated);
        only(ScoreDiscriminator.REAL).assertAttributeEquals("record.count", Integer.toString(real.size()));
    }

    @Test
    void routesUnusualRecordsByThePercentileAndSaysWhy() {
        Flow.set(runner, Map.of("Routing Strategy", "Route Unusual Records", "Reasons Field", "why"));
        runner.assertValid();
        runner.enqueue(
                Customers.csv(400, 11).replaceFirst("(?m)^1003,.*$", "1003,Qvx1b,350,2500.50,Cork,true,2021-05-05"));
        runner.run();
        final List<JsonNode> unusual = Flow.records(only(ScoreDiscriminator.UNUSUAL));
        final JsonNode odd = unusual.stream()
                .filter(record -> record.get("id").asInt() == 1_003)
                .findFirst()
                .orElseThrow();
        assertTrue(odd.get("why").asText().startsWith("age out of range"), odd::toString);
        assertTrue(
                unusual.stream().allMatch(record -> record.get("gan_percentile").asDouble() < 1), unusual::toString);
        // Of 399 records like those of the training about four are below the first percentile.
        assertTrue(unusual.size() <= 20, unusual.size() + " unusual");
        only(ScoreDiscriminator.USUAL).assertAttributeEquals("record.count", Integer.toString(400 - unusual.size()));
    }

    @Test
    void countsRecordsThatLackAFieldApartFromWrongOnes() {
        runner.setProperty("Reasons Field", "why");
        Flow.jsonReader(runner);
        final List<JsonNode> records = scored("""
                [{"id": 1001, "name": "Qvx1a", "age": 30, "income": 2500.5, "member": true, "joined": "2021-05-05"},
                 {"id": 1002, "name": "Qvx1b", "age": 30, "income": 2500.5, "city": "Nowhere", "member": true, \
                 "joined": "2021-05-05"}]
                """);
        assertTrue(
                records.get(1).get("why").asText().startsWith("city unknown"),
                () -> records.get(1).toString());
        only(ScoreDiscriminator.SCORED).assertAttributeEquals("gan.unusual.records", "2");
        only(ScoreDiscriminator.SCORED).assertAttributeEquals("gan.missing.records", "1");
    }

    @Test
    void sendsNoFlowFileWhereNoRecordGoes() {
        runner.setProperty("Threshold", "0");
        runner.enqueue(Customers.csv(50));
        runner.run();
        only(ScoreDiscriminator.REAL).assertAttributeEquals("record.count", "50");
        runner.assertTransferCount(ScoreDiscriminator.GENERATED, 0);
    }

    @Test
    void hasTheRelationshipsThatItsStrategyUses() {
        assertEquals(
                Set.of(
                        ScoreDiscriminator.REAL,
                        ScoreDiscriminator.GENERATED,
                        ScoreDiscriminator.ORIGINAL,
                        ScoreDiscriminator.FAILURE),
                runner.getProcessor().getRelationships());
        runner.setProperty("Routing Strategy", "Route Unusual Records");
        assertEquals(
                Set.of(
                        ScoreDiscriminator.USUAL,
                        ScoreDiscriminator.UNUSUAL,
                        ScoreDiscriminator.ORIGINAL,
                        ScoreDiscriminator.FAILURE),
                runner.getProcessor().getRelationships());
        runner.setProperty("Routing Strategy", ALL);
        assertEquals(
                Set.of(ScoreDiscriminator.SCORED, ScoreDiscriminator.ORIGINAL, ScoreDiscriminator.FAILURE),
                runner.getProcessor().getRelationships());
    }

    @Test
    void namesTheFieldsAsAskedAndReplacesThoseThatAreThere() {
        Flow.set(runner, Map.of("Probability Field", "member", "Percentile Field", "p", "Unusual Values Field", "odd"));
        final JsonNode record = scored(Customers.csv(30)).getFirst();
        assertTrue(
                record.get("member").isDouble()
                        && record.get("p").isNumber()
                        && record.get("odd").isInt(),
                record::toString);
        assertFalse(record.has("gan_probability"));
    }

    @Test
    void scoresRecordsThatDoNotFitTheModelAndCountsWhatItCannotPlace() {
        runner.setProperty("Unusual Values Field", "odd");
        Flow.jsonReader(runner);
        final List<JsonNode> records = scored("""
                [{"id": 1001, "name": "Qvx1a", "age": 30, "income": 2500.5, "city": "Cork", "member": true, "joined": \
                "2021-05-05"},
                 {"id": 1002, "name": "Qvx1b", "age": 30, "income": 2500.5, "city": "Nowhere", "member": true, \
                 "joined": "2021-05-05"},
                 {"id": 1003, "name": "Qvx1c", "age": "thirty", "income": 2500.5, "city": "Cork", "member": true, \
                 "joined": "2021-05-05"},
                 {"id": 1004, "name": "Qvx1d", "income": 2500.5, "city": "Cork", "member": true, "joined": \
                 "2021-05-05", "extra": {"a": [1, 2]}}]
                """);
        assertEquals(
                List.of(0, 1, 1, 1),
                records.stream().map(record -> record.get("odd").asInt()).toList());
        records.forEach(record -> assertTrue(
                record.get("gan_probability").asDouble() > 0
                        && record.get("gan_probability").asDouble() < 1,
                record::toString));
        assertEquals("thirty", records.get(2).get("age").asText());
        assertEquals(2, records.get(3).get("extra").get("a").get(1).asInt());
        only(ScoreDiscriminator.SCORED).assertAttributeEquals("gan.unusual.records", "3");
    }

    @Test
    void tasksThatShareAModelScoreAlike() {
        runner.setProperty("Routing Strategy", ALL);
        for (int i = 0; i < 8; i++) {
            runner.enqueue(Customers.csv(120));
        }
        runner.setThreadCount(4);
        runner.run(8);
        runner.assertTransferCount(ScoreDiscriminator.SCORED, 8);
        assertEquals(
                1,
                runner.getFlowFilesForRelationship(ScoreDiscriminator.SCORED).stream()
                        .map(MockFlowFile::getContent)
                        .distinct()
                        .count());
    }

    @Test
    void headerWithoutRecordsGivesAnEmptySet() {
        assertEquals(List.of(), scored(Customers.HEADER));
        only(ScoreDiscriminator.SCORED).assertAttributeEquals("record.count", "0");
    }

    @Test
    void refusesAnEmptyFlowFile() {
        assertTrue(refusal("", Map.of()).contains("empty"));
    }

    @Test
    void refusesRecordsOfAnotherTable() {
        final String reason = refusal("colour,size\nred,3\n", Map.of());
        assertTrue(reason.contains("colour, size") && reason.contains("id, name"), reason);
    }

    @Test
    void sendsOnNothingWhereTheReaderFailsHalfWay() {
        Flow.jsonReader(runner);
        assertTrue(refusal("[{\"age\": 3, \"city\": \"Cork\"}, {\"age\": ", Map.of())
                .contains("Record Reader"));
    }

    @Test
    void refusesWhereThereIsNoModelAndScoresOnceItIsThere() throws IOException {
        assertTrue(refusal(Customers.csv(20), Map.of("model", "later")).contains("later.zip"));
        Files.write(folder.resolve("later.zip"), Customers.model());
        runner.enqueue(
                runner.getFlowFilesForRelationship(ScoreDiscriminator.FAILURE).getFirst());
        runner.clearTransferState();
        runner.run();
        only(ScoreDiscriminator.ORIGINAL).assertAttributeNotExists("gan.error");
    }

    @Test
    void refusesATruncatedModel() throws IOException {
        final byte[] model = Customers.model();
        Files.write(folder.resolve("cut.zip"), Arrays.copyOf(model, model.length / 2));
        final String reason = refusal(Customers.csv(20), Map.of("model", "cut"));
        assertTrue(reason.contains("is cut off or damaged"), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "Threshold,1.5",
        "Threshold,often",
        "Probability Field,' '",
        "Percentile Field,gan_probability",
        "Unusual Values Field,gan_percentile",
        "Routing Strategy,None",
        "Classifier,Nobody",
        "Reasons Field,gan_probability",
        "Reasons Field,' '"
    })
    void refusesSettingsThatCannotBe(final String property, final String value) {
        runner.assertValid();
        runner.setProperty(property, value);
        runner.assertNotValid();
    }

    @Test
    void verificationTriesReaderModelAndWriter() {
        final ScoreDiscriminator processor = (ScoreDiscriminator) runner.getProcessor();
        assertEquals(
                List.of(Outcome.SUCCESSFUL, Outcome.SUCCESSFUL, Outcome.SUCCESSFUL),
                processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                        .map(ConfigVerificationResult::getOutcome)
                        .toList());
        assertEquals(
                List.of(Outcome.SUCCESSFUL, Outcome.FAILED, Outcome.SKIPPED),
                processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of("model", "none")).stream()
                        .map(ConfigVerificationResult::getOutcome)
                        .toList());
    }
}
