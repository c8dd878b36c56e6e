// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Map<String, String> SYNTHETIC =
            row("id", "9001", "phone", "555-0100", "city", "Oslo", "gan_probability", "0.4");
    private static final Map<String, String> REAL = row("id", "17", "phone", "555-7788", "city", "Bergen");

    @Test
    void showsMadeUpIdentifiersAndHidesRealOnesInTheSameColumns() {
        final Report report = report(
                Map.of("gan.model.identifiers", "id,phone"),
                List.of("id", "phone", "city", "gan_probability"),
                SYNTHETIC);
        final List<String> lines = printed(report, REAL, report.informativeColumns(), report.identifiers());

        assertEquals(
                List.of(
                        "",
                        "Synthetic records",
                        "  id        phone     city",
                        "  9001      555-0100  Oslo",
                        "",
                        "Real records, identifiers hidden",
                        "  id        phone     city",
                        "  (hidden)  (hidden)  Bergen"),
                lines);
    }

    @Test
    void aRowOfManyColumnsStaysWithinALine() {
        final Map<String, String> synthetic = new LinkedHashMap<>();
        final List<String> columns = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            columns.add("column" + i);
            synthetic.put("column" + i, "a value much longer than its column may be");
        }
        final Report report = report(Map.of(), columns, synthetic);

        final List<String> lines = printed(report, synthetic, report.informativeColumns(), Set.of());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 200), lines::toString);
        assertTrue(lines.get(2).contains("column7"), lines::toString);
    }

    @Test
    void ofManyIdentifiersAFewComeFirstAndTheRestNotAtAll() {
        final Report report =
                report(Map.of("gan.model.identifiers", "a,b,c,d"), List.of("sum", "a", "b", "c", "d"), SYNTHETIC);
        assertEquals(List.of("a", "b", "c", "sum"), report.informativeColumns());
        assertFalse(report(Map.of(), List.of("sum"), SYNTHETIC).identifiers().contains("sum"));
    }

    private static Report report(
            final Map<String, String> figures, final List<String> columns, final Map<String, String> synthetic) {
        return new Report(figures, columns, List.of(synthetic), 1, 0.4);
    }

    private static List<String> printed(
            final Report report, final Map<String, String> real, final List<String> chosen, final Set<String> hidden) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.compare(new PrintStream(bytes, true, StandardCharsets.UTF_8), "records", List.of(real), chosen, hidden);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Map<String, String> row(final String... namesAndValues) {
        final Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
