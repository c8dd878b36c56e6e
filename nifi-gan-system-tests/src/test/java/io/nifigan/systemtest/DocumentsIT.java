// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A test in a real NiFi that documents come out as documents, and histories as histories: JSON customers with an array
 * of purchases, and a CSV file of meter readings.
 */
class DocumentsIT {
    private static final int CUSTOMERS = 400;
    private static final int METERS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static NiFiNode node;
    private static FormatFlow documents;
    private static FormatFlow histories;

    @BeforeAll
    static void runFlows() throws IOException, InterruptedException {
        final Path target = Path.of(System.getProperty("nifi.gan.demo.target"));
        node = new NiFiNode(NiFiHome.in(target, "documents-it"), false);
        node.begin(NiFiSettings.alone(NiFiHome.newSensitiveKey()));
        node.awaitStart();
        documents = FormatFlow.start(node, FormatFlow.Format.JSON, customers());
        histories = FormatFlow.start(node, FormatFlow.Format.CSV, readings(), Map.of("Entity Column", "meter"));
        documents.synthetic();
        histories.synthetic();
    }

    @AfterAll
    static void stopNiFi() throws IOException {
        node.stop();
    }

    private static byte[] customers() throws IOException {
        final SplittableRandom random = new SplittableRandom(4);
        final ArrayNode customers = JsonNodeFactory.instance.arrayNode();
        for (int c = 0; c < CUSTOMERS; c++) {
            final ObjectNode customer = customers.addObject();
            customer.put("age", 18 + random.nextInt(60));
            final ArrayNode purchases = customer.putArray("purchases");
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(90));
            for (int i = random.nextInt(6); i > 0; i--) {
                purchases.addObject().put("day", day.toString()).put("amount", 1 + random.nextInt(80));
                day = day.plusDays(1 + random.nextInt(20));
            }
        }
        return JSON.writeValueAsBytes(customers);
    }

    private static byte[] readings() {
        final SplittableRandom random = new SplittableRandom(5);
        final StringBuilder csv = new StringBuilder("meter,day,count\n");
        for (int m = 0; m < METERS; m++) {
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(90));
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                csv.append("M%d,%s,%d%n".formatted(1_000 + 3 * m, day, random.nextInt(400)));
                day = day.plusDays(7);
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void customersHavePurchasesOfAnyNumberInTheOrderOfTheirDays() throws IOException, InterruptedException {
        final JsonNode synthetic = JSON.readTree(documents.synthetic());
        assertTrue(synthetic.size() > 100, "customers " + synthetic.size());
        final Set<Integer> lengths = new HashSet<>();
        for (final JsonNode customer : synthetic) {
            assertTrue(customer.get("purchases").isArray(), customer::toString);
            lengths.add(customer.get("purchases").size());
            String before = "";
            for (final JsonNode purchase : customer.get("purchases")) {
                final String day = purchase.get("day").asText();
                assertTrue(before.compareTo(day) <= 0, customer::toString);
                before = day;
            }
        }
        assertTrue(lengths.size() > 3 && lengths.contains(0), lengths::toString);
    }

    @Test
    void readingsOfAMeterAreTogetherAndInOrder() throws IOException, InterruptedException {
        final List<String> lines = List.of(new String(histories.synthetic(), StandardCharsets.UTF_8)
                .strip()
                .split("\r?\n"));
        assertEquals("meter,day,count", lines.getFirst());
        final Set<String> seen = new HashSet<>();
        String[] before = {"", "", ""};
        for (final String line : lines.subList(1, lines.size())) {
            final String[] cells = line.split(",");
            if (cells[0].equals(before[0])) {
                assertTrue(before[1].compareTo(cells[1]) <= 0, line);
            } else {
                assertTrue(seen.add(cells[0]), "the rows of a meter are not together");
            }
            before = cells;
        }
        assertTrue(seen.size() > 20, "meters " + seen.size());
    }
}
