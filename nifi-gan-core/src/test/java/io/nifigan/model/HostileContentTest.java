// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files whose zips are whole and whose content lies: whatever is read must also sample and score, whoever made it. */
class HostileContentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CHANGED = Pattern.compile("its content has the id ([0-9a-f]{16})");
    private static final String[] HOSTILE = {"null", "-1", "0", "1", "1000000000", "2147483648", "-9223372036854775808", "1e308", "-1e308", "1e-320",
            "-0.0", "\"NaN\"",
        "\"Infinity\"", "\"\"", "\"1e999999999\"", "\"\\u0000\\ud800\"", "[]", "{}", "[null]", "true", "16.5", "100000000000000000"};
    private static byte[] good;

    @BeforeAll
    static void trained() throws IOException {
        good = TrainedModels.bytes(TrainedModels.model());
    }

    /** The model with an entry changed and its id set right, as one who means harm would do it. */
    private static GanModel resealed(final String entry, final byte[] content) throws IOException {
        final byte[] changed = Zips.with(good, entry, content);
        try {
            return TrainedModels.read(changed);
        } catch (final InvalidModelException e) {
            final Matcher found = CHANGED.matcher(e.getMessage());
            if (!found.find()) {
                throw e;
            }
            final ObjectNode manifest = (ObjectNode) JSON.readTree(Zips.entries(changed).get("manifest.json"));
            manifest.put("id", found.group(1));
            return TrainedModels.read(Zips.with(changed, "manifest.json", JSON.writeValueAsBytes(manifest)));
        }
    }

    private static GanModel changed(final String entry, final Consumer<ObjectNode> change) throws IOException {
        final ObjectNode node = (ObjectNode) JSON.readTree(Zips.entries(good).get(entry));
        change.accept(node);
        return resealed(entry, JSON.writeValueAsBytes(node));
    }

    private static String refusal(final String entry, final Consumer<ObjectNode> change) {
        return assertThrows(InvalidModelException.class, () -> changed(entry, change)).getMessage();
    }

    private static void use(final GanModel model) {
        try (Sampler sampler = new Sampler(model, 1, 0); Scorer scorer = new Scorer(model)) {
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

    private static boolean sameKinds(final Table table, final GanModel model) {
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind() != model.columns().get(c).kind()) {
                return false;
            }
        }
        return true;
    }

    private record Leaf(JsonNode parent, String name, int index) {
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
    private static List<Leaf> places(final JsonNode node) {
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

    private static void mutate(final String entry, final int times, final long seed) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < times; i++) {
            final JsonNode document = JSON.readTree(Zips.entries(good).get(entry));
            final List<Leaf> places = places(document);
            final Leaf place = places.get(random.nextInt(places.size()));
            final String value = HOSTILE[random.nextInt(HOSTILE.length)];
            final String what = entry + " " + (place.name() == null ? place.index() : place.name()) + " = " + value;
            place.set(JSON.readTree(value));
            GanModel model = null;
            try {
                model = resealed(entry, JSON.writeValueAsBytes(document));
            } catch (final InvalidModelException e) {
                assertTrue(e.getMessage().length() > 20 && !e.getMessage().contains("com.fasterxml") && !e.getMessage().contains("io.nifigan"), what
                        + ": " + e.getMessage());
            } catch (final Exception | OutOfMemoryError e) {
                throw new AssertionError(what, e);
            }
            if (model != null) {
                accepted++;
                try {
                    use(model);
                } catch (final RuntimeException | OutOfMemoryError e) {
                    throw new AssertionError(what, e);
                }
            }
        }
        assertTrue(accepted < times / 2, accepted + " of " + times + " lies were accepted");
    }

    @Test
    void anEncoderThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate("encoder.json", 100, 1);
    }

    @Test
    void aCalibrationThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate("calibration.json", 40, 2);
    }

    private static ObjectNode judge(final ObjectNode state) {
        return (ObjectNode) state.get("realism").get("judge");
    }

    @Test
    void aJudgeThatDoesNotFitTheModelIsRefused() throws Exception {
        assertTrue(TrainedModels.read(good).realism().tells());
        assertTrue(refusal("calibration.json", state -> judge(state).put("slope", 0)).contains("slope"));
        assertTrue(refusal("calibration.json", state -> judge(state).put("offset", 1e300)).contains("offset"));
        assertTrue(refusal("calibration.json", state -> ((ArrayNode) judge(state).get("shares")).remove(0)).contains("shares"));
        assertTrue(refusal("calibration.json", state -> ((ArrayNode) judge(state).get("shares").get(0)).add(.5)).contains("shares"));
        assertTrue(refusal("calibration.json", state -> ((ArrayNode) judge(state).get("trees").get("left")).set(0, 0)).contains("child"));
        final JsonNode columns = JSON.readTree(Zips.entries(good).get("calibration.json")).get("realism").get("judge").get("bins").get("columns");
        final int last = columns.size() - 1;
        assertTrue(refusal("calibration.json", state -> ((ObjectNode) judge(state).get("bins").get("columns").get(last)).put("column", 99))
                .contains("column 99"));
        assertTrue(refusal("calibration.json", state -> ((ObjectNode) judge(state).get("bins").get("columns").get(1))
                .put("column", columns.get(0).get("column").asInt())).contains("for another"));
        assertTrue(refusal("calibration.json", state -> ((ObjectNode) judge(state).get("trees")).putArray("roots").addAll(zeros(1_001)))
                .contains("1001 trees of at most 1000"));
        assertTrue(refusal("calibration.json", state -> state.putNull("realism")).contains("does not hold together"));
        assertTrue(refusal("calibration.json", state -> ((ObjectNode) state.get("realism")).putNull("scale")).length() > 20);
        assertTrue(refusal("manifest.json", manifest -> ((ObjectNode) manifest.get("scoring")).put("trees", 7)).contains("judge"));
        assertTrue(refusal("manifest.json", manifest -> ((ObjectNode) manifest.get("scoring")).put("against", "nothing")).contains("judge"));
    }

    private static ArrayNode zeros(final int count) {
        final ArrayNode zeros = JSON.createArrayNode();
        for (int i = 0; i < count; i++) {
            zeros.add(0);
        }
        return zeros;
    }

    @Test
    void aRefinementThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate("refinement.json", 60, 4);
    }

    @Test
    void aManifestThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate("manifest.json", 80, 3);
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
        assertTrue(refusal("encoder.json", encoder -> encoding(encoder, "dependent").put("determinant", 0)).contains("determinant"));
        assertTrue(refusal("encoder.json", encoder -> encoding(encoder, "dependent").put("determinant", 99)).contains("determinant"));
        assertTrue(refusal("encoder.json", encoder -> ((ArrayNode) encoding(encoder, "dependent").get("values")).add("x")).contains("determinant"));
        assertTrue(refusal("encoder.json", encoder -> encoding(encoder, "category").put("learnt", 0)).contains("learnt"));
        assertTrue(refusal("encoder.json", encoder -> encoding(encoder, "identifier").putNull("generator")).contains("missing"));
        assertTrue(refusal("encoder.json", encoder -> ((ArrayNode) encoder.get("encodings")).remove(0)).contains("encodings"));
        assertTrue(refusal("encoder.json", encoder -> {
            final ObjectNode number = encoding(encoder, "number");
            number.putNull("others").put("missingShare", 0);
            number.putArray("atoms");
            number.putArray("atomShares");
        }).contains("encoder.json"));
        assertTrue(refusal("encoder.json", encoder -> encoding(encoder, "number").put("least", "-Infinity")).contains("encoder.json"));
        assertTrue(refusal("encoder.json", encoder -> {
            final ArrayNode values = (ArrayNode) encoding(encoder, "category").get("values");
            values.set(1, values.get(0));
        }).contains("twice"));
        assertTrue(refusal("encoder.json", encoder -> {
            final ArrayNode rules = (ArrayNode) encoder.get("orderRules");
            for (int i = 0; i < 10_000; i++) {
                rules.addObject().put("smaller", 7).put("larger", 8).put("strict", true);
            }
        }).contains("order rules"));
        assertTrue(refusal("calibration.json", state -> ((ArrayNode) state.get("calibration").get("maps")).removeAll()).contains("calibration maps"));
        assertTrue(refusal("manifest.json", manifest -> ((ObjectNode) manifest.get("columns").get(2).get("field")).put("scale", 2_000_000_000))
                .contains("scale"));
        assertTrue(refusal("manifest.json", manifest -> ((ObjectNode) manifest.get("columns").get(2).get("field")).put("name", "tax"))
                .contains("two columns"));
        assertTrue(refusal("manifest.json", manifest -> ((ObjectNode) manifest.get("columns").get(4)).put("kind", "INTEGER"))
                .contains("does not hold together"));
    }

    @Test
    void rulesThatNoRowCanKeepEndInAMessage() throws Exception {
        final GanModel model = changed("encoder.json", encoder -> {
            final ArrayNode rules = (ArrayNode) encoder.get("orderRules");
            rules.removeAll();
            rules.addObject().put("smaller", 7).put("larger", 8).put("strict", true);
            rules.addObject().put("smaller", 8).put("larger", 7).put("strict", true);
        });
        try (Sampler sampler = new Sampler(model, 1, 0)) {
            assertTrue(assertThrows(SamplingException.class, () -> sampler.next(1)).getMessage().contains("order rules"));
        }
    }

    @Test
    void everyWordOfTheManifestIsSealed() throws Exception {
        final String manifest = new String(Zips.entries(good).get("manifest.json"), StandardCharsets.UTF_8);
        for (final String[] change : new String[][] {{"\"GAUSSIAN\"", "\"UNIFORM\""}, {"\"RELATIVISTIC\"", "\"CLASSIC\""}, {"\"rows\" : 400",
                "\"rows\" : 40000"},
            {"\"seed\" : 7", "\"seed\" : 8"}, {"\"shapeErrorFloor\" : ", "\"shapeErrorFloor\" : 1"}}) {
            assertTrue(manifest.contains(change[0]), change[0]);
            assertTrue(assertThrows(InvalidModelException.class, () -> TrainedModels.read(Zips.with(good, "manifest.json",
                    manifest.replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8)))).getMessage()
                    .contains("was changed after it was written"), change[0]);
        }
    }

    @Test
    void namesInMessagesCannotFillOrForgeALog() throws Exception {
        final String long1 = "x".repeat(100_000) + "\n2026-01-01 INFO all is well";
        final String message = refusal("manifest.json", manifest -> manifest.put("format", long1));
        assertTrue(message.length() <= 500 && !message.contains("\n"));
    }
}
