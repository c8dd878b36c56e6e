// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.SemanticType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The public facts about a table, which a user writes down without looking at its records:
 *
 * <pre>
 * {"rows": 30000,
 *  "columns": {
 *    "age":    {"min": 17, "max": 90},
 *    "income": {"min": 0, "max": 500000, "decimals": 2, "missing": true, "special": [0]},
 *    "joined": {"min": "2015-01-01", "max": "2025-12-31", "kind": "date"},
 *    "plan":   {"values": ["basic", "plus", "other"], "other": "other"},
 *    "name":   {"identifier": ["Jane Doe", "John Q. Public"]}}}
 * </pre>
 *
 * @param rows the approximate number of records if it is public, else 0
 * @param columns the public facts about each column, by name; other columns cannot be learnt
 */
public record PublicSchema(int rows, Map<String, PublicColumn> columns) {
    private static final Set<String> FIELDS = Set.of(
            "kind",
            "min",
            "max",
            "decimals",
            "format",
            "values",
            "other",
            "missing",
            "special",
            "identifier",
            "meaning");
    private static final int MAX_LENGTH = 10_000_000;

    public PublicSchema {
        columns = Map.copyOf(columns);
        if (rows < 0) {
            throw new IllegalArgumentException("rows is %d; it must be 0 or more".formatted(rows));
        }
    }

    /**
     * Parses the JSON above.
     *
     * @throws PrivacyException if it is not valid; the message says what is wrong
     */
    public static PublicSchema parse(final String json) throws PrivacyException {
        if (json.length() > MAX_LENGTH) {
            throw new PrivacyException("The public schema is longer than %,d characters".formatted(MAX_LENGTH));
        }
        final JsonNode root;
        try {
            root = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(json);
        } catch (final JsonProcessingException e) {
            throw new PrivacyException("The public schema is not valid JSON at line %d, column %d"
                    .formatted(
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                            e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        }
        if (!root.isObject() || !root.path("columns").isObject()) {
            throw new PrivacyException("The public schema needs an object \"columns\", such as {\"columns\": {\"age\": "
                    + "{\"min\": 0, \"max\": 120}}}");
        }
        for (final Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!Set.of("rows", "columns").contains(entry.getKey())) {
                throw new PrivacyException(
                        "The public schema has \"%s\"; it may have \"rows\" and \"columns\"".formatted(entry.getKey()));
            }
        }
        final JsonNode rows = root.path("rows");
        if (!rows.isMissingNode() && (!rows.isInt() || rows.intValue() < 1)) {
            throw new PrivacyException("\"rows\" in the public schema must be a whole number above 0");
        }
        final Map<String, PublicColumn> columns = new LinkedHashMap<>();
        for (final Map.Entry<String, JsonNode> entry : root.get("columns").properties()) {
            try {
                columns.put(entry.getKey(), column(entry.getValue()));
            } catch (final IllegalArgumentException e) {
                throw new PrivacyException(
                        "The public schema's column \"%s\": %s".formatted(entry.getKey(), e.getMessage()));
            }
        }
        return new PublicSchema(rows.isMissingNode() ? 0 : rows.intValue(), columns);
    }

    private static PublicColumn column(final JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    "it must be an object, such as {\"min\": 0, \"max\": 100} or {\"values\": [\"a\", " + "\"b\"]}");
        }
        for (final Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!FIELDS.contains(entry.getKey())) {
                throw new IllegalArgumentException("\"%s\" is not known; a column may have %s"
                        .formatted(entry.getKey(), FIELDS.stream().sorted().toList()));
            }
        }
        final List<String> identifiers = texts(node.path("identifier"), "identifier");
        final List<String> values = node.has("identifier") ? identifiers : texts(node.path("values"), "values");
        final int decimals = node.path("decimals").asInt(0);
        return new PublicColumn(
                kind(node, decimals),
                text(node, "min"),
                text(node, "max"),
                decimals,
                text(node, "format"),
                values,
                text(node, "other"),
                node.path("missing").asBoolean(false),
                texts(node.path("special"), "special"),
                meaning(text(node, "meaning")));
    }

    private static ColumnKind kind(final JsonNode node, final int decimals) {
        if (node.has("kind")) {
            try {
                return ColumnKind.valueOf(node.get("kind").asText().toUpperCase(Locale.ROOT));
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\"kind\" must be integer, decimal, date, time, timestamp, category or identifier", e);
            }
        }
        if (node.has("identifier")) {
            return ColumnKind.IDENTIFIER;
        }
        if (node.has("values")) {
            return ColumnKind.CATEGORY;
        }
        return decimals > 0 ? ColumnKind.DECIMAL : ColumnKind.INTEGER;
    }

    private static SemanticType meaning(final String label) {
        if (label == null) {
            return null;
        }
        return Arrays.stream(SemanticType.values())
                .filter(meaning -> meaning.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"meaning\" must be one of %s"
                        .formatted(Arrays.stream(SemanticType.values())
                                .map(SemanticType::label)
                                .toList())));
    }

    private static String text(final JsonNode node, final String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static List<String> texts(final JsonNode node, final String name) {
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new IllegalArgumentException("\"%s\" must be a list".formatted(name));
        }
        final List<String> texts = new ArrayList<>();
        node.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
