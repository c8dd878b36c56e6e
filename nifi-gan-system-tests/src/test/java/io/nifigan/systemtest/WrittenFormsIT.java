// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A test in a real NiFi that synthetic records are written as people, programs and schemas write real ones: a JSON, a
 * CSV and an Avro file, each through TrainGAN and SampleGenerator.
 */
class WrittenFormsIT {
    private static final int ROWS = 600;
    /** Minimum number of rows for a text to be a category or a word of the model. */
    private static final int ROWS_OF_A_WORD = 5;
    /**
     * Minimum length of a text that counts as copied from a record; shorter ones, such as 12.5, are equal by chance.
     */
    private static final int LENGTH_OF_A_VALUE = 6;

    /** The least share of times with the offset of their season; 600 records and a few steps gave .955. */
    private static final double IN_SEASON = .85;

    private static NiFiNode node;
    private static FormatFlow json;
    private static FormatFlow csv;
    private static FormatFlow avro;
    private static final List<Map<String, Object>> READINGS = JsonReadings.rows(ROWS);
    private static final List<Map<String, String>> CLIENTS = CsvClients.rows(ROWS);
    private static byte[] payments;

    @BeforeAll
    static void runFlows() throws IOException, InterruptedException {
        payments = AvroPayments.file(ROWS);
        final Path target = Path.of(System.getProperty("nifi.gan.demo.target"));
        node = new NiFiNode(NiFiHome.in(target, "written-forms-it"), false);
        node.begin(NiFiSettings.alone(NiFiHome.newSensitiveKey()));
        node.awaitStart();
        json = FormatFlow.start(node, FormatFlow.Format.JSON, JsonReadings.write(READINGS));
        csv = FormatFlow.start(node, FormatFlow.Format.CSV, CsvClients.write(CLIENTS));
        avro = FormatFlow.start(node, FormatFlow.Format.AVRO, payments);
        for (final FormatFlow flow : List.of(json, csv, avro)) {
            flow.synthetic();
        }
    }

    @AfterAll
    static void stopNiFi() throws IOException {
        node.stop();
    }

    @Test
    void timesInJsonHaveTheOffsetsOfTheirSeasons() throws IOException, InterruptedException {
        final List<Map<String, Object>> synthetic = JsonReadings.read(json.synthetic());
        assertEquals(ROWS, synthetic.size());
        final ColumnPair at = ColumnPair.of(JsonReadings.AT, READINGS, synthetic);
        at.assertForms(JsonReadings::offsetForm);
        at.assertValues(JsonReadings::localSecond);
        final long inSeason =
                at.synthetic().stream().filter(JsonReadings::isInSeason).count();
        assertTrue(inSeason > IN_SEASON * ROWS, () -> inSeason + " times have the offset of their season");
    }

    @Test
    void wholeNumbersInJsonAreStillDatesAndTimes() throws IOException, InterruptedException {
        final List<Map<String, Object>> synthetic = JsonReadings.read(json.synthetic());
        final ColumnPair checked = ColumnPair.of(JsonReadings.CHECKED, READINGS, synthetic);
        checked.assertForms(ColumnPair::shape);
        checked.assertValues(JsonReadings::epochDay);
        final ColumnPair received = ColumnPair.of(JsonReadings.RECEIVED, READINGS, synthetic);
        received.assertForms(ColumnPair::shape);
        received.assertValues(Double::parseDouble);
        for (final String number : List.of(JsonReadings.CHECKED, JsonReadings.RECEIVED)) {
            assertTrue(
                    synthetic.stream().map(row -> row.get(number)).allMatch(Number.class::isInstance),
                    () -> number + " has no quotation marks");
        }
        ColumnPair.of(JsonReadings.LOAD, READINGS, synthetic).assertValues(Double::parseDouble);
        ColumnPair.of(JsonReadings.METER, READINGS, synthetic).assertForms(UnaryOperator.identity());
    }

