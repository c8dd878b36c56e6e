// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.common.NumberBoxes;
import io.nifigan.encode.Tables;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that synthetic JSON, lists and coordinates keep the keys and fixed texts of real ones, and get new values. */
class StructuredCellsTest {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Random random = new Random(5);

    private List<String> made(final IntFunction<Object> value) {
        final Table table = Tables.identifier(ValueType.STRING, 2_000, value);
        try {
            final PatternGenerator learnt = PatternGenerator.fit(table, 0);
            assertTrue(learnt.structure() != null, "found no structure");
            final String json = MAPPER.writeValueAsString(learnt);
            final PatternGenerator read = MAPPER.readValue(json, PatternGenerator.class);
            assertEquals(json, MAPPER.writeValueAsString(read));
            return IntStream.range(0, 3_000).mapToObj(r -> read.next(random, r)).toList();
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> parsed(final List<String> texts) {
        return texts.stream()
                .map(text -> {
                    try {
                        return MAPPER.readTree(text);
                    } catch (final JsonProcessingException e) {
                        throw new AssertionError(text, e);
                    }
                })
                .toList();
    }

    private static double share(final List<JsonNode> nodes, final java.util.function.Predicate<JsonNode> test) {
        return nodes.stream().filter(test).count() / (double) nodes.size();
    }

    private double place(final int city, final boolean lat) {
        return (lat ? new double[] {47.3, 46.2, 52.5} : new double[] {8.5, 6.1, 13.4})[city]
                + random.nextGaussian() * .01;
    }

    @Test
    void keysOfJsonStayKeys() {
        final List<JsonNode> made =
                parsed(made(r -> "{\"user\": {\"id\": %d, \"name\": \"u%s\"}, \"ok\": %s%s, \"v\": %s}"
                        .formatted(
                                10_000 + random.nextInt(90_000),
                                Integer.toString(random.nextInt(1_000_000), 36),
                                r % 4 == 0 ? "false" : "true",
                                r % 5 == 0 ? ", \"ref\": null" : "",
                                r % 3 == 0 ? "null" : "%.2f".formatted(random.nextDouble() * 20))));

        for (final JsonNode node : made) {
            final Set<String> names = new HashSet<>();
            node.fieldNames().forEachRemaining(names::add);
            names.remove("ref");
            assertEquals(Set.of("user", "ok", "v"), names);
            assertTrue(node.get("user").get("id").isInt(), node.toString());
            assertTrue(node.get("user").get("name").asText().matches("[a-z0-9]+"), node.toString());
            assertTrue(node.get("ok").isBoolean());
            assertTrue(node.get("v").isNull()
                    || node.get("v").asDouble() >= 0 && node.get("v").asDouble() <= 20);
        }
        assertEquals(.2, share(made, node -> node.has("ref")), .04);
        assertEquals(.25, share(made, node -> !node.get("ok").asBoolean()), .04);
        assertEquals(1 / 3., share(made, node -> node.get("v").isNull()), .04);
    }

    @Test
    void membersThatExcludeEachOtherStayApart() {
        final List<JsonNode> made = parsed(made(r -> r % 2 == 0
                ? "{\"type\":\"click\",\"x\":%d,\"tags\":[\"a\"%s]}".formatted(r, ",\"b\"".repeat(r % 3))
                : "{\"type\":\"buy\",\"price\":%.2f,\"note\":\"a \\\"word\\\" \\u00e9%d\"}".formatted(r / 7., r)));

        assertEquals(0, share(made, node -> node.has("x") == node.has("price")));
        assertTrue(made.stream()
                .filter(node -> node.has("tags"))
                .allMatch(node -> node.get("tags").size() <= 3));
        assertTrue(made.stream()
                .anyMatch(node -> node.has("tags") && node.get("tags").size() == 3));
        assertTrue(made.stream()
                .filter(node -> node.has("note"))
                .allMatch(node -> node.get("note").asText().startsWith("a \"word\" ")));
    }

    @Test
    void elementsThatDifferAndDecimalsAreAsTheyWere() {
        final List<String> texts = made(r -> "{\"tags\": [%s], \"x\": %s, \"y\": %.3f}"
                .formatted(
                        List.of("", "\"a\"", "\"b\"", "\"b\", \"a\"").get(r % 4),
                        Math.round(random.nextDouble() * 10_000) / 100.,
                        random.nextDouble()));
        final List<JsonNode> made = parsed(texts);

        for (final JsonNode node : made) {
            assertTrue(node.get("tags").size() < 2
                    || !node.get("tags").get(0).equals(node.get("tags").get(1)));
        }
        assertEquals(.25, share(made, node -> node.get("tags").size() == 2), .04);
        assertTrue(texts.stream().noneMatch(text -> text.matches(".*\"x\": \\d+(\\.\\d0)?,.*")), texts.getFirst());
    }

    @Test
    void keysThatAreContentAreMadeAnew() {
        final Set<String> real = new HashSet<>();
        final List<JsonNode> made = parsed(made(r -> {
            final String key = "p" + (100_000 + random.nextInt(900_000));
            real.add(key);
            return "{\"%s\": {\"n\": %d}, \"q%s\": {\"n\": 3}}".formatted(key, r % 4, key);
        }));

        for (final JsonNode node : made) {
            node.fieldNames().forEachRemaining(name -> assertFalse(real.contains(name), name));
            node.forEach(inner -> assertTrue(inner.has("n"), node.toString()));
        }
    }

    @Test
    void layoutOfJsonStays() {
        final List<String> made =
                made(r -> "{\n  \"a\" : %d,\n  \"b\" : [ %d, 2 ]\n}".formatted(r * 31 % 5_000, r % 7));

        assertTrue(
                made.stream().allMatch(text -> text.matches("\\{\n  \"a\" : \\d+,\n  \"b\" : \\[ \\d, 2 ]\n}")),
                made.getFirst());
    }

    @Test
    void pointsStayNearRealOnes() {
        final List<String> made = made(r -> "POINT (%.4f %.4f)".formatted(place(r % 3, false), place(r % 3, true)));

        for (final String text : made) {
            assertTrue(text.matches("POINT \\(\\d+\\.\\d{4} \\d+\\.\\d{4}\\)"), text);
            final String[] parts = text.substring(7, text.length() - 1).split(" ");
            assertNear(Double.parseDouble(parts[1]), Double.parseDouble(parts[0]));
        }
    }

    @Test
    void pairsOfCoordinatesStayInTheirRegion() {
        final List<String> made = made(r -> "%s,%s"
                .formatted(String.valueOf((float) place(r % 3, true)), String.valueOf((float) place(r % 3, false))));
        for (final String text : made) {
            final String[] parts = text.split(",");
            assertNear(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
        }
        final Table table = Tables.of(500, r ->
                new Object[] {"%.5f, %.5f".formatted(place(r % 3, true), -place(r % 3, false)), r % 2});
        assertEquals(SemanticType.KEY, table.column(0).meaning());
    }

    private static void assertNear(final double lat, final double lon) {
        final boolean near = Math.hypot(lat - 47.3, lon - 8.5) < .08
                || Math.hypot(lat - 46.2, lon - 6.1) < .08
                || Math.hypot(lat - 52.5, lon - 13.4) < .08;
        assertTrue(near, lat + " " + lon);
    }

    @Test
    void pointsInJsonStayNearRealOnes() {
        final List<JsonNode> made = parsed(made(r ->
                "{\"type\":\"Point\",\"coordinates\":[%.5f,%.5f]}".formatted(place(r % 3, false), place(r % 3, true))));

        made.forEach(node -> assertNear(
                node.get("coordinates").get(1).asDouble(),
                node.get("coordinates").get(0).asDouble()));
    }

    @Test
    void queriesKeepTheirKeys() {
        final List<String> made = made(r -> "page=%d&sort=%s%s&sid=%s"
                .formatted(
                        1 + random.nextInt(30),
                        r % 3 == 0 ? "name" : "date",
                        r % 10 == 0 ? "&debug=1" : "",
                        Long.toString(Math.abs(random.nextLong()), 36)));

        for (final String text : made) {
            assertTrue(text.matches("page=\\d+&sort=(name|date)(&debug=1)?&sid=[a-z0-9]+"), text);
            assertTrue(Integer.parseInt(text.substring(5, text.indexOf('&'))) <= 30, text);
        }
        assertEquals(.1, made.stream().filter(text -> text.contains("debug")).count() / 3_000., .03);
    }

    @Test
    void listsOfKeysAndValuesKeepTheirKeys() {
        final List<String> made = made(r -> "Colour: %s; Size: %d; Code: %s%d"
                .formatted(List.of("red", "green", "dark blue").get(r % 3), 36 + r % 12, (char) ('A' + r % 26), r));

        assertTrue(
                made.stream()
                        .allMatch(text ->
                                text.matches("Colour: (red|green|dark blue); Size: \\d\\d; Code: [A-Z][a-z]*\\d+")),
                made.getFirst());
    }

    @Test
    void listsKeepTheirWords() {
        final List<String> words = List.of("red", "green", "blue", "dark grey", "white", "black", "brown", "pink");
        final List<String> made = made(r -> {
            final List<String> some = new ArrayList<>(words);
            Collections.shuffle(some, random);
            return String.join("; ", some.subList(0, 1 + random.nextInt(6)));
        });

        for (final String text : made) {
            final List<String> parts = List.of(text.split("; "));
            assertTrue(words.containsAll(parts), text);
            assertEquals(parts.size(), new HashSet<>(parts).size(), text);
        }
        assertEquals(1 / 6., made.stream().filter(text -> !text.contains(";")).count() / 3_000., .06);
    }

    @Test
    void sentencesKeepTheirWords() {
        final List<String> made = made(r -> "Order %d shipped to %s for %.2f EUR"
                .formatted(10_000 + r * 7, List.of("Bern", "Basel").get(r % 2), 1 + random.nextDouble() * 99));

        for (final String text : made) {
            assertTrue(text.matches("Order \\d{5,} shipped to (Bern|Basel) for \\d+\\.\\d\\d EUR"), text);
        }
    }

    @Test
    void datesWithinCellsStayDates() {
        final List<JsonNode> made =
                parsed(made(r -> "{\"at\":\"%s+0%d:00\",\"due\":\"%02d.%02d.2024\",\"cost\":\"$%,.2f\"}"
                        .formatted(
                                LocalDateTime.of(2023, 1, 1, 0, 0).plusSeconds(random.nextInt(30_000_000)),
                                r % 2,
                                1 + r % 28,
                                1 + r % 12,
                                900 + random.nextDouble() * 600)));

        for (final JsonNode node : made) {
            assertEquals(2023, OffsetDateTime.parse(node.get("at").asText()).getYear());
            assertTrue(node.get("due").asText().matches("[012]\\d\\.[01]\\d\\.2024"), node.toString());
            assertTrue(node.get("cost").asText().matches("\\$(9\\d\\d|1,[0-4]\\d\\d)\\.\\d\\d"), node.toString());
        }
        final List<String> sentences = made(r ->
                "Paid on %s by card no %d".formatted(LocalDate.of(2024, 1, 1).plusDays(r % 300), 1_000_000 + r * 13));
        sentences.forEach(
                text -> assertEquals(2024, LocalDate.parse(text.split(" ")[2]).getYear()));
    }

    @Test
    void mostlyStructuredIsEnough() {
        final List<JsonNode> made =
                parsed(made(r -> r % 50 == 0 ? "broken " + r : "{\"a\":%d,\"b\":\"x%d\"}".formatted(r % 900, r)));

        assertTrue(made.stream().allMatch(node -> node.has("a") && node.has("b")));
    }

    @Test
    void rareWordsAreNotKept() {
        final List<String> made = made(r ->
                "{\"city\":\"%s\",\"n\":%d}".formatted(r == 17 ? "Atlantis" : r % 2 == 0 ? "Bern" : "Basel", r));

        assertTrue(made.stream().noneMatch(text -> text.contains("Atlantis")));
    }

    @Test
    void aHostileStructureEndsSoon() {
        TextPart part = new PartText(PartText.Quoting.NONE, List.of(""), List.of(1.), null, null, 0);
        for (int depth = 0; depth < 20; depth++) {
            part = new PartElements("", "", "", List.of(10_000), null, "", part, false);
        }
        final PatternGenerator hostile = new PatternGenerator(null, List.of(), List.of(), null, List.of(), part);

        assertEquals("", hostile.next(random, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PartElements("[", ",", "]", List.of(2), null, "", null, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NumberBoxes(new double[][] {{1}}, new double[][] {{0}}, new double[] {1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PartMembers(
                        "", List.of("a"), List.of(), "", "", List.of(), List.of(), List.of(), List.of(), null));
    }
}
