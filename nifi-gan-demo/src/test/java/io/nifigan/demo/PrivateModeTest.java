// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateModeTest {
    @TempDir
    private Path folder;

    @Test
    void setsTheFlowsTrainingAndItsReport() throws IOException {
        for (final String flow : List.of(FlowDefinition.CUSTOMERS, FlowDefinition.CSV)) {
            final JsonNode definition = FlowDefinition.read(flow, Map.of());
            PrivateMode.ofCustomers(1).set(definition, new DemoFolder(folder));
            final JsonNode training = properties(definition, ".TrainGAN");
            assertEquals("differential", training.path("Privacy").asText());
            assertEquals("1.0", training.path("Epsilon").asText());
            assertEquals("houseowner", training.path("Target Columns").asText());
            assertEquals("#{Time Budget}", training.path("Time Budget").asText(), "the rest stays");
            assertTrue(Files.readString(Path.of(training.path("Public Schema").asText()))
                    .contains("\"yearly_income\""));
            assertEquals(
                    "None",
                    properties(definition, ".EvaluateSynthetic")
                            .path("Held-Out Records")
                            .asText());
        }
    }

    private static JsonNode properties(final JsonNode definition, final String type) {
        for (final JsonNode processor : definition.path("flowContents").path("processors")) {
            if (processor.path("type").asText().endsWith(type)) {
                return processor.path("properties");
            }
        }
        return null;
    }

    @Test
    void whatIsPublicNamesEveryColumnOfTheCustomersThatIsNotLeftOut() throws IOException {
        final Path database = folder.resolve("customers");
        Customers.extract(database);
        final Set<String> columns =
                new HashSet<>(Customers.some(database, 1).getFirst().keySet());
        final PrivateMode mode = PrivateMode.ofCustomers(1);
        final Set<String> known = new HashSet<>(mode.ignored());
        final JsonNode schema = new ObjectMapper().readTree(mode.publicSchema()).path("columns");
        schema.fieldNames().forEachRemaining(known::add);
        assertEquals(columns, known);
        // The schema must list all values of each form field, because others would be treated as missing.
        for (final String column : List.of(
                "marital_status",
                "yearly_income",
                "gender",
                "education",
                "member_card",
                "occupation",
                "houseowner",
                "country")) {
            final Set<String> listed = new HashSet<>();
            schema.path(column).path("values").forEach(value -> listed.add(value.asText()));
            Customers.query(database, "SELECT DISTINCT \"%s\" AS \"value\" FROM \"customer\"".formatted(column))
                    .forEach(row -> assertTrue(
                            row.get("value") == null || listed.contains(row.get("value")), () -> column + ": " + row));
        }
    }

    @Test
    void whatIsNotPublicOrNoEpsilonIsRefusedInASentence() throws IOException {
        assertTrue(assertThrows(IOException.class, () -> PrivateMode.of(1, null, List.of()))
                .getMessage()
                .startsWith("--private with --csv needs --bounds FILE"));
        assertTrue(assertThrows(IOException.class, () -> PrivateMode.of(1, folder.resolve("none"), List.of()))
                .getMessage()
                .endsWith("is not a file"));
        assertTrue(assertThrows(IOException.class, () -> PrivateMode.ofCustomers(0))
                .getMessage()
                .contains("epsilon must be above 0"));
    }

    @Test
    void aPrivateModelsLinesAreItsGuaranteeAndNoMeasuresOnRecords() {
        final List<String> lines = new Report(
                        Map.of("gan.privacy.epsilon", "1.0", "gan.privacy.delta", "1.0E-5", "gan.model.steps", "8000"),
                        List.of("a"),
                        List.of(),
                        5,
                        .5)
                .lines();
        assertEquals(
                List.of("records 5", "epsilon 1.0", "delta 1.0E-5", "steps 8000", "mean_probability 0.500"), lines);
        final List<String> ordinary =
                new Report(Map.of("gan.model.steps", "8000"), List.of("a"), List.of(), 5, .5).lines();
        assertTrue(ordinary.contains("shape_error unknown")
                && Stream.of("epsilon", "delta")
                        .noneMatch(name -> ordinary.stream().anyMatch(line -> line.startsWith(name))));
    }
}