    @Test
    void amountsInCsvAreWrittenAsPeopleWriteThem() throws IOException, InterruptedException {
        final List<Map<String, String>> synthetic = CsvClients.read(csv.synthetic());
        assertEquals(ROWS, synthetic.size());
        assertEquals(CLIENTS.getFirst().keySet(), synthetic.getFirst().keySet());
        for (final String column : List.of(CsvClients.INCOME, CsvClients.DISCOUNT, CsvClients.WEIGHT)) {
            // The stray is learnt as a missing value, which one row in as many may have.
            final List<Map<String, String>> written =
                    synthetic.stream().filter(row -> !row.get(column).isEmpty()).toList();
            assertTrue(written.size() >= .99 * ROWS, () -> column + ": " + written.size());
            final ColumnPair pair = ColumnPair.of(column, CLIENTS, written);
            pair.assertForms(CsvClients::decimalsForm);
            pair.assertValues(CsvClients::number);
        }
    }

    @Test
    void datesInCsvAreDates() throws IOException, InterruptedException {
        final List<Map<String, String>> synthetic = CsvClients.read(csv.synthetic());
        final ColumnPair joined = ColumnPair.of(CsvClients.JOINED, CLIENTS, synthetic);
        joined.assertForms(ColumnPair::shape);
        joined.assertValues(CsvClients::epochDay);
        ColumnPair.of(CsvClients.BRANCH, CLIENTS, synthetic).assertForms(UnaryOperator.identity());
    }

    @Test
    void theAvroSchemaThatCameGoesOut() throws IOException, InterruptedException {
        assertEquals(
                AvroPayments.SCHEMA.toString(true),
                AvroPayments.schema(avro.synthetic()).toString(true));
    }

    @Test
    void valuesOfLogicalTypesInAvroLieWhereTheRealOnesLie() throws IOException, InterruptedException {
        final List<Map<String, Object>> real = AvroPayments.read(payments);
        final List<Map<String, Object>> synthetic = AvroPayments.read(avro.synthetic());
        assertEquals(ROWS, synthetic.size());
        for (final String column :
                List.of(AvroPayments.AMOUNT, AvroPayments.RATE, AvroPayments.SEEN, AvroPayments.DAY)) {
            ColumnPair.of(column, real, synthetic).assertValues(Double::parseDouble);
        }
        // NiFi's Avro reader cuts microseconds off.
        ColumnPair.of(AvroPayments.BOOKED, real, synthetic)
                .assertValues(micros -> Math.floorDiv(Long.parseLong(micros), 1_000));
        for (final String column : List.of(AvroPayments.RATE, AvroPayments.SEEN)) {
            ColumnPair.of(column, real, synthetic)
                    .assertShares(value -> value == null || "NaN".equals(value) ? "none" : "a number");
        }
        ColumnPair.of(AvroPayments.STATE, real, synthetic).assertForms(UnaryOperator.identity());
        final ColumnPair id = ColumnPair.of(AvroPayments.ID, real, synthetic);
        final Set<String> ids = new HashSet<>(id.real());
        for (final String made : id.synthetic()) {
            assertEquals(made, UUID.fromString(made).toString());
            assertTrue(ids.add(made), "no id of a real record, and none twice");
        }
    }

    @Test
    void aBulletinSaysWhichColumnHasAStray() throws IOException {
        final List<String> warnings = csv.warnings();
        assertTrue(
                warnings.stream().anyMatch(warning -> warning.contains("'%s'".formatted(CsvClients.WEIGHT))),
                warnings::toString);
    }

    @Test
    void noBulletinAndNoLineOfTheLogHoldsAValue() throws IOException {
        final List<String> said = new ArrayList<>();
        for (final FormatFlow flow : List.of(json, csv, avro)) {
            said.addAll(flow.warnings());
        }
        try (Stream<String> lines = Files.lines(node.home().log())) {
            lines.filter(line -> line.contains("nifigan")).forEach(said::add);
        }
        assertTrue(said.size() > 2, said::toString);
        for (final List<? extends Map<String, ?>> table : List.of(READINGS, CLIENTS, AvroPayments.read(payments))) {
            final Set<String> values = values(table);
            for (final String message : said) {
                assertEquals(
                        List.of(), values.stream().filter(message::contains).toList(), message);
            }
        }
    }

    /** The texts that few rows have. */
    private static Set<String> values(final List<? extends Map<String, ?>> rows) {
        final Map<String, Integer> counts = new HashMap<>();
        rows.forEach(row -> row.values().forEach(value -> counts.merge(String.valueOf(value), 1, Integer::sum)));
        counts.entrySet()
                .removeIf(value ->
                        value.getValue() >= ROWS_OF_A_WORD || value.getKey().length() < LENGTH_OF_A_VALUE);
        return counts.keySet();
    }
}
