// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class TrainGANBadInputTest {
    private static final String PEOPLE = """
            {"type": "record", "name": "person", "fields": [{"name": "name", "type": "string"}, {"name": "age", \
            "type": "int"}]}""";
    private TestRunner runner;

    @BeforeEach
    void quickTrainingOnCsv() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
    }

    private String refusal(final String content, final Map<String, String> attributes) {
        runner.enqueue(content, attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred(TrainGAN.FAILURE, 1);
        final MockFlowFile refused =
                runner.getFlowFilesForRelationship(TrainGAN.FAILURE).getFirst();
        refused.assertContentEquals(content);
        runner.assertPenalizeCount(1);
        return refused.getAttribute("gan.error");
    }

    private String refusal(final String content) {
        return refusal(content, Map.of());
    }

    private Map<String, ColumnKind> trained(final String content) {
        runner.enqueue(content);
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        runner.assertTransferCount(TrainGAN.ORIGINAL, 1);
        final byte[] file =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst().toByteArray();
        try {
            return GANModel.read(new ByteArrayInputStream(file)).columns().stream()
                    .collect(Collectors.toMap(Column::name, Column::kind));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertSays(final String message, final String... parts) {
        for (final String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void aRuleThatRecordsBreakIsToldWithTheirNumber() {
        runner.setProperty(TrainingProperties.RULES, "income <= age");
        assertSays(
                refusal(Customers.csv(300)),
                "The rule 'income <= age' is broken in 300 of 300 rows",
                "take it out",
                "The first is row 1");
    }

    @Test
    void refusesAnEmptyFlowFile() {
        assertSays(refusal(""), "empty");
    }

    @Test
    void refusesAHeaderWithoutRecords() {
        assertSays(refusal(Customers.HEADER), "0 records");
    }

    @Test
    void refusesLinesThatTheReaderDidNotSplit() {
        final String file = Customers.csv(300).replace(",", "\t");
        assertSays(refusal(file), "hold tabs", "set the reader's Value Separator to tab");
        assertNothingOfTheRecordsIsTold(300);
    }

    @Test
    void refusesASingleRecord() {
        assertSays(refusal(Customers.csv(1)), "1 records", "at least 20");
    }

    @Test
    void refusesAReaderThatFailsHalfWayWithoutQuotingTheRecord() {
        Flow.jsonReader(runner, PEOPLE);
        final String records = IntStream.range(0, 50)
                .mapToObj(row -> "{\"name\": \"%s\", \"age\": %d}".formatted(Customers.name(row), row))
                .collect(Collectors.joining(","));
        assertSays(
                refusal("[" + records + ", {\"name\": \"" + Customers.name(50) + "\", \"age\": nonsense}]"),
                "failed after 50 records");
        assertNothingOfTheRecordsIsTold(51);
    }

    @Test
    void refusesAValueOfTheWrongTypeWithoutQuotingIt() {
        Flow.jsonReader(runner, PEOPLE);
        assertSays(
                refusal("[{\"name\": \"a\", \"age\": 3}, {\"name\": \"b\", \"age\": \"" + Customers.name(0) + "\"}]"),
                "failed after 1 records");
        assertNothingOfTheRecordsIsTold(1);
    }

    @Test
    void refusesAFlowFileThatIsCutOff() {
        Flow.jsonReader(runner);
        assertSays(refusal("[{\"a\": 1}, {\"a\": "), "Record Reader");
    }

    @Test
    void learnsTheRestWhereArraysOfRecordsAreIgnored() {
        Flow.jsonReader(runner);
        runner.setProperty("What Cannot Be Learnt", "Fail");
        final String records = IntStream.range(0, 60)
                .mapToObj(row -> "{\"age\": %d, \"income\": %d, \"orders\": [{\"street\": \"S%d\"}]}"
                        .formatted(row % 30, row * 7 % 11, row))
                .collect(Collectors.joining(",", "[", "]"));
        runner.setProperty("column:orders", "ignore");
        assertEquals(
                List.of("age", "income"),
                trained(records).keySet().stream().sorted().toList());
    }

    @Test
    void refusesArraysOfDifferentLengths() {
        Flow.jsonReader(runner);
        runner.setProperty("What Cannot Be Learnt", "Fail");
        assertSays(
                refusal(IntStream.range(0, 60)
                        .mapToObj(row -> "{\"age\": %d, \"marks\": [1, 2%s]}".formatted(row, row == 40 ? ", 3" : ""))
                        .collect(Collectors.joining(",", "[", "]"))),
                "'marks'",
                "2 to 3 elements",
                "one length");
    }

    @Test
    void refusesPropertiesThatNameNoColumnSinceOneMistypedWouldBeLearnt() {
        runner.setProperty("Columns To Ignore", "nmae");
        assertSays(refusal(Customers.csv(100)), "nmae", "name, age");
    }

    @Test
    void refusesSettingsThatAttributesMakeWrong() {
        runner.setProperty("Maximum Steps", "${steps}");
        assertSays(refusal(Customers.csv(100), Map.of("steps", "lots")), "Maximum Steps", "lots");
    }

    @Test
    void refusesATableWithNothingLeftToLearn() {
        final String reason = refusal(
                "name\n"
                        + IntStream.range(0, 100)
                                .mapToObj(row -> Customers.name(row) + "\n")
                                .collect(Collectors.joining()),
                Map.of());
        assertSays(reason, "nothing to learn");
        assertNothingOfTheRecordsIsTold(100);
    }

    @Test
    void learnsBesideAColumnWithoutValues() {
        assertEquals(
                ColumnKind.CATEGORY,
                trained(Customers.csvWith("nothing", 200, row -> "")).get("nothing"));
    }

    @Test
    void learnsBesideAConstantColumn() {
        assertEquals(
                ColumnKind.CATEGORY,
                trained(Customers.csvWith("constant", 200, row -> "same")).get("constant"));
    }

    @Test
    void makesValuesThatAreAllDistinctAnew() {
        assertEquals(
                ColumnKind.IDENTIFIER,
                trained(Customers.csvWith("name", 200, Customers::name)).get("name"));
    }

    @Test
    void learnsFiveThousandCategories() {
        Flow.set(runner, Map.of("column:code", "category", "Maximum Steps", "1"));
        assertEquals(
                ColumnKind.CATEGORY,
                trained(Customers.csvWith("code", 10_000, row -> "C" + row * 31 % 5_000))
                        .get("code"));
    }

    @Test
    void learnsFiveHundredColumns() {
        final StringBuilder csv = new StringBuilder(
                IntStream.range(0, 500).mapToObj(c -> "c" + c).collect(Collectors.joining(",", "", "\n")));
        for (int row = 0; row < 60; row++) {
            final int r = row;
            csv.append(IntStream.range(0, 500)
                    .mapToObj(c -> c % 2 == 0 ? Integer.toString(r * (c + 3) % 17) : "v" + r * (c + 1) % 5)
                    .collect(Collectors.joining(",", "", "\n")));
        }
        runner.setProperty("Maximum Steps", "1");
        assertEquals(500, trained(csv.toString()).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void takesWhatIsNoFiniteNumberAsMissing(final String odd) {
        assertEquals(
                ColumnKind.DECIMAL,
                trained(Customers.csvWith(
                                "ratio",
                                200,
                                row -> row % 10 == 0 ? odd : String.format(Locale.ROOT, "%.3f", row / 7.0)))
                        .get("ratio"));
        assertTrue(
                Flow.logged(runner).stream().anyMatch(line -> line.contains("'ratio'") && line.contains("missing")),
                () -> Flow.logged(runner).toString());
    }

    @Test
    void readsNumbersThatComeAsText() {
        Flow.jsonReader(runner);
        final String records = IntStream.range(0, 200)
                .mapToObj(row -> "{\"age\": \"%d\", \"price\": \"%d.%02d\", \"on\": \"2024-01-%02d\"}"
                        .formatted(20 + row % 50, row % 13, row * 17 % 100, 1 + row % 28))
                .collect(Collectors.joining(",", "[", "]"));
        assertEquals(
                Map.of("age", ColumnKind.INTEGER, "price", ColumnKind.DECIMAL, "on", ColumnKind.DATE),
                trained(records));
    }

    @Test
    void tellsNothingOfTheRecordsThatItLearnsFrom() {
        trained(Customers.csv(120));
        assertNothingOfTheRecordsIsTold(120);
        assertFalse(new String(
                        runner.getFlowFilesForRelationship(TrainGAN.MODEL)
                                .getFirst()
                                .toByteArray(),
                        StandardCharsets.ISO_8859_1)
                .contains(Customers.name(3)));
    }

    private void assertNothingOfTheRecordsIsTold(final int rows) {
        final String told = Flow.logged(runner)
                + List.of(TrainGAN.MODEL, TrainGAN.ORIGINAL, TrainGAN.FAILURE).stream()
                        .flatMap(relationship -> runner.getFlowFilesForRelationship(relationship).stream())
                        .map(flowFile -> flowFile.getAttributes().toString())
                        .collect(Collectors.joining())
                + runner.getProvenanceEvents().stream()
                        .map(event -> event.getDetails() + event.getAttributes())
                        .collect(Collectors.joining());
        IntStream.range(0, rows)
                .forEach(row -> assertFalse(
                        told.contains(Customers.name(row)),
                        () -> "told " + Customers.name(row) + ": "
                                + told.substring(
                                        Math.max(0, told.indexOf(Customers.name(row)) - 300),
                                        told.indexOf(Customers.name(row)))));
    }
}
