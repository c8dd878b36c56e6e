// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that docs/evaluation.schema.json, which other programs rely on, matches the code. */
class EvaluationSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PUBLISHED = Path.of("..", "docs", "evaluation.schema.json");

    /** The schema of the records' JSON: every component is present, and all but primitive numbers may be null. */
    private static JsonNode schema() {
        final SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forFields()
                .withRequiredCheck(field -> true)
                .withNullableCheck(field -> !field.getType().getErasedType().isPrimitive());
        final ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(Evaluation.class);
        // Among list elements, only the examples' cells may be null.
        ((ObjectNode) schema.at("/$defs/Examples/properties/rows/items/items"))
                .putArray("type")
                .add("string")
                .add("null");
        schema.put("title", "An evaluation of synthetic records by nifi-gan")
                .put(
                        "$comment",
                        "Apache-2.0. Shares, similarities and areas under curves are fractions from 0 to 1. "
                                + "What each property means is in the Javadoc of io.nifigan.evaluate.result.");
        return schema;
    }

    @Test
    void publishedSchemaIsThatOfTheRecords() throws IOException {
        final String made = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema()) + "\n";
        Files.writeString(Path.of("target", "evaluation.schema.json"), made);
        assertEquals(
                JSON.readTree(made),
                JSON.readTree(Files.readString(PUBLISHED)),
                "copy target/evaluation.schema.json to docs");
    }

    @Test
    void evaluationsFitIt() throws IOException {
        final JsonSchema published =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(PUBLISHED));
        for (final Evaluation evaluation :
                new Evaluation[] {EvaluationFixtures.of(8), EvaluationFixtures.bare(), EvaluationFixtures.hostile()}) {
            assertEquals(Set.of(), published.validate(JSON.readTree(EvaluationJson.text(evaluation))));
        }
        final ObjectNode other = (ObjectNode) JSON.readTree(EvaluationJson.text(EvaluationFixtures.of(3)));
        other.remove("overall");
        assertFalse(published.validate(other).isEmpty());
    }
}
