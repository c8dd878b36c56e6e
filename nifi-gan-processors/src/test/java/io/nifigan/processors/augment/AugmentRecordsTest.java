// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

class AugmentRecordsTest {
    private static final Map<String, String> BALANCE =
            Map.of("Task", "Balance", "Class Column", "city", "Random Seed", "5");
    private static final Map<String, String> IMPUTE = Map.of("Task", "Impute", "Random Seed", "5");
    private static final Map<String, String> VARY =
            Map.of("Task", "Vary", "Columns To Keep", "id, city,age", "Variations Per Record", "3", "Random Seed", "5");

    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void csvToJson() throws IOException {
        runner = Flow.runner(new AugmentRecords());
        Flow.csvReader(runner);
        Flow.jsonWriter(runner);
        Files.write(folder.resolve("model.zip"), Customers.model());
        runner.setProperty(
                "Model Location",
                folder.resolve("${model:replaceEmpty('model')}.zip").toString());
    }

    private MockFlowFile only() {
        runner.assertTransferCount(AugmentRecords.FAILURE, 0);
        runner.assertTransferCount(AugmentRecords.SUCCESS, 1);
        return runner.getFlowFilesForRelationship(AugmentRecords.SUCCESS).getFirst();
    }

    private List<JsonNode> augmented(final Map<String, String> properties, final String content) {
        Flow.set(runner, properties);
        runner.clearTransferState();
        runner.enqueue(content);
        runner.run();
        final List<JsonNode> records = Flow.records(only());
        only().assertAttributeEquals("record.count", Integer.toString(records.size()));
        runner.getFlowFilesForRelationship(AugmentRecords.ORIGINAL).getFirst().assertContentEquals(content);
        return records;
    }

