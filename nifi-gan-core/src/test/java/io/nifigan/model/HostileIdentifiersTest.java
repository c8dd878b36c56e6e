// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.fit.ModelFitter;
import io.nifigan.identifier.FakeTables;
import io.nifigan.sample.Sampler;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Model files that lie about how identifiers are made. */
@Tag("slow")
class HostileIdentifiersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TamperedModel good;

    @BeforeAll
    static void trained() throws Exception {
        good = TamperedModel.of(new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(5)
                        .withNetwork(8, 16, 1)
                        .withBatchSize(32)
                        .withThreads(1))
                .fit(FakeTables.people(300, "en", 2), new TrainingListener() {}));
    }

    private static Consumer<ObjectNode> fake(final String column, final Consumer<ObjectNode> change) {
        return encoder -> change.accept((ObjectNode)
                encoder.get("encodings").get(FakeTables.COLUMNS.indexOf(column)).get("format"));
    }

    private static void refused(final String why, final String column, final Consumer<ObjectNode> change) {
        final String message = assertThrows(
                        InvalidModelException.class, () -> good.changed("encoder.json", fake(column, change)), why)
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    private static void pattern(final ObjectNode fake, final String text) {
        ((ObjectNode) fake.get("patterns").get(0)).put("text", text);
    }

    @Test
    void whatDoesNotMakeSenseIsRefusedAtOnce() {
        refused("is not supported", "email", fake -> fake.put("locale", "tlh"));
        refused("is not supported", "email", fake -> fake.put("locale", "../../../etc/passwd"));
        refused("not a pattern of names", "email", fake -> pattern(fake, "(a+)+$"));
        refused("not a pattern of names", "login", fake -> pattern(fake, "{given}".repeat(1_000)));
        refused("not a pattern of names", "email", fake -> pattern(fake, "#{Internet.password}"));
        refused("unknown pattern", "ip", fake -> pattern(fake, "8.8"));
        refused("unknown pattern", "website", fake -> pattern(fake, "file:///etc/passwd"));
        refused("unknown pattern", "card", fake -> pattern(fake, "9"));
        refused("Domains", "email", fake -> ((ArrayNode) fake.get("domains")).add("real.test"));
        refused("at least one", "email", fake -> ((ArrayNode) fake.get("domains")).removeAll());
        refused("at least one", "login", fake -> ((ArrayNode) fake.get("patterns")).removeAll());
        refused("has person", "email", fake -> fake.put("person", 1_000_000));
        refused("has person", "email", fake -> fake.put("person", -1));
        refused("A salted hash filter", "email", fake -> ((ObjectNode) fake.get("filter")).put("share", 0));
        refused("A salted hash filter", "email", fake -> ((ObjectNode) fake.get("filter")).put("share", 2));
        refused("weight", "email", fake -> ((ObjectNode) fake.get("patterns").get(0)).put("weight", -1));
        refused("encoder.json", "email", fake -> fake.putNull("letterCase"));
        refused("another semantic type", "first_name", fake -> fake.put("meaning", "FAMILY_NAME"));
        refused("pattern alone", "first_name", fake -> fake.put("meaning", "KEY"));
        refused("patterns", "email", fake -> {
            final ArrayNode patterns = (ArrayNode) fake.get("patterns");
            for (int i = 0; i < 1_000; i++) {
                patterns.addObject().put("text", "{given}").put("weight", 1);
            }
        });
        assertThrows(
                InvalidModelException.class,
                () -> good.changed(
                        "encoder.json",
                        encoder -> ((ObjectNode) encoder.get("encodings").get(FakeTables.COLUMNS.indexOf("address")))
                                .putNull("pattern")));
        assertThrows(
                InvalidModelException.class,
                () -> good.changed(
                        "manifest.json",
                        manifest -> ((ObjectNode) manifest.get("columns").get(FakeTables.COLUMNS.indexOf("usage")))
                                .put("meaning", "EMAIL")));
    }

    @Test
    void aFilterThatAcceptsNothingStillEnds() throws Exception {
        final GANModel model = good.changed("encoder.json", encoder -> {
            for (final String column : List.of("first_name", "address", "company", "ip")) {
                fake(column, fake -> ((ObjectNode) fake.get("filter")).put("share", 1e-300))
                        .accept(encoder);
            }
        });
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try (Sampler sampler = new Sampler(model, 1, 0)) {
                assertEquals(300, sampler.next(300).rows());
            }
        });
    }

    @Test
    void liesOfAnyKindAreRefusedOrCanBeUsed() throws Exception {
        final String[] lies = {
            "null",
            "-1",
            "0",
            "1",
            "1e308",
            "-1e308",
            "1e-320",
            "2147483648",
            "\"\"",
            "\"\\u0000\\ud800\"",
            "[]",
            "{}",
            "[null]",
            "true",
            "\"{given}\"",
            "\"EMAIL\"",
            "\"ja\"",
            "\"UPPER\"",
            "[{\"text\": \"{#9}\", \"weight\": 1}]"
        };
        final SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 120; i++) {
            final String column = FakeTables.COLUMNS.get(1 + random.nextInt(15));
            final JsonNode lie = JSON.readTree(lies[random.nextInt(lies.length)]);
            final String what = column + " " + lie + " " + i;
            try {
                final GANModel model = good.changed("encoder.json", encoder -> {
                    final JsonNode fake = encoder.get("encodings").get(FakeTables.COLUMNS.indexOf(column));
                    final List<ObjectNode> places = new ArrayList<>(fake.findParents("text").stream()
                            .map(ObjectNode.class::cast)
                            .toList());
                    places.addAll(fake.findParents("salt").stream()
                            .map(ObjectNode.class::cast)
                            .toList());
                    places.add((ObjectNode) fake);
                    if (fake.get("format") instanceof ObjectNode object) {
                        places.add(object);
                        places.add(object);
                    }
                    final ObjectNode place = places.get(random.nextInt(places.size()));
                    final List<String> names = new ArrayList<>();
                    place.fieldNames().forEachRemaining(names::add);
                    place.set(names.get(random.nextInt(names.size())), lie);
                });
                try (Sampler sampler = new Sampler(model, 1, 0)) {
                    final Table rows = sampler.next(50);
                    for (int c = 0; c < rows.columns().size(); c++) {
                        rows.value(c, 49);
                    }
                }
            } catch (final InvalidModelException e) {
                assertTrue(
                        e.getMessage().length() > 20 && !e.getMessage().contains("io.nifigan"),
                        what + ": " + e.getMessage());
            } catch (final RuntimeException e) {
                throw new AssertionError(what, e);
            }
        }
    }
}
