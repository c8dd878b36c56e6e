// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.PathStep;
import io.nifigan.table.ValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSchemaTest {
    private static List<PathStep> path(final String... steps) {
        return Arrays.stream(steps).map(PathStep::of).toList();
    }

    private static Field field(final String... steps) {
        return new Field(
                FieldPath.name(path(steps)), ValueType.STRING, 0, 0, new FieldPath(path(steps), true), List.of());
    }

    private static AvroSchema record(final String fields) {
        return AvroSchema.of("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"a.b\",\"fields\":[" + fields + "]}");
    }

    private static String pruned(final AvroSchema schema, final Field... fields) {
        return schema.with(List.of(fields), f -> false).text();
    }

    @Test
    void allFieldsGiveTheVeryTextBack() {
        final AvroSchema schema = record("{\"name\":\"x\",\"type\":[\"null\",\"int\"],\"default\":null,\"doc\":\"d\"},"
                + "{\"name\":\"y\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},"
                + "\"aliases\":[\"z\"]}");
        assertEquals(schema.text(), pruned(schema, field(".x"), field(".y")));
    }

    @Test
    void aTypeThatWasDefinedInADroppedFieldIsDefinedWhereItIsUsedNext() {
        final AvroSchema schema = record("{\"name\":\"x\",\"type\":{\"type\":\"record\",\"name\":\"In\",\"fields\":["
                + "{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"p\"]}}]}},"
                + "{\"name\":\"y\",\"type\":[\"null\",\"E\"]},{\"name\":\"z\",\"type\":\"a.b.E\"}");
        assertEquals(
                record("{\"name\":\"y\",\"type\":[\"null\",{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"p\"]}]},"
                                + "{\"name\":\"z\",\"type\":\"a.b.E\"}")
                        .text(),
                pruned(schema, field(".y"), field(".z")));
    }

    @Test
    void aNamespaceIsWrittenWhereItIsNoLongerInherited() {
        final AvroSchema schema = record("{\"name\":\"x\",\"type\":{\"type\":\"record\",\"name\":\"c.In\",\"fields\":["
                + "{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"p\"]}}]}},"
                + "{\"name\":\"y\",\"type\":\"c.E\"}");
        assertEquals(
                record("{\"name\":\"y\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"p\"],"
                                + "\"namespace\":\"c\"}}")
                        .text(),
                pruned(schema, field(".y")));
    }

    @Test
    void whatMayBeMissingAcceptsNullAndADefaultStaysOfTheFirstType() {
        final AvroSchema schema = record("{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\","
                + "\"default\":1},{\"name\":\"z\",\"type\":[\"string\",\"int\"]},"
                + "{\"name\":\"m\",\"type\":{\"type\":\"array\",\"items\":\"int\"}},"
                + "{\"name\":\"n\",\"type\":[\"int\",\"null\"]}");
        final List<Field> fields = List.of(field(".x"), field(".y"), field(".z"), field(".m", "[0"), field(".n"));
        assertEquals(
                record("{\"name\":\"x\",\"type\":[\"null\",\"int\"]},{\"name\":\"y\",\"type\":[\"int\",\"null\"],"
                                + "\"default\":1},{\"name\":\"z\",\"type\":[\"null\",\"string\",\"int\"]},"
                                + "{\"name\":\"m\",\"type\":{\"type\":\"array\",\"items\":[\"null\",\"int\"]}},"
                                + "{\"name\":\"n\",\"type\":[\"int\",\"null\"]}")
                        .text(),
                schema.with(fields, f -> true).text());
    }

    @Test
    void saysWhatAValueIs() {
        final AvroSchema schema = record("{\"name\":\"x\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"In\","
                + "\"fields\":[{\"name\":\"e\",\"type\":{\"type\":\"long\",\"logicalType\":\"time-micros\"}}]}]},"
                + "{\"name\":\"m\",\"type\":{\"type\":\"map\",\"values\":\"In\"}},"
                + "{\"name\":\"b\",\"type\":\"bytes\"}");
        final Optional<AvroSchema.Type> micros = Optional.of(new AvroSchema.Type(true, "long", "time-micros"));
        assertEquals(micros, schema.type(path(".x", ".e")));
        assertEquals(micros, schema.type(path(".m", "{key", ".e")));
        assertEquals(Optional.of(new AvroSchema.Type(false, "record", "")), schema.type(path(".x", "?")));
        assertEquals(Optional.of(new AvroSchema.Type(true, "bytes", "")), schema.type(path(".b", "[3")));
        assertEquals(Optional.empty(), schema.type(path(".x", ".f")));
        assertEquals(Optional.empty(), schema.type(path(".b", ".e")));
    }

    @Test
    void furtherFieldsComeAfterAllOthersWhateverTheyHold() {
        final AvroSchema schema = record("{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\","
                + "\"name\":\"In\",\"fields\":[{\"name\":\"e\",\"type\":[\"string\",{\"type\":\"map\","
                + "\"values\":\"int\"},{\"type\":\"array\",\"items\":\"In\"}]}]}}},"
                + "{\"name\":\"score\",\"type\":\"int\"}");
        final String x = schema.text().substring(0, schema.text().indexOf(",{\"name\":\"score\""));
        assertEquals(
                x.replace("\"items\":\"In\"", "\"items\":\"a.b.In\"")
                        + ",{\"name\":\"score\",\"type\":[\"null\",\"double\"],\"default\":null}]}",
                schema.adding(Map.of("score", "double"), false).text());
        assertEquals(
                new AvroSchema.Type(false, "array", ""),
                schema.adding(Map.of("score", "double"), true).type(path(".x")).orElseThrow());
        assertThrows(IllegalArgumentException.class, () -> schema.adding(Map.of("a score", "double"), false));
    }

    @Test
    void namesOfJavaClassesAreDropped() {
        final AvroSchema schema =
                record("{\"name\":\"x\",\"type\":{\"type\":\"string\",\"java-class\":\"java.io.File\","
                        + "\"avro.java.string\":\"String\",\"java-key-class\":\"y\"}}");
        final String text = pruned(schema, field(".x"));
        assertFalse(text.contains("class"), text);
        assertTrue(text.contains("avro.java.string"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{",
                "\"string\"",
                "{\"type\":\"int\"}",
                "{\"type\":\"record\"} x",
                "{\"type\":\"record\",\"type\":\"record\"}"
            })
    void otherTextsAreRefused(final String text) {
        assertThrows(IllegalArgumentException.class, () -> AvroSchema.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"type\":\"Unknown\"}",
                "{\"name\":\"x\",\"type\":[{\"type\":\"map\",\"values\":\"int\"},"
                        + "{\"type\":\"array\",\"items\":\"int\"}]}",
                "{\"name\":\"x\",\"type\":\"R\"}",
                "{\"name\":\"x\"}",
                "7"
            })
    void schemasWithoutAPlaceForAColumnAreRefused(final String fields) {
        final AvroSchema schema = record(fields);
        for (final Field field : List.of(field(".x", ".y"), field(".x", "[0"), field(".y"))) {
            assertThrows(IllegalArgumentException.class, () -> schema.check(List.of(field)));
        }
    }

    @Test
    void deepAndLongSchemasAreRefused() {
        final String deep = "{\"type\":".repeat(5_000);
        assertThrows(IllegalArgumentException.class, () -> AvroSchema.of(deep));
        final String longText = "{\"type\":\"record\",\"doc\":\"" + "x".repeat(AvroSchema.MAX_LENGTH) + "\"}";
        assertThrows(IllegalArgumentException.class, () -> AvroSchema.of(longText));
    }

    @Test
    void typesThatContainThemselvesManyTimesTakeNoTime() {
        final String union = "[" + "\"R\",".repeat(1_000) + "\"null\"]";
        final AvroSchema schema = record("{\"name\":\"x\",\"type\":" + union + "}");
        final String[] steps = IntStream.range(0, 16).mapToObj(i -> ".x").toArray(String[]::new);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThrows(IllegalArgumentException.class, () -> schema.type(path(steps)));
            assertThrows(IllegalArgumentException.class, () -> pruned(schema, field(steps)));
        });
        final AvroSchema doubling = record(IntStream.range(0, 40)
                .mapToObj(i -> "{\"name\":\"f%d\",\"type\":{\"type\":\"record\",\"name\":\"T%d\",\"fields\":[%s]}}"
                        .formatted(
                                i,
                                i,
                                i == 0
                                        ? "{\"name\":\"v\",\"type\":\"int\"}"
                                        : "{\"name\":\"a\",\"type\":\"T%d\"},{\"name\":\"b\",\"type\":\"T%d\"}"
                                                .formatted(i - 1, i - 1)))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow());
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertTrue(
                        pruned(doubling, field(".f39", ".a", ".b", ".a")).length() < 10_000));
    }
}