    private String refusal(
            final Map<String, String> properties, final String content, final Map<String, String> attributes) {
        Flow.set(runner, properties);
        runner.enqueue(content, attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred(AugmentRecords.FAILURE, 1);
        final MockFlowFile refused =
                runner.getFlowFilesForRelationship(AugmentRecords.FAILURE).getFirst();
        refused.assertContentEquals(content);
        return refused.getAttribute("gan.error");
    }

    private static Map<String, Long> counts(final List<JsonNode> records, final String field) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> record.get(field).asText(), TreeMap::new, Collectors.counting()));
    }

    /** Customers of whom only every tenth lives in Cork. */
    private static String lopsided(final int rows) {
        final List<String> lines = Customers.csv(rows).lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> i % 10 == 0 || !lines.get(i).contains("Cork"))
                .mapToObj(lines::get)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Rows of a CSV without the cells of some columns in every n-th row. */
    private static String gaps(final String csv, final int every, final int... columns) {
        final List<String> lines = new ArrayList<>();
        for (final String line : csv.lines().toList()) {
            final String[] cells = line.split(",");
            if (!lines.isEmpty() && lines.size() % every == 0) {
                Arrays.stream(columns).forEach(c -> cells[c] = "");
            }
            lines.add(String.join(",", cells));
        }
        return String.join("\n", lines) + "\n";
    }

    @Test
    void balancesClassesAndKeepsTheOriginalsInFront() throws IOException {
        final String content = lopsided(1_500);
        final List<JsonNode> plain = augmented(IMPUTE, content);
        final List<JsonNode> records = augmented(BALANCE, content);
        final long max = counts(plain, "city").values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        assertEquals(Map.of("Bergen", max, "Cork", max, "Delft", max, "Espoo", max), counts(records, "city"));
        assertEquals(plain, records.subList(0, plain.size()));
        only().assertAttributeEquals("gan.added.records", Long.toString(records.size() - plain.size()));
        only().assertAttributeEquals("gan.seed", "5");
        only().assertAttributeEquals(
                        "gan.model.id",
                        GANModel.read(new ByteArrayInputStream(Customers.model()))
                                .id());
        only().assertAttributeEquals("mime.type", "application/json");
        assertEquals(records.size() - plain.size(), runner.getCounterValue("Records Added"));
        assertEquals(2, Flow.events(runner, ProvenanceEventType.CONTENT_MODIFIED));
        final JsonNode synthetic = records.getLast();
        assertTrue(
                synthetic.get("income").isNumber()
                        && synthetic.get("member").isBoolean()
                        && !synthetic.get("name").asText().isEmpty(),
                synthetic::toString);
    }

    @Test
    void meetsSharesAndLeavesTheOriginalsOutWhereAsked() {
        final String content = lopsided(400);
        final Map<String, Long> real = counts(augmented(IMPUTE, content), "member");
        final Map<String, String> properties = Map.of(
                "Class Column",
                "${column:replaceEmpty('member')}",
                "Class Shares",
                "TRUE=90%,FALSE=10%",
                "Include Originals",
                "false",
                "Origin Field",
                "from",
                "Task",
                "Balance");
        final List<JsonNode> records = augmented(properties, content);
        final Map<String, Long> added = counts(records, "member");
        // There are fewer true ones than nine times the false ones, so only these are added.
        assertEquals(Map.of("true", 9 * real.get("false") - real.get("true")), added);
        assertEquals(Map.of("synthetic", (long) records.size()), counts(records, "from"));
    }

    @Test
    void aFixedSeedGivesTheSameRecords() {
        for (final Map<String, String> task : List.of(BALANCE, IMPUTE, VARY)) {
            final String content = gaps(lopsided(300), 3, 2, 4);
            final List<JsonNode> first = augmented(task, content);
            assertEquals(first, augmented(task, content));
            if (!task.equals(IMPUTE)) {
                runner.setProperty("Random Seed", "6");
                assertNotEquals(first, augmented(Map.of(), content));
            }
        }
    }

    @Test
    void fillsInWhatIsMissingAndNothingElse() {
        final String whole = Customers.csv(1_200);
        final List<JsonNode> plain = augmented(IMPUTE, whole);
        only().assertAttributeEquals("gan.completed.records", "0");
        for (final String filling : List.of("Typical Value", "Random Value")) {
            final List<JsonNode> records =
                    augmented(Map.of("Fill With", filling, "Origin Field", "from"), gaps(whole, 4, 1, 2, 4, 5, 6));
            assertEquals(1_200, records.size());
            for (int r = 0; r < records.size(); r++) {
                final boolean completed = (r + 1) % 4 == 0;
                assertEquals(
                        completed ? "completed" : "original",
                        records.get(r).get("from").asText());
                for (final String field : List.of("id", "name", "age", "income", "city", "member", "joined")) {
                    assertFalse(records.get(r).get(field).isNull(), field);
                    assertTrue(
                            !"joined".equals(field)
                                    || records.get(r).get(field).asText().matches("202\\d-\\d\\d-\\d\\d"),
                            records.get(r)::toString);
                    if (!completed || "id".equals(field) || "income".equals(field)) {
                        assertEquals(plain.get(r).get(field), records.get(r).get(field), field);
                    }
                }
            }
            only().assertAttributeEquals("gan.completed.records", "300");
            only().assertAttributeEquals("gan.completed.values", "1500");
            assertFalse(only().getAttributes().containsKey("gan.added.records"));
        }
        assertEquals(600, runner.getCounterValue("Records Completed"));
    }

    @Test
    void fillsInOnlyTheColumnsThatAreNamedAlsoSomeThatTheRecordsDoNotHave() {
        final String content = Customers.csv(40)
                .lines()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .collect(Collectors.joining("\n"));
        final List<JsonNode> records =
                augmented(Map.of("Task", "Impute", "Columns To Complete", "city, joined"), gaps(content, 2, 2, 4));
        for (int r = 0; r < records.size(); r++) {
            assertEquals((r + 1) % 2 == 0, records.get(r).get("age").isNull());
            assertTrue(List.of("Bergen", "Cork", "Delft", "Espoo")
                    .contains(records.get(r).get("city").asText()));
            // Days of 2020 to 2022, which the writer gives in milliseconds where it has no format for them.
            assertEquals(
                    2021,
                    Instant.ofEpochMilli(records.get(r).get("joined").asLong())
                            .atZone(ZoneId.systemDefault())
                            .getYear(),
                    1);
        }
    }

    @Test
    void aValueThatDoesNotFitIsNoGapAndFieldsThatTheModelDoesNotKnowPass() {
        Flow.jsonReader(runner);
        final List<JsonNode> records = augmented(IMPUTE, """
                [{"id": 1, "age": "thirty", "city": "Nowhere", "member": null, "extra": {"a": [1, 2]}},
                 {"id": 2, "age": "31", "city": null, "member": true, "extra": {"a": [3]}},
                 {"id": 3, "age": " ", "city": "", "member": true, "extra": {"a": [4]}}]
                """);
        assertEquals("thirty", records.get(0).get("age").asText());
        assertEquals("Nowhere", records.get(0).get("city").asText());
        assertTrue(records.get(0).get("member").isBoolean());
        assertEquals(2, records.get(0).get("extra").get("a").get(1).asInt());
        assertFalse(records.get(1).get("city").isNull());
        assertFalse(records.get(1).has("income"));
        assertTrue(List.of("Bergen", "Cork", "Delft", "Espoo")
                .contains(records.get(2).get("city").asText()));
        assertFalse(records.get(2).get("age").asText().isBlank());
    }

    @Test
    void makesVariationsThatKeepTheColumnsNamed() {
        final List<JsonNode> records = augmented(VARY, Customers.csv(700));
        assertEquals(2_800, records.size());
        for (int r = 0; r < records.size(); r += 4) {
            final JsonNode original = records.get(r);
            assertEquals(1_000 + r / 4, original.get("id").asInt());
            for (final JsonNode variation : records.subList(r + 1, r + 4)) {
                for (final String field : List.of("id", "city", "age")) {
                    assertEquals(original.get(field), variation.get(field));
                }
                assertNotEquals(original.get("name"), variation.get("name"));
            }
            assertTrue(records.subList(r, r + 4).stream()
                            .map(record -> record.get("income"))
                            .distinct()
                            .count()
                    > 1);
        }
        only().assertAttributeEquals("gan.added.records", "2100");
        assertEquals(
                2_100,
                augmented(Map.of("Include Originals", "false"), Customers.csv(700))
                        .size());
    }

    @Test
    void widensFieldsThatCannotCarryTheModelsValues() {
        // Read without a schema, income looks like whole numbers here.
        final String content = "id,income,city\n1,100,Cork\n2,200,Cork\n3,300,Delft\n";
        final List<JsonNode> records = augmented(BALANCE, content);
        assertEquals(Map.of("Cork", 2L, "Delft", 2L), counts(records, "city"));
        assertEquals(
                List.of("id", "income", "city"),
                Stream.iterate(0, i -> i + 1)
                        .limit(3)
                        .map(i -> names(records.getLast()).get(i))
                        .toList());
        assertTrue(counts(augmented(Map.of("Class Shares", "Cork=10,Delft=90"), content), "income").keySet().stream()
                .anyMatch(income -> income.contains(".") && !income.endsWith(".0") && !income.endsWith(".00")));
    }

    private static List<String> names(final JsonNode record) {
        final List<String> names = new ArrayList<>();
        record.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void headerWithoutRecordsGivesAnEmptySet() {
        for (final Map<String, String> task : List.of(BALANCE, IMPUTE, VARY)) {
            assertEquals(List.of(), augmented(task, Customers.HEADER));
        }
    }

    @Test
    void refusesAClassThatTheModelNeverSawAndSaysWhichItKnows() {
        final String reason =
                refusal(BALANCE, Customers.csv(50) + "1,Qvx,30,2500.5,Atlantis,true,2021-05-05\n", Map.of());
        assertTrue(reason.contains("Bergen, ") && reason.contains("Espoo") && !reason.contains("Atlantis"), reason);
    }

    @Test
    void refusesSharesOfClassesThatTheModelNeverSaw() {
        final String reason = refusal(
                Map.of("Task", "Balance", "Class Column", "city", "Class Shares", "${shares}"),
                Customers.csv(50),
                Map.of("shares", "Atlantis=10%"));
        assertTrue(reason.contains("Atlantis") && reason.contains("Cork"), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "Balance,Class Column,income,instead of classes",
        "Balance,Class Column,colour,no column 'colour'",
        "Impute,Columns To Complete,colour,no column",
        "Vary,Columns To Keep,colour,no field 'colour'"
    })
    void refusesColumnsThatDoNotFit(final String task, final String property, final String value, final String reason) {
        final String found = refusal(Map.of("Task", task, property, value), Customers.csv(20), Map.of());
        assertTrue(found.contains(reason), found);
    }

    @Test
    void refusesRecordsOfAnotherTable() {
        final String reason = refusal(IMPUTE, "colour,size\nred,3\n", Map.of());
        assertTrue(reason.contains("colour, size") && reason.contains("id, name"), reason);
    }

    @Test
    void refusesWhereThereIsNoModel() {
        assertTrue(refusal(IMPUTE, Customers.csv(20), Map.of("model", "later")).contains("later.zip"));
    }

    @Test
    void sendsOnNothingWhereTheReaderFailsHalfWay() {
        Flow.jsonReader(runner);
        assertTrue(refusal(IMPUTE, "[{\"age\": 3, \"city\": \"Cork\"}, {\"age\": ", Map.of())
                .contains("Record Reader"));
    }

    @ParameterizedTest
    @CsvSource({"Class Shares,yes", "Class Shares,'a=60%,b=60%'", "Task,None", "Random Seed,often"})
    void refusesSettingsThatCannotBe(final String property, final String value) {
        Flow.set(runner, BALANCE);
        runner.assertValid();
        runner.setProperty(property, value);
        runner.assertNotValid();
    }

    @Test
    void tasksThatShareAModelDoAlike() {
        Flow.set(runner, VARY);
        for (int i = 0; i < 6; i++) {
            runner.enqueue(Customers.csv(60));
        }
        runner.setThreadCount(3);
        runner.run(6);
        runner.assertTransferCount(AugmentRecords.SUCCESS, 6);
        assertEquals(
                1,
                runner.getFlowFilesForRelationship(AugmentRecords.SUCCESS).stream()
                        .map(MockFlowFile::getContent)
                        .distinct()
                        .count());
    }

    private List<Outcome> verification(final Map<String, String> attributes) {
        return ((AugmentRecords) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), attributes).stream()
                        .map(ConfigVerificationResult::getOutcome)
                        .toList();
    }

    @Test
    void verificationTriesReaderModelSettingsAndWriter() {
        Flow.set(runner, BALANCE);
        assertEquals(
                List.of(Outcome.SUCCESSFUL, Outcome.SUCCESSFUL, Outcome.SUCCESSFUL, Outcome.SUCCESSFUL),
                verification(Map.of()));
        assertEquals(
                List.of(Outcome.SUCCESSFUL, Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED),
                verification(Map.of("model", "none")));
        runner.setProperty("Class Column", "income");
        assertEquals(Outcome.FAILED, verification(Map.of()).get(2));
    }

    @Test
    void aFairTargetIsDrawnAnewInSyntheticValuesOnly() throws IOException {
        final Map<String, String> fair = Map.of("Fair Target", "member", "Sensitive Columns", "city");
        final String content = gaps(Customers.csv(200), 4, 5);
        final List<JsonNode> plain = augmented(IMPUTE, content);
        Flow.set(runner, fair);
        final List<JsonNode> completed = augmented(IMPUTE, content);
        only().assertAttributeEquals("gan.fair.target", "member");
        only().assertAttributeEquals("gan.fair.sensitive", "city");
        assertTrue(Double.parseDouble(only().getAttribute("gan.fair.gap")) < .1);
        int drawn = 0;
        for (int r = 0; r < plain.size(); r++) {
            for (final String column : List.of("id", "name", "age", "income", "city", "joined")) {
                assertEquals(plain.get(r).get(column), completed.get(r).get(column));
            }
            final boolean isEqual =
                    plain.get(r).get("member").equals(completed.get(r).get("member"));
            assertTrue(isEqual || (r + 1) % 4 == 0, "row " + r);
            drawn += isEqual ? 0 : 1;
        }
        assertTrue(drawn > 5, "drawn " + drawn);
        assertEquals(
                counts(augmented(BALANCE, lopsided(500)), "city").values().stream()
                        .distinct()
                        .count(),
                1);
        runner.clearTransferState();
        assertTrue(refusal(Map.of("Fair Target", "tier"), content, Map.of()).contains("'tier'"));
    }
}
