// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.Field;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores animals, of which mass, length and kind go together. */
class ScoreClassifierTest {
    private static final String HEADER = "mass,length,kind,legs\n";
    private static final List<String> KINDS = List.of("cat", "dog", "cow");
    private static GANModel model;

    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeAll
    static void train() throws TrainingException {
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("mass", ValueType.DOUBLE),
                        new Field("length", ValueType.DOUBLE),
                        new Field("kind", ValueType.STRING),
                        new Field("legs", ValueType.INT)),
                Map.of());
        rows(1_500, 1).forEach(row -> builder.add(row.split(",")));
        model = new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(30)
                        .withNetwork(8, 16, 1)
                        .withBatchSize(64)
                        .withThreads(1))
                .fit(builder.build(), new TrainingListener() {});
    }

    private static List<String> rows(final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(row -> {
                    final int kind = random.nextInt(3);
                    final double mass = Math.exp(2 * kind + 1 + .3 * random.nextGaussian());
                    return "%s,%s,%s,%d"
                            .formatted(
                                    mass,
                                    30 * Math.cbrt(mass) * (1 + .1 * random.nextGaussian()),
                                    KINDS.get(kind),
                                    random.nextInt(10) == 0 ? 3 : 4);
                })
                .toList();
    }

    @BeforeEach
    void csvToJson() throws IOException {
        runner = Flow.runner(new ScoreDiscriminator());
        Flow.csvReader(runner);
        Flow.jsonWriter(runner);
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.zip"))) {
            model.write(out);
        }
        Flow.set(
                runner,
                Map.of("Model Location", folder.resolve("model.zip").toString(), "Routing Strategy", "All To Scored"));
    }

    private List<JsonNode> scored(final List<String> rows) {
        runner.clearTransferState();
        runner.enqueue(HEADER + String.join("\n", rows) + "\n");
        runner.run();
        runner.assertTransferCount(ScoreDiscriminator.SCORED, 1);
        return Flow.records(
                runner.getFlowFilesForRelationship(ScoreDiscriminator.SCORED).getFirst());
    }

    private static double[] probabilities(final List<JsonNode> records) {
        return records.stream()
                .mapToDouble(record -> record.get("gan_probability").asDouble())
                .toArray();
    }

    /** The scores of the engine. */
    private static double[] expected(final ScoringModel scoringModel, final List<String> rows) {
        final TableBuilder builder = TableBuilder.forColumns(model.columns());
        rows.forEach(row -> builder.add(row.split(",")));
        try (Scorer scorer = new Scorer(model, scoringModel)) {
            assertEquals(scoringModel, scorer.scoringModel());
            return scorer.score(builder.build()).probability();
        }
    }

    @Test
    void asksTheTreesUnlessTheDiscriminatorIsChosen() {
        final List<String> rows = rows(100, 2);
        final double[] byTrees = probabilities(scored(rows));
        assertArrayEquals(expected(ScoringModel.TREES, rows), byTrees, 1e-6);
        runner.setProperty("Classifier", "Discriminator");
        final double[] byDiscriminator = probabilities(scored(rows));
        assertArrayEquals(expected(ScoringModel.DISCRIMINATOR, rows), byDiscriminator, 1e-6);
        assertNotEquals(byTrees[0], byDiscriminator[0], 1e-3);
    }

    @Test
    void namesTheFieldsThatMakeARecordLookUnreal() {
        runner.setProperty("Reasons Field", "why");
        final List<JsonNode> records =
                scored(List.of("3.0,43.0,cat,4", "3.0,43.0,cow,4", "3.0,150.0,cat,4", "150.0,159.0,cow,4"));
        assertEquals("", records.get(0).get("why").asText());
        assertTrue(
                records.get(1).get("why").asText().matches("kind \\(-\\d+\\.\\d\\)(, \\w+ \\(-\\d+\\.\\d\\)){0,2}"),
                records.get(1)::toString);
        assertTrue(records.get(2).get("why").asText().startsWith("length (-"), records.get(2)::toString);
        assertEquals("", records.get(3).get("why").asText());
    }

    @Test
    void givesReasonsForRecordsBelowAHighThresholdToo() {
        runner.setProperty("Reasons Field", "why");
        final List<JsonNode> all = scored(rows(300, 3));
        assertTrue(all.stream()
                .filter(record -> record.get("gan_probability").asDouble() >= .5)
                .allMatch(record -> record.get("why").asText().isEmpty()));
        Flow.set(runner, Map.of("Routing Strategy", "Route By Threshold", "Threshold", "1"));
        runner.enqueue(HEADER + String.join("\n", rows(300, 3)) + "\n");
        runner.run();
        final List<JsonNode> records = Flow.records(
                runner.getFlowFilesForRelationship(ScoreDiscriminator.GENERATED).getFirst());
        assertTrue(records.stream()
                .anyMatch(record -> record.get("gan_probability").asDouble() > .5
                        && !record.get("why").asText().isEmpty()));
    }

    @Test
    void theDiscriminatorHasNoReasons() {
        Flow.set(runner, Map.of("Reasons Field", "why", "Classifier", "Discriminator"));
        assertFalse(scored(rows(20, 4)).getFirst().has("why"));
    }

    @Test
    void aModelWithoutTreesIsAskedByItsDiscriminatorAndHasNoReasons() throws IOException {
        Files.write(folder.resolve("model.zip"), Customers.model());
        runner.setProperty("Reasons Field", "why");
        runner.enqueue(Customers.csv(50));
        runner.run();
        final List<JsonNode> records = Flow.records(
                runner.getFlowFilesForRelationship(ScoreDiscriminator.SCORED).getFirst());
        assertEquals(
                50,
                records.stream()
                        .filter(record -> record.get("why").asText().isEmpty()
                                && record.get("gan_probability").asDouble() > 0)
                        .count());
    }
}
