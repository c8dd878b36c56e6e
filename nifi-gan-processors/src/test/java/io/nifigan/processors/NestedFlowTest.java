// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.model.GANModel;
import io.nifigan.processors.record.Orders;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of every kind of field through all three processors, with NiFi's own readers and writers. */
@Tag("slow")
class NestedFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static TestRunner trainer() {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.set(runner, Customers.QUICK);
        return runner;
    }

    private static byte[] trained(final TestRunner runner, final String... contents) {
        List.of(contents).forEach(runner::enqueue);
        runner.run();
        assertEquals(
                List.of(),
                runner.getFlowFilesForRelationship("failure").stream()
                        .map(flowFile -> flowFile.getAttribute("gan.error"))
                        .toList());
        return runner.getFlowFilesForRelationship("model").getFirst().toByteArray();
    }

    private static String refusal(final TestRunner runner, final String content) {
        runner.clearTransferState();
        runner.enqueue(content);
        runner.run();
        runner.assertAllFlowFilesTransferred("failure", 1);
        return runner.getFlowFilesForRelationship("failure").getFirst().getAttribute("gan.error");
    }

    private static byte[] ordersModel() {
        final TestRunner runner = trainer();
        Flow.jsonReader(runner, Orders.SCHEMA);
        return trained(runner, Orders.json(500, 1));
    }

    private static TestRunner generator(final int records) {
        final TestRunner runner = Flow.runner(new SampleGenerator());
        Flow.set(runner, Map.of("Number of Records", Integer.toString(records), "Random Seed", "3"));
        return runner;
    }

    private static MockFlowFile sampled(final TestRunner runner, final byte[] model) {
        runner.enqueue(model);
        runner.run();
        runner.assertTransferCount("failure", 0);
        return runner.getFlowFilesForRelationship("success").getFirst();
    }

    private static List<JsonNode> json(final byte[] model, final int records) {
        final TestRunner runner = generator(records);
        Flow.jsonWriter(runner);
        return Flow.records(sampled(runner, model));
    }

    private static List<Column> columns(final byte[] model) {
        try {
            return GANModel.read(new ByteArrayInputStream(model)).columns();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> names(final JsonNode node) {
        final Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void nestedRecordsComeOutAsTheyWentIn() {
        int absent = 0;
        int withoutGeo = 0;
        final Set<String> levels = new HashSet<>();
        final Set<Set<String>> keys = new HashSet<>();
        for (final JsonNode order : json(ordersModel(), 2_000)) {
            assertEquals(
                    Set.of(
                            "amount", "level", "address", "tags", "vector", "grid", "size", "ratio", "nothing", "none",
                            "same"),
                    names(order));
            final JsonNode address = order.get("address");
            if (address.isNull()) {
                absent++;
            } else {
                assertEquals(Set.of("city", "floor", "geo"), names(address));
                assertTrue(address.get("city").asText().matches("C[0-4]"), address.toString());
                assertTrue(address.get("floor").isNull() || address.get("floor").isInt(), address.toString());
                final JsonNode geo = address.get("geo");
                withoutGeo += geo.isNull() ? 1 : 0;
                assertTrue(
                        geo.isNull()
                                || geo.get("lat").asDouble() >= 40
                                        && geo.get("lat").asDouble() < 50
                                        && geo.get("lon").isDouble(),
                        address.toString());
            }
            levels.add(order.get("level").asText());
            keys.add(names(order.get("tags")));
            order.get("tags").forEach(tag -> assertTrue(tag.isTextual(), order.toString()));
            final JsonNode vector = order.get("vector");
            assertTrue(
                    vector.isNull()
                            || vector.size() == 4
                                    && IntStream.range(0, 4)
                                            .allMatch(i -> vector.get(i).isFloatingPointNumber()),
                    order.toString());
            for (int i = 0; i < 2; i++) {
                assertEquals(2, order.get("grid").get(i).size());
                assertTrue(
                        order.get("grid").get(i).get(0).intValue() < 16
                                && order.get("grid").get(i).get(1).intValue() >= 16,
                        order.toString());
            }
            assertTrue(
                    order.get("nothing").isNull()
                            && order.get("none").isArray()
                            && order.get("none").isEmpty(),
                    order.toString());
            assertEquals("Acme", order.get("same").asText());
        }
        assertEquals(2_000 / 3., absent, 350);
        assertEquals((2_000 - absent) / 2., withoutGeo, 350);
        assertEquals(Set.of("LOW", "MID", "HIGH"), levels);
        assertEquals(Set.of(Set.of("shape"), Set.of("color", "shape")), keys);
    }

    @Test
    void avroGetsTheVerySchemaBackAndScoringReadsTheRecordsTheSameWay() throws IOException {
        final byte[] model = ordersModel();
        final TestRunner runner = generator(300);
        Flow.service(runner, "Record Writer", new AvroRecordSetWriter());
        final byte[] avro = sampled(runner, model).toByteArray();

        try (DataFileStream<GenericRecord> records =
                new DataFileStream<>(new ByteArrayInputStream(avro), new GenericDatumReader<>())) {
            assertEquals(shape(new Schema.Parser().parse(Orders.SCHEMA)), shape(records.getSchema()));
            final List<GenericRecord> all = new ArrayList<>();
            records.forEach(all::add);
            assertEquals(300, all.size());
        }

        final TestRunner scorer = Flow.runner(new ScoreDiscriminator());
        Flow.service(scorer, "Record Reader", new AvroReader());
        Flow.jsonWriter(scorer);
        Files.write(folder.resolve("model.zip"), model);
        Flow.set(
                scorer,
                Map.of(
                        "Model Location",
                        folder.resolve("model.zip").toString(),
                        "Routing Strategy",
                        "All To Scored",
                        "Unusual Values Field",
                        "odd"));
        scorer.enqueue(avro);
        scorer.run();
        scorer.assertTransferCount("failure", 0);
        final List<JsonNode> scored =
                Flow.records(scorer.getFlowFilesForRelationship("scored").getFirst());
        assertEquals(300, scored.size());
        scored.forEach(order -> assertEquals(0, order.get("odd").intValue(), order.toString()));
        assertTrue(scored.stream()
                .anyMatch(order -> order.get("address").isObject()
                        && order.get("grid").get(1).size() == 2));
    }

    /** A schema without names and nullability: only the structure of the records is left. */
    private static String shape(final Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                schema.getFields().stream()
                        .map(field -> field.name() + ": " + shape(field.schema()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case ARRAY -> "[" + shape(schema.getElementType()) + "]";
            case MAP -> "<" + shape(schema.getValueType()) + ">";
            case UNION ->
                schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .map(NestedFlowTest::shape)
                        .sorted()
                        .collect(Collectors.joining(" or "));
            case ENUM -> schema.getEnumSymbols().toString();
            default -> schema.getType().getName();
        };
    }

    @Test
    void nothingOfARareKeyIsToldOrKept() throws IOException {
        final TestRunner runner = trainer();
        Flow.jsonReader(runner, Orders.SCHEMA);
        final byte[] model = trained(runner, Orders.json(500, 1));
        assertTrue(
                Flow.logged(runner).stream().anyMatch(line -> line.contains("'tags'") && line.contains("1 keys")),
                Flow.logged(runner).toString());
        assertFalse(Flow.logged(runner).toString().contains("Qvx"));
        try (java.util.zip.ZipInputStream zip = new java.util.zip.ZipInputStream(new ByteArrayInputStream(model))) {
            for (int entry = 0; entry < 3; entry++) {
                zip.getNextEntry();
                assertFalse(new String(zip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).contains("Qvx"));
            }
        }
    }

    @Test
    void schemasThatAReaderInfersDoAsWell() {
        final TestRunner runner = trainer();
        Flow.jsonReader(runner);
        final byte[] model = trained(runner, Orders.json(500, 1));
        final Map<String, ColumnKind> kinds =
                columns(model).stream().collect(Collectors.toMap(Column::name, Column::kind));
        assertTrue(
                kinds.keySet()
                        .containsAll(Set.of(
                                "address?",
                                "address.city",
                                "address.geo?",
                                "address.geo.lat",
                                "tags.color",
                                "vector?",
                                "vector[3]",
                                "grid[1][1]",
                                "none[]")),
                kinds.toString());
        for (final JsonNode order : json(model, 500)) {
            assertTrue(
                    order.get("address").isNull()
                            || order.get("address").get("city").isTextual(),
                    order.toString());
            assertTrue(
                    order.get("ratio").isNumber()
                            && order.get("grid").get(0).get(1).isIntegralNumber(),
                    order.toString());
        }
    }

    @Test
    void propertiesNameNestedFieldsByTheirPath() {
        final TestRunner runner = trainer();
        Flow.jsonReader(runner, Orders.SCHEMA);
        Flow.set(
                runner,
                Map.of(
                        "column:grid",
                        "category",
                        "column:grid[0][1]",
                        "integer",
                        "column:address.floor",
                        "category",
                        "Columns To Ignore",
                        "address.geo, tags.color",
                        "column:none",
                        "ignore",
                        "Target Columns",
                        "vector, level"));
        final byte[] model = trained(runner, Orders.json(500, 1));
        final Map<String, ColumnKind> kinds =
                columns(model).stream().collect(Collectors.toMap(Column::name, Column::kind));
        assertEquals(ColumnKind.CATEGORY, kinds.get("grid[0][0]"));
        assertEquals(ColumnKind.INTEGER, kinds.get("grid[0][1]"));
        assertEquals(ColumnKind.CATEGORY, kinds.get("address.floor"));
        assertFalse(kinds.keySet().stream()
                .anyMatch(name ->
                        name.startsWith("address.geo") || name.startsWith("none") || name.equals("tags.color")));
        try {
            assertEquals(
                    List.of("vector?", "vector[0]", "vector[1]", "vector[2]", "vector[3]", "level"),
                    GANModel.read(new ByteArrayInputStream(model)).settings().targets());
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
        runner.setProperty("column:address.street", "ignore");
        final String message = refusal(runner, Orders.json(100, 1));
        assertTrue(
                message.contains("do not have: address.street. They have: amount, level, address, address.city, "
                        + "address.floor"),
                message);
    }

    @Test
    void manyFlowFilesAreReadAsOne() {
        final TestRunner runner = trainer();
        Flow.jsonReader(runner, Orders.SCHEMA);
        Flow.set(runner, Map.of("Gather FlowFiles", "Many FlowFiles", "Minimum Records", "150"));
        final byte[] model = trained(runner, Orders.json(60, 1), Orders.json(60, 2), Orders.json(60, 3));
        assertTrue(columns(model).stream().anyMatch(column -> column.name().equals("address?")));
        assertEquals(
                180,
                Integer.parseInt(
                        runner.getFlowFilesForRelationship("model").getFirst().getAttribute("gan.model.rows")));
    }

    @Test
    void aTableOfNothingButConstantsBesideOneColumnIsLearnt() throws IOException {
        final String schema = """
                {"type": "record", "name": "r", "fields": [{"name": "n", "type": "int"}, {"name": "text", "type": \
                "string"},
                 {"name": "whole", "type": "long"}, {"name": "half", "type": "double"}, {"name": "yes", "type": \
                 "boolean"},
                 {"name": "day", "type": {"type": "int", "logicalType": "date"}}, {"name": "none", "type": ["null", \
                 "double"]},
                 {"name": "noText", "type": ["null", "string"]}, {"name": "never", "type": ["null", "boolean"]},
                 {"name": "noDay", "type": ["null", {"type": "int", "logicalType": "date"}]},
                 {"name": "one", "type": {"type": "enum", "name": "e", "symbols": ["A", "B"]}},
                 {"name": "gone", "type": ["null", {"type": "record", "name": "g", "fields": [{"name": "x", "type": \
                 "int"}]}]},
                 {"name": "fixed", "type": {"type": "array", "items": "int"}}]}""";
        final String record = """
                {"n": %d, "text": "same", "whole": 7, "half": 0.5, "yes": true, "day": "2024-02-29", "none": null, \
                "noText": null, "never": null,
                 "noDay": null, "one": "B", "gone": null, "fixed": [1, 2, 3]}""";
        final TestRunner runner = trainer();
        Flow.jsonReader(runner, schema);
        final byte[] model = trained(
                runner,
                IntStream.range(0, 200)
                        .mapToObj(r -> record.formatted(r % 17))
                        .collect(Collectors.joining(",", "[", "]")));
        final JsonNode expected = JSON.readTree(record.formatted(0));
        final Set<Integer> values = new HashSet<>();
        for (final JsonNode made : json(model, 200)) {
            names(expected).stream()
                    .filter(name -> !Set.of("n", "day").contains(name))
                    .forEach(name -> assertEquals(expected.get(name), made.get(name), name));
            assertEquals(Date.valueOf("2024-02-29").getTime(), made.get("day").longValue());
            values.add(made.get("n").intValue());
        }
        assertTrue(values.size() > 3 && values.stream().allMatch(n -> n >= 0 && n < 17), values.toString());

        final TestRunner avro = generator(5);
        Flow.service(avro, "Record Writer", new AvroRecordSetWriter());
        try (DataFileStream<GenericRecord> records = new DataFileStream<>(
                new ByteArrayInputStream(sampled(avro, model).toByteArray()), new GenericDatumReader<>())) {
            assertEquals(shape(new Schema.Parser().parse(schema)), shape(records.getSchema()));
        }
    }
}
