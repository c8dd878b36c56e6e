// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleConditionsTest {
    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void jsonFromFlowFiles() {
        runner = Flow.runner(new SampleGenerator());
        Flow.jsonWriter(runner);
        runner.setProperty("Number of Records", "200");
    }

    private MockFlowFile made(final Map<String, String> attributes) {
        runner.enqueue(Customers.model(), attributes);
        runner.run();
        runner.assertTransferCount(SampleGenerator.FAILURE, 0);
        return runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS).getLast();
    }

    private String refusal(final Map<String, String> attributes) {
        runner.enqueue(Customers.model(), attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred(SampleGenerator.FAILURE, 1);
        return runner.getFlowFilesForRelationship(SampleGenerator.FAILURE)
                .getFirst()
                .getAttribute("gan.error");
    }

    private void fromFile() throws IOException {
        final Path file = folder.resolve("model.zip");
        Files.write(file, Customers.model());
        Flow.set(runner, Map.of("Model Source", "File", "Model Location", file.toString()));
    }

    @Test
    void everyRecordMeetsAllConditions() {
        Flow.set(
                runner,
                Map.of(
                        "column:city",
                        "Cork, Delft",
                        "column:age",
                        "[30..50)",
                        "column:member",
                        "TRUE",
                        "column:joined",
                        ">= 2021-01-01",
                        "column:income",
                        "not null"));
        final MockFlowFile made = made(Map.of());
        made.assertAttributeEquals("record.count", "200");
        made.assertAttributeEquals(
                "gan.conditions",
                "age: [30..50); city: Cork, Delft; income: not null; joined: >= 2021-01-01; member: " + "TRUE");
        made.assertAttributeNotExists("gan.temperature");
        final Set<String> cities = new HashSet<>();
        for (final JsonNode record : Flow.records(made)) {
            cities.add(record.get("city").asText());
            assertTrue(record.get("age").asInt() >= 30 && record.get("age").asInt() < 50, record::toString);
            assertTrue(record.get("member").asBoolean(), record::toString);
            assertTrue(new Date(record.get("joined").asLong()).toLocalDate().getYear() >= 2021, record::toString);
        }
        assertEquals(Set.of("Cork", "Delft"), cities);
    }

    @Test
    void attributesOfTheFlowFileMayBeTheCondition() {
        runner.setProperty("column:city", "${class}");
        final MockFlowFile made = made(Map.of("class", "Espoo"));
        Flow.records(made)
                .forEach(record -> assertEquals("Espoo", record.get("city").asText()));
        made.assertAttributeEquals("gan.conditions", "city: Espoo");
    }

    @Test
    void anAttributeThatIsNotThereIsRefusedAndNotTakenAsNoCondition() {
        runner.setProperty("column:city", "${class}");
        final String reason = refusal(Map.of());
        assertTrue(reason.contains("'city' is empty"), reason);
    }

    @Test
    void aConditionThatCannotBeMetSaysWhatTheModelKnows() {
        runner.setProperty("column:city", "Corc");
        final String reason = refusal(Map.of());
        assertTrue(
                reason.contains("'city'") && reason.contains("never saw the value 'Corc'") && reason.contains("Cork, "),
                reason);
    }

    @Test
    void aConditionOnAnUnknownColumnNamesThoseThatThereAre() {
        runner.setProperty("column:colour", "red");
        assertTrue(refusal(Map.of()).contains("id, name, age, income, city, member, joined"));
    }

    @Test
    void withoutInputWhatCannotBeMetIsLoggedAndTheProcessorYields() throws IOException {
        fromFile();
        runner.setProperty("column:age", "> 200");
        runner.setIncomingConnection(false);
        runner.setNonLoopConnection(false);
        runner.run();
        runner.assertTransferCount(SampleGenerator.SUCCESS, 0);
        assertTrue(runner.isYieldCalled());
        assertTrue(
                Flow.logged(runner).stream()
                        .anyMatch(line -> line.contains("'> 200' on column 'age' can never be met")),
                () -> Flow.logged(runner).toString());
    }

    @Test
    void theSameSeedGivesTheSameRecordsHoweverTheyAreSplit() {
        Flow.set(runner, Map.of("Random Seed", "9", "Number of Records", "30", "column:city", "Bergen"));
        final List<JsonNode> whole = Flow.records(made(Map.of()));
        runner.clearTransferState();
        runner.setProperty("Records Per FlowFile", "7");
        made(Map.of());
        final List<MockFlowFile> parts = runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS);
        assertEquals(5, parts.size());
        assertEquals(
                whole,
                parts.stream().flatMap(part -> Flow.records(part).stream()).toList());
        parts.forEach(part -> part.assertAttributeEquals("gan.conditions", "city: Bergen"));
    }

    @Test
    void aColumnMayBeNamedLikeAProperty() {
        runner.setProperty("column:Temperature", "20");
        assertTrue(refusal(Map.of()).contains("column 'Temperature'"));
    }

    @ParameterizedTest
    @CsvSource({"city, column:city", "Column:city, column:Column:city", "column:, column:age", "' ', column:age"})
    void aPropertyWithoutThePrefixIsInvalidAndSaysHowToNameIt(final String name, final String right) {
        runner.setProperty(name, "Cork");
        final String reason =
                assertThrows(AssertionError.class, runner::assertValid).getMessage();
        assertTrue(reason.contains("such as '%s'".formatted(right)), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Cork", "\"Cork\" x"})
    void quotesThatDoNotMatchAreRefusedBeforeItRuns(final String condition) {
        runner.setProperty("column:city", condition);
        runner.assertNotValid();
        runner.setProperty("column:city", "\"Cork\", not known yet, ${class}");
        runner.assertValid();
    }

    @Test
    void temperatureChangesTheRecordsAndIsTold() {
        Flow.set(runner, Map.of("Random Seed", "9", "Temperature", "${t}"));
        final MockFlowFile plain = made(Map.of("t", "1"));
        plain.assertAttributeNotExists("gan.temperature");
        final MockFlowFile cold = made(Map.of("t", "0.5"));
        cold.assertAttributeEquals("gan.temperature", "0.5");
        assertNotEquals(plain.getContent(), cold.getContent());
        runner.clearTransferState();
        assertTrue(refusal(Map.of("t", "3")).contains("Temperature is 3.0; it must be 0.1 to 2.0"));
        runner.setProperty("Temperature", "0");
        runner.assertNotValid();
    }

    @Test
    void verificationTellsWhatTheConditionsMean() throws IOException {
        Flow.set(runner, Map.of("column:city", "Cork", "column:age", "not null"));
        assertTrue(settings()
                .getExplanation()
                .endsWith("that meet: age: not null; city: Cork (whether the model can meet them is checked "
                        + "when it is there)"));
        fromFile();
        final String known = settings().getExplanation();
        assertTrue(
                known.matches(
                        "(?s).*that meet: age: not null \\(integer; met by about 100 % of the training records\\); "
                                + "city: Cork \\(category; met by about 2\\d(\\.\\d)? % of the training records\\)"),
                known);
        runner.setProperty("column:city", "Corc");
        assertEquals(Outcome.FAILED, settings().getOutcome());
        assertTrue(settings().getExplanation().contains("never saw the value 'Corc'"));
    }

    private ConfigVerificationResult settings() {
        return ((SampleGenerator) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of())
                .get(1);
    }
}
