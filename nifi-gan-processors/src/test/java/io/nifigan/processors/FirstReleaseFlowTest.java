// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.evaluate.EvaluateSynthetic;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.PropertyMigrationResult;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A flow that the first release saved must load in this one. If a property or relationship is renamed, implement
 * migrateProperties or migrateRelationships; never change the fixture first-release/flow.json.
 */
class FirstReleaseFlowTest {
    private static final List<Class<? extends Processor>> PROCESSORS = List.of(
            TrainGAN.class,
            SampleGenerator.class,
            ScoreDiscriminator.class,
            AugmentRecords.class,
            EvaluateSynthetic.class);

    private static JsonNode saved(final String processor) throws IOException {
        try (InputStream in = FirstReleaseFlowTest.class.getResourceAsStream("/first-release/flow.json")) {
            return new ObjectMapper().readTree(in).get(processor);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TrainGAN", "SampleGenerator", "ScoreDiscriminator", "AugmentRecords", "EvaluateSynthetic"})
    void loadsWithEveryPropertyAndRelationshipThatItHad(final String name) throws Exception {
        final Processor processor = PROCESSORS.stream()
                .filter(type -> type.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow()
                .getDeclaredConstructor()
                .newInstance();
        final TestRunner runner = Flow.runner(processor);
        final JsonNode saved = saved(name);
        saved.get("properties")
                .properties()
                .forEach(property -> runner.setProperty(
                        property.getKey(), property.getValue().asText()));
        final PropertyMigrationResult migrated = runner.migrateProperties();
        final List<String> known = processor.getPropertyDescriptors().stream()
                .map(PropertyDescriptor::getName)
                .toList();
        for (final Map.Entry<String, JsonNode> property :
                saved.get("properties").properties()) {
            final String now = migrated.getPropertiesRenamed().getOrDefault(property.getKey(), property.getKey());
            assertTrue(
                    known.contains(now) || migrated.getPropertiesRemoved().contains(property.getKey()),
                    "the property '%s' is lost".formatted(property.getKey()));
        }
        if (saved.get("properties").has("Record Reader")) {
            Flow.csvReader(runner);
        }
        if (saved.get("properties").has("Record Writer")) {
            Flow.jsonWriter(runner);
        }
        runner.assertValid();
        final TreeSet<String> relationships = processor.getRelationships().stream()
                .map(Relationship::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        final TreeSet<String> before = new TreeSet<>();
        saved.get("relationships").forEach(relationship -> before.add(relationship.asText()));
        // A new relationship would not be connected, and the flow would not start.
        assertEquals(before, relationships);
        assertFalse(before.isEmpty());
    }
}
