// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.RuleTables;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files with one hostile value somewhere: whatever is read must also sample and score, whoever made it. */
@Tag("slow")
class HostileValuesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TamperedModel good;

    @BeforeAll
    static void trained() throws IOException {
        good = TamperedModel.of(TrainedModels.model());
    }

    private static void mutate(final TamperedModel base, final String entry, final int times, final long seed)
            throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < times; i++) {
            final JsonNode document = JSON.readTree(Zips.entries(base.file()).get(entry));
            accepted += lie(base, entry, document, JsonPlace.places(document), random) ? 1 : 0;
        }
        assertTrue(accepted < times / 2, accepted + " of " + times + " lies were accepted");
    }

    private static void mutateRules(final TamperedModel base, final ObjectNode encoder, final int times)
            throws IOException {
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < times; i++) {
            final ObjectNode document = encoder.deepCopy();
            final List<JsonPlace> places = new ArrayList<>(JsonPlace.places(document.get("rules")));
            document.get("encodings").forEach(encoding -> {
                if (encoding.has("rule")) {
                    places.addAll(JsonPlace.places(encoding));
                }
            });
            lie(base, "encoder.json", document, places, random);
        }
    }

    /** Changes one place; whether the model was read. Then it must also work. */
    private static boolean lie(
            final TamperedModel base,
            final String entry,
            final JsonNode document,
            final List<JsonPlace> places,
            final SplittableRandom random)
            throws IOException {
        final JsonPlace place = places.get(random.nextInt(places.size()));
        final String value = JsonPlace.HOSTILE[random.nextInt(JsonPlace.HOSTILE.length)];
        final String what = entry + " " + (place.name() == null ? place.index() : place.name()) + " = " + value;
        place.set(JSON.readTree(value));
        final GANModel read;
        try {
            read = base.with(entry, JSON.writeValueAsBytes(document));
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
            TamperedModel.use(read);
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
        final TamperedModel ruled =
                TamperedModel.of(new ModelFitter(settings).fit(RuleTables.table(600, 1), new TrainingListener() {}));
        final ObjectNode encoder =
                (ObjectNode) JSON.readTree(Zips.entries(ruled.file()).get("encoder.json"));
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

    @Test
    void aRakingModelThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate(good, "raking.json", 60, 4);
    }

    @Test
    void aManifestThatLiesIsRefusedOrCanBeUsed() throws Exception {
        mutate(good, "manifest.json", 80, 3);
    }
}
