// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files whose zips are whole and whose content does not fit together: each is refused, with the reason. */
@Tag("slow")
class HostileContentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TamperedModel good;

    @BeforeAll
    static void trained() throws IOException {
        good = TamperedModel.of(TrainedModels.model());
    }

    private static String refusal(final String entry, final Consumer<ObjectNode> change) {
        return good.refusal(entry, change);
    }

    /** Fields of strings for all columns: a schema only has to have a place for each. */
    private static String schema(final GANModel model) {
        return model.columns().stream()
                .map(column -> "{\"name\":\"%s\",\"type\":\"string\"}".formatted(column.name()))
                .collect(Collectors.joining(",", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[", "]}"));
    }

    @Test
    void aSchemaThatDoesNotFitTheColumnsIsRefused() throws IOException {
        final String fitting = schema(TrainedModels.read(good.file()));
        final GANModel model = good.changed("manifest.json", manifest -> manifest.put("schema", fitting));
        assertEquals(fitting, model.schema().orElseThrow().text());
        assertEquals(
                fitting,
                TrainedModels.read(TrainedModels.bytes(model))
                        .schema()
                        .orElseThrow()
                        .text());
        assertNotEquals(TrainedModels.read(good.file()).id(), model.id());
        for (final String hostile : List.of(
                "",
                "7",
                "{\"type\":".repeat(1_000),
                "x".repeat(AvroSchema.MAX_LENGTH + 1),
                fitting.replace("\"name\":\"amount\"", "\"name\":\"sum\""),
                fitting.replace("\"string\"", "\"Unknown\""))) {
            final String message = refusal("manifest.json", manifest -> manifest.put("schema", hostile));
            assertTrue(message.contains("schema") || message.contains("too large"), message);
        }
    }

    private static ObjectNode classifier(final ObjectNode state) {
        return (ObjectNode) state.get("realism").get("classifier");
    }

    @Test
    void aRealismClassifierThatDoesNotFitTheModelIsRefused() throws Exception {
        assertTrue(TrainedModels.read(good.file()).realism().trained());
        assertTrue(refusal("calibration.json", state -> classifier(state).put("slope", 0))
                .contains("slope"));
        assertTrue(refusal("calibration.json", state -> classifier(state).put("offset", 1e300))
                .contains("offset"));
        assertTrue(refusal(
                        "calibration.json",
                        state -> ((ArrayNode) classifier(state).get("shares")).remove(0))
                .contains("shares"));
        assertTrue(refusal(
                        "calibration.json",
                        state -> ((ArrayNode) classifier(state).get("shares").get(0)).add(.5))
                .contains("shares"));
        assertTrue(refusal(
                        "calibration.json",
                        state -> ((ArrayNode) classifier(state).get("trees").get("left")).set(0, 0))
                .contains("child"));
        final JsonNode columns = JSON.readTree(Zips.entries(good.file()).get("calibration.json"))
                .get("realism")
                .get("classifier")
                .get("bins")
                .get("columns");
        final int last = columns.size() - 1;
        assertTrue(refusal(
                        "calibration.json",
                        state -> ((ObjectNode) classifier(state)
                                        .get("bins")
                                        .get("columns")
                                        .get(last))
                                .put("column", 99))
                .contains("column 99"));
        assertTrue(refusal(
                        "calibration.json",
                        state -> ((ObjectNode) classifier(state)
                                        .get("bins")
                                        .get("columns")
                                        .get(1))
                                .put("column", columns.get(0).get("column").asInt()))
                .contains("differ in column"));
        assertTrue(refusal(
                        "calibration.json",
                        state -> ((ObjectNode) classifier(state).get("trees"))
                                .putArray("roots")
                                .addAll(zeros(1_001)))
                .contains("1001 trees of at most 1000"));
        assertTrue(
                refusal("calibration.json", state -> state.putNull("realism")).contains("does not hold together"));
        assertTrue(refusal("calibration.json", state -> ((ObjectNode) state.get("realism")).putNull("scale"))
                        .length()
                > 20);
        assertTrue(refusal("manifest.json", manifest -> ((ObjectNode) manifest.get("scoring")).put("trees", 999))
                .contains("realism classifier"));
        assertTrue(
                refusal("manifest.json", manifest -> ((ObjectNode) manifest.get("scoring")).put("against", "nothing"))
                        .contains("realism classifier"));
    }

    private static ArrayNode zeros(final int count) {
        final ArrayNode zeros = JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            zeros.add(0);
        }
        return zeros;
    }

    private static ObjectNode encoding(final ObjectNode encoder, final String type) {
        for (final JsonNode encoding : encoder.get("encodings")) {
            if (encoding.get("type").asText().equals(type)) {
                return (ObjectNode) encoding;
            }
        }
        throw new AssertionError(type);
    }

    @Test
    void whatWouldFailOnlyWhenRowsAreDrawnIsRefusedAtOnce() {
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> encoding(encoder, "dependent").put("determinant", 0))
                .contains("determinant"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> encoding(encoder, "dependent").put("determinant", 99))
                .contains("determinant"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> ((ArrayNode) encoding(encoder, "dependent").get("values")).add("x"))
                .contains("determinant"));
        assertTrue(
                refusal("encoder.json", encoder -> encoding(encoder, "category").put("learnt", 0))
                        .contains("learnt"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> ((ArrayNode) encoding(encoder, "category").get("groups")).add(0))
                .contains("groups"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> encoding(encoder, "identifier").putNull("pattern"))
                .contains("no pattern"));
        assertTrue(refusal("encoder.json", encoder -> ((ArrayNode) encoder.get("encodings")).remove(0))
                .contains("encodings"));
        assertTrue(refusal("encoder.json", encoder -> {
                    final ObjectNode number = encoding(encoder, "number");
                    number.putNull("others").put("missingShare", 0);
                    number.putArray("atoms");
                    number.putArray("atomShares");
                })
                .contains("encoder.json"));
        assertTrue(
                refusal("encoder.json", encoder -> encoding(encoder, "number").put("min", "-Infinity"))
                        .contains("encoder.json"));
        assertTrue(
                refusal("encoder.json", encoder -> encoding(encoder, "calendar").put("cell", 7))
                        .contains("cells"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> ((ArrayNode) encoding(encoder, "calendar").get("parts")).remove(3))
                .contains("parts"));
        assertTrue(refusal(
                        "encoder.json",
                        encoder -> ((ArrayNode) encoding(encoder, "calendar").get("parts"))
                                .set(0, encoding(encoder, "category")))
                .contains("encoder.json"));
        assertTrue(
                refusal("encoder.json", encoder -> encoding(encoder, "calendar").put("min", 1e9))
                        .contains("range"));
        assertTrue(refusal("encoder.json", encoder -> {
                    final ArrayNode values =
                            (ArrayNode) encoding(encoder, "category").get("values");
                    values.set(1, values.get(0));
                })
                .contains("twice"));
        assertTrue(refusal("encoder.json", encoder -> {
                    final ArrayNode rules = (ArrayNode) encoder.get("rules");
                    for (int i = 0; i < 10_000; i++) {
                        rules.addObject()
                                .put("type", "order")
                                .put("smaller", 7)
                                .put("larger", 8)
                                .put("strict", true);
                    }
                })
                .contains("rules"));
        assertTrue(refusal(
                        "calibration.json",
                        state -> ((ArrayNode) state.get("calibration").get("maps")).removeAll())
                .contains("calibration maps"));
        assertTrue(refusal(
                        "manifest.json",
                        manifest ->
                                ((ObjectNode) manifest.get("columns").get(2).get("field")).put("scale", 2_000_000_000))
                .contains("scale"));
        assertTrue(refusal(
                        "manifest.json",
                        manifest -> ((ObjectNode) manifest.get("columns").get(2).get("field")).put("name", "tax"))
                .contains("two columns"));
        assertTrue(refusal(
                        "manifest.json",
                        manifest -> ((ObjectNode) manifest.get("columns").get(4)).put("kind", "INTEGER"))
                .contains("does not hold together"));
    }

    private static ObjectNode path(final ObjectNode manifest, final int column, final String... steps) {
        final ObjectNode path =
                ((ObjectNode) manifest.get("columns").get(column).get("field")).putObject("path");
        final ArrayNode array = path.put("always", true).putArray("steps");
        List.of(steps).forEach(array::add);
        return path;
    }

    @Test
    void pathsThatDoNotFormARecordAreRefused() {
        assertTrue(refusal("manifest.json", manifest -> path(manifest, 0)).contains("0 steps"));
        assertTrue(refusal("manifest.json", manifest -> path(manifest, 0, "x")).contains("not a step"));
        assertTrue(refusal("manifest.json", manifest -> path(manifest, 0, ".x", "[4000000000"))
                .contains("cannot be a step"));
        assertTrue(refusal("manifest.json", manifest -> path(manifest, 0, ".x", "[99999"))
                .contains("leaves out"));
        assertTrue(refusal("manifest.json", manifest -> path(manifest, 0, ".x", "?"))
                .contains("type STRING"));
        assertTrue(
                refusal("manifest.json", manifest -> path(manifest, 0, ".name")).contains("another"));
        assertTrue(refusal("manifest.json", manifest -> path(manifest, 2, ".name", ".x"))
                .contains("value itself"));
        assertTrue(refusal(
                        "manifest.json",
                        manifest -> path(
                                manifest, 0, Collections.nCopies(100_000, ".x").toArray(String[]::new)))
                .contains("100000 steps"));
        assertTrue(refusal("manifest.json", manifest -> {
                    path(manifest, 9, ".x", ".y");
                    path(manifest, 10, ".x", "?");
                })
                .contains("comes after"));
        assertTrue(refusal(
                        "manifest.json",
                        manifest -> ((ArrayNode) manifest.get("columns")
                                        .get(0)
                                        .get("field")
                                        .get("declared"))
                                .addObject()
                                .put("type", "INT")
                                .put("precision", 0)
                                .put("scale", 0)
                                .putArray("symbols"))
                .contains("declares 1 types"));
    }

    @Test
    void pathsThatHoldTogetherCanBeUsedWhateverTheySay() throws Exception {
        TamperedModel.use(good.changed("manifest.json", manifest -> {
            path(manifest, 10, ".x", "?");
            path(manifest, 11, ".x", ".joined");
            path(manifest, 12, ".x", ".firm");
        }));
    }

    @Test
    void everyFieldOfTheManifestIsProtectedAgainstChanges() throws Exception {
        final String manifest = new String(Zips.entries(good.file()).get("manifest.json"), StandardCharsets.UTF_8);
        for (final String[] change : new String[][] {
            {"\"GAUSSIAN\"", "\"UNIFORM\""},
            {"\"RELATIVISTIC\"", "\"CLASSIC\""},
            {"\"rows\" : 400", "\"rows\" : 40000"},
            {"\"seed\" : 7", "\"seed\" : 8"},
            {"\"shapeErrorFloor\" : ", "\"shapeErrorFloor\" : 1"}
        }) {
            assertTrue(manifest.contains(change[0]), change[0]);
            assertTrue(
                    assertThrows(
                                    InvalidModelException.class,
                                    () -> TrainedModels.read(Zips.with(
                                            good.file(),
                                            "manifest.json",
                                            manifest.replace(change[0], change[1])
                                                    .getBytes(StandardCharsets.UTF_8))))
                            .getMessage()
                            .contains("was changed after it was written"),
                    change[0]);
        }
    }

    @Test
    void namesInMessagesCannotFloodOrForgeALog() throws Exception {
        final String long1 = "x".repeat(100_000) + "\n2026-01-01 INFO all is well";
        final String message = refusal("manifest.json", manifest -> manifest.put("format", long1));
        assertTrue(message.length() <= 500 && !message.contains("\n"));
    }
}
