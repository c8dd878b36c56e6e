// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.encode.TableEncoder;
import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.RuleTables;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files whose zips are whole and whose content lies: whatever is read must also sample and score, whoever made it. */
@Tag("slow")
class HostileContentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHANGED = Pattern.compile("its content has the id ([0-9a-f]{16})");
    static final String[] HOSTILE = {
        "null",
        "-1",
        "0",
        "1",
        "1000000000",
        "2147483648",
        "-9223372036854775808",
        "1e308",
        "-1e308",
        "1e-320",
        "-0.0",
        "\"NaN\"",
        "\"Infinity\"",
        "\"\"",
        "\"1e999999999\"",
        "\"\\u0000\\ud800\"",
        "[]",
        "{}",
        "[null]",
        "true",
        "16.5",
        "100000000000000000"
    };
    private static byte[] good;

    @BeforeAll
    static void trained() throws IOException {
        good = TrainedModels.bytes(TrainedModels.model());
    }

    /** The model with an entry changed and its id set right, as one who means harm would do it. */
    static GANModel resealed(final byte[] base, final String entry, final byte[] content) throws IOException {
        final byte[] changed = entry.equals("manifest.json")
                ? Zips.with(base, entry, content)
                : withRulesSetRight(Zips.with(base, entry, content));
        try {
            return TrainedModels.read(changed);
        } catch (final InvalidModelException e) {
            final Matcher found = CHANGED.matcher(e.getMessage());
            if (!found.find()) {
                throw e;
            }
            final ObjectNode manifest =
                    (ObjectNode) JSON.readTree(Zips.entries(changed).get("manifest.json"));
            manifest.put("id", found.group(1));
            return TrainedModels.read(Zips.with(changed, "manifest.json", JSON.writeValueAsBytes(manifest)));
        }
    }

    /** The file with the manifest's words on the rules that the encoder has, if it has any that make sense. */
    private static byte[] withRulesSetRight(final byte[] file) throws IOException {
        final ObjectNode manifest =
                (ObjectNode) JSON.readTree(Zips.entries(file).get("manifest.json"));
        final ArrayNode rules = manifest.putArray("rules");
        try {
            final ModelFormat.EncoderState state = ModelFormat.mapper()
                    .readValue(Zips.entries(file).get("encoder.json"), ModelFormat.EncoderState.class);
            final List<Column> columns = ModelFormat.mapper()
                    .readValue(JSON.writeValueAsBytes(manifest.get("columns")), new TypeReference<>() {});
            new TableEncoder(columns, state.encodings(), state.rules())
                    .describeRules()
                    .forEach(rules::add);
        } catch (final IOException | RuntimeException e) {
            return file;
        }
        return Zips.with(file, "manifest.json", JSON.writeValueAsBytes(manifest));
    }

    static GANModel changed(final String entry, final Consumer<ObjectNode> change) throws IOException {
        final ObjectNode node = (ObjectNode) JSON.readTree(Zips.entries(good).get(entry));
        change.accept(node);
        return resealed(good, entry, JSON.writeValueAsBytes(node));
    }

    static String refusal(final String entry, final Consumer<ObjectNode> change) {
        return assertThrows(InvalidModelException.class, () -> changed(entry, change))
                .getMessage();
    }

    /** Fields of strings for all columns: a schema only has to have a place for each. */
    private static String schema(final GANModel model) {
        return model.columns().stream()
                .map(column -> "{\"name\":\"%s\",\"type\":\"string\"}".formatted(column.name()))
                .collect(Collectors.joining(",", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[", "]}"));
    }

    @Test
    void aSchemaThatDoesNotFitTheColumnsIsRefused() throws IOException {
        final String fitting = schema(TrainedModels.read(good));
        final GANModel model = changed("manifest.json", manifest -> manifest.put("schema", fitting));
        assertEquals(fitting, model.schema().orElseThrow().text());
        assertEquals(
                fitting,
                TrainedModels.read(TrainedModels.bytes(model))
                        .schema()
                        .orElseThrow()
                        .text());
        assertNotEquals(TrainedModels.read(good).id(), model.id());
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

    static void use(final GANModel model) {
        try (Sampler sampler = new Sampler(model, 1, 0);
                Scorer scorer = new Scorer(model)) {
            try {
                final Table rows = sampler.next(200);
                for (int r = 0; r < rows.rows(); r++) {
                    for (int c = 0; c < rows.columns().size(); c++) {
                        rows.value(c, r);
                    }
                }
                scorer.score(rows);
                scorer.reasons(rows);
            } catch (final SamplingException e) {
                assertFalse(e.getMessage().isBlank());
            }
            final Table real = TrainedModels.table(30, 2);
            if (real.columns().size() == model.columns().size() && sameKinds(real, model)) {
                scorer.score(real);
                scorer.reasons(real);
            }
        }
    }

    private static boolean sameKinds(final Table table, final GANModel model) {
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind() != model.columns().get(c).kind()) {
                return false;
            }
        }
        return true;
    }

    record Leaf(JsonNode parent, String name, int index) {
        void set(final JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        JsonNode get() {
            return name == null ? parent.get(index) : parent.get(name);
        }
    }

    /** All places of a document; of long lists, the first few and the last. */
    static List<Leaf> places(final JsonNode node) {
        final List<Leaf> places = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(new Leaf(object, name, -1)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (i < 3 || i == array.size() - 1 || array.get(i).isContainerNode()) {
                    places.add(new Leaf(array, null, i));
                }
            }
        }
        final List<Leaf> all = new ArrayList<>(places);
        places.forEach(place -> all.addAll(places(place.get())));
        return all;
    }

    private static void mutate(final byte[] base, final String entry, final int times, final long seed)
            throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < times; i++) {
            final JsonNode document = JSON.readTree(Zips.entries(base).get(entry));
            accepted += lie(base, entry, document, places(document), random) ? 1 : 0;
        }
        assertTrue(accepted < times / 2, accepted + " of " + times + " lies were accepted");
    }

    private static void mutateRules(final byte[] base, final ObjectNode encoder, final int times) throws IOException {
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < times; i++) {
            final ObjectNode document = encoder.deepCopy();
            final List<Leaf> places = new ArrayList<>(places(document.get("rules")));
            document.get("encodings").forEach(encoding -> {
                if (encoding.has("rule")) {
                    places.addAll(places(encoding));
                }
            });
            lie(base, "encoder.json", document, places, random);
        }
    }

    /** Changes one place; whether the model was read. Then it must also work. */
    private static boolean lie(
            final byte[] base,
            final String entry,
            final JsonNode document,
            final List<Leaf> places,
            final SplittableRandom random)
            throws IOException {
        final Leaf place = places.get(random.nextInt(places.size()));
        final String value = HOSTILE[random.nextInt(HOSTILE.length)];
        final String what = entry + " " + (place.name() == null ? place.index() : place.name()) + " = " + value;
        place.set(JSON.readTree(value));
        final GANModel model;
        try {
            model = resealed(base, entry, JSON.writeValueAsBytes(document));
        } catch (final InvalidModelException e) {
            assertTrue(
                    e.getMessage().length() > 20
                            && !e.getMessage().contains("com.fasterxml")
                            && !e.getMessage().contains("io.nifigan"),
                    what + ": " + e.getMessage());
            return false;
        } catch (final Exception | OutOfMemoryError e) {
            throw new AssertionError(what, e);
        }
        try {
            use(model);
        } catch (final RuntimeException | OutOfMemoryError e) {
            throw new AssertionError(what, e);
        }
        return true;
    }

    @Test
    void anEncoderThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate(good, "encoder.json", 160, 1);
    }

    @Test
    void rulesThatLieAreRefusedOrCanBeUsed() throws Exception {
        final TrainingSettings settings =
                TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(20);
        final byte[] ruled =
                TrainedModels.bytes(new ModelFitter(settings).fit(RuleTables.table(600, 1), new TrainingListener() {}));
        final ObjectNode encoder =
                (ObjectNode) JSON.readTree(Zips.entries(ruled).get("encoder.json"));
        assertTrue(
                encoder.get("rules").size() > 4
                        && encoder.toString().contains("\"lookup\"")
                        && encoder.toString().contains("\"computed\""),
                () -> encoder.get("rules").toString());
        mutateRules(ruled, encoder, 150);
    }

    @Test
    void aCalibrationThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate(good, "calibration.json", 40, 2);
    }

    private static ObjectNode classifier(final ObjectNode state) {
        return (ObjectNode) state.get("realism").get("classifier");
    }

    @Test
    void aRealismClassifierThatDoesNotFitTheModelIsRefused() throws Exception {
        assertTrue(TrainedModels.read(good).realism().trained());
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
        final JsonNode columns = JSON.readTree(Zips.entries(good).get("calibration.json"))
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

    @Test
    void aRakingModelThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate(good, "raking.json", 60, 4);
    }

    @Test
    void aManifestThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate(good, "manifest.json", 80, 3);
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
        use(changed("manifest.json", manifest -> {
            path(manifest, 10, ".x", "?");
            path(manifest, 11, ".x", ".joined");
            path(manifest, 12, ".x", ".firm");
        }));
    }

    @Test
    void everyFieldOfTheManifestIsProtectedAgainstChanges() throws Exception {
        final String manifest = new String(Zips.entries(good).get("manifest.json"), StandardCharsets.UTF_8);
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
                                            good,
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
