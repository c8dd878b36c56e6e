// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.encode.EncodedTable;
import io.nifigan.fit.ModelFitter;
import io.nifigan.network.ResidualMlp;
import io.nifigan.sample.Sampler;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

@Tag("slow")
class ModelFileTest {
    private static List<Object> values(final Table table) {
        final List<Object> values = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            for (int c = 0; c < table.columns().size(); c++) {
                values.add(table.value(c, r));
            }
        }
        return values;
    }

    @Test
    void readsBackTheSameModel() throws Exception {
        final GANModel model = TrainedModels.model();
        final GANModel read = TrainedModels.read(TrainedModels.bytes(model));
        assertEquals(model.id(), read.id());
        assertEquals(model.columns(), read.columns());
        assertEquals(model.settings(), read.settings());
        assertEquals(model.fidelity(), read.fidelity());
        assertEquals(model.provenance(), read.provenance());
        try (Sampler one = new Sampler(model, 3, 0);
                Sampler other = new Sampler(read, 3, 0)) {
            assertEquals(values(one.next(300)), values(other.next(300)));
        }
        final Table rows = TrainedModels.table(100, 9);
        try (Scorer one = new Scorer(model);
                Scorer other = new Scorer(read)) {
            assertArrayEquals(one.score(rows).probability(), other.score(rows).probability());
            assertArrayEquals(one.score(rows).percentile(), other.score(rows).percentile());
        }
        assertArrayEquals(TrainedModels.bytes(model), TrainedModels.bytes(read));
    }

    @Test
    void leavesTheStreamsOpen() throws Exception {
        final boolean[] closed = new boolean[1];
        final byte[] bytes = TrainedModels.bytes(TrainedModels.model());
        GANModel.read(new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        TrainedModels.model().write(new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        assertFalse(closed[0]);
    }

    @Test
    void givesTheSameBytesForTheSameDataSettingsAndSeed() throws Exception {
        final GANModel again = new ModelFitter(TrainedModels.SMALL)
                .fit(TrainedModels.table(TrainedModels.ROWS, 1), new TrainingListener() {});
        final Map<String, byte[]> one = Zips.entries(TrainedModels.bytes(TrainedModels.model()));
        final Map<String, byte[]> other = Zips.entries(TrainedModels.bytes(again));
        assertEquals(
                List.of(
                        "manifest.json",
                        "encoder.json",
                        "calibration.json",
                        "raking.json",
                        "generator.zip",
                        "discriminator.zip"),
                List.copyOf(one.keySet()));
        assertEquals(one.keySet(), other.keySet());
        for (final String name : one.keySet()) {
            if (name.equals("manifest.json")) {
                assertEquals(timeless(one.get(name)), timeless(other.get(name)));
            } else {
                assertArrayEquals(one.get(name), other.get(name), name);
            }
        }
        assertEquals(TrainedModels.model().id(), again.id());
        final GANModel another = new ModelFitter(TrainedModels.SMALL.withSeed(8))
                .fit(TrainedModels.table(TrainedModels.ROWS, 1), new TrainingListener() {});
        assertNotEquals(again.id(), another.id());
    }

    private static ObjectNode timeless(final byte[] manifest) throws IOException {
        final ObjectNode node = (ObjectNode) new ObjectMapper().readTree(manifest);
        final ObjectNode provenance = (ObjectNode) node.get("provenance");
        provenance.remove("trainedAt");
        provenance.remove("seconds");
        return node;
    }

    @Test
    void networksRestoredByDl4jGiveTheSameOutput() throws Exception {
        final GANModel model = TrainedModels.model();
        final Map<String, byte[]> entries = Zips.entries(TrainedModels.bytes(model));
        final ComputationGraph generator =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(entries.get("generator.zip")));
        final int rows = 20;
        final float[] latents = new float[rows * model.settings().latentSize()];
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        final float[] expected = generator
                .outputSingle(
                        Nd4j.create(latents, new long[] {rows, model.settings().latentSize()}, 'c'))
                .dup('c')
                .data()
                .asFloat();
        try (ResidualMlp mlp = new ResidualMlp(model.generatorShape(), rows, model.generatorParameters())) {
            System.arraycopy(latents, 0, mlp.input(), 0, latents.length);
            mlp.forward(rows);
            assertArrayEquals(expected, Arrays.copyOf(mlp.output(), expected.length), 1e-5f);
        }

        final ComputationGraph discriminator =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(entries.get("discriminator.zip")));
        final Table table = TrainedModels.table(rows, 4);
        final EncodedTable encoded = model.encoder().encode(table);
        final int width = encoded.layout().rowSize();
        final float[] input = new float[rows * width];
        for (int r = 0; r < rows; r++) {
            encoded.write(r, null, 0, input, r * width);
        }
        final float[] probability = discriminator
                .outputSingle(Nd4j.create(input, new long[] {rows, width}, 'c'))
                .dup('c')
                .data()
                .asFloat();
        try (Scorer scorer = new Scorer(model, ScoringModel.DISCRIMINATOR)) {
            final double[] ours = scorer.score(table).probability();
            for (int r = 0; r < rows; r++) {
                assertEquals(probability[r], ours[r], 1e-5);
            }
        }
    }

    @Test
    void holdsNoTrainingValueThatNamesARow() throws Exception {
        final SplittableRandom random = new SplittableRandom(11);
        final int rows = 300;
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("name", ValueType.STRING),
                        new Field("code", ValueType.STRING),
                        new Field("wage", ValueType.DOUBLE),
                        new Field("kind", ValueType.STRING)),
                Map.of("name", ColumnKind.IDENTIFIER));
        final List<String> planted = new ArrayList<>();
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        final double[] wages = new double[rows];
        for (int r = 0; r < rows; r++) {
            final String name = "Planted%s Person%s".formatted(letters(random), letters(random));
            final String code = "%08x-%04x".formatted(random.nextInt(), random.nextInt(1 << 16));
            wages[r] = 1000 + 9000 * random.nextDouble();
            min = Math.min(min, wages[r]);
            max = Math.max(max, wages[r]);
            builder.add(new Object[] {name, code, wages[r], "kind" + random.nextInt(3)});
            planted.addAll(List.of(name, name.split(" ")[0], name.split(" ")[1], code, code.split("-")[0]));
        }
        for (final double wage : wages) {
            // The ends of a column's range are told on purpose.
            if (wage != min && wage != max) {
                planted.add(Double.toString(wage));
            }
        }
        final GANModel model = new ModelFitter(
                        TrainedModels.SMALL.withTargets(List.of()).withHeldOutShare(0))
                .fit(builder.build(), new TrainingListener() {});
        final StringBuilder all = new StringBuilder();
        final Map<String, byte[]> entries = Zips.entries(TrainedModels.bytes(model));
        for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
            all.append(new String(entry.getValue(), StandardCharsets.ISO_8859_1));
            if (entry.getKey().endsWith(".zip")) {
                Zips.entries(entry.getValue())
                        .values()
                        .forEach(bytes -> all.append(new String(bytes, StandardCharsets.ISO_8859_1)));
            }
        }
        final String content = all.toString();
        assertTrue(content.contains("kind1"), "categories are there to be found");
        assertEquals(List.of(), planted.stream().filter(content::contains).toList());
    }

    private static String letters(final SplittableRandom random) {
        final StringBuilder word = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    @Test
    void namesNoClassOfOursAndHoldsNoSerializedObject() throws Exception {
        final Map<String, byte[]> entries = Zips.entries(TrainedModels.bytes(TrainedModels.model()));
        for (final String name : List.of("generator.zip", "discriminator.zip")) {
            Zips.entries(entries.get(name)).forEach((inner, bytes) -> entries.put(name + "/" + inner, bytes));
            assertEquals(
                    java.util.Set.of("configuration.json", "coefficients.bin"),
                    Zips.entries(entries.get(name)).keySet());
        }
        for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
            final String content = new String(entry.getValue(), StandardCharsets.ISO_8859_1);
            assertFalse(content.contains("\u00ac\u00ed\u0000\u0005"), entry.getKey() + " holds a serialized object");
            assertFalse(content.contains("io.nifigan"), entry.getKey() + " names a class of ours");
            // DL4J's own file names DL4J's own layers.
            assertFalse(
                    !entry.getKey().endsWith("configuration.json")
                            && (content.contains("@class") || content.contains("java.")),
                    entry.getKey());
        }
    }

    @Test
    void keepsEveryTextAndNumberAsItWas() throws Exception {
        final String[] odd = {"\ud83d half a pair", "\u0000\u001f\u2028", "\u4e2d\u6587", "a\"b\\c", "", " "};
        final SplittableRandom random = new SplittableRandom(2);
        final TableBuilder builder = new TableBuilder(
                List.of(new Field("o\"\u00fc\ud83d", ValueType.STRING), new Field("n", ValueType.DOUBLE)), Map.of());
        for (int r = 0; r < 200; r++) {
            builder.add(new Object[] {
                odd[random.nextInt(odd.length)], random.nextDouble() * Math.pow(10, random.nextInt(40) - 20)
            });
        }
        final GANModel model = new ModelFitter(TrainedModels.SMALL.withTargets(List.of()))
                .fit(builder.build(), new TrainingListener() {});
        final GANModel read = TrainedModels.read(TrainedModels.bytes(model));
        assertEquals(model.id(), read.id());
        try (Sampler one = new Sampler(model, 3, 0);
                Sampler other = new Sampler(read, 3, 0)) {
            assertEquals(values(one.next(100)), values(other.next(100)));
        }
    }

    @Test
    void distinguishesAFailingSourceFromABadFile() throws Exception {
        final byte[] bytes = TrainedModels.bytes(TrainedModels.model());
        final InputStream failing = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(final byte[] target, final int offset, final int length) {
                if (pos > 1000) {
                    throw new IllegalStateException("disk on fire");
                }
                return super.read(target, offset, Math.min(length, 500));
            }
        };
        assertEquals(
                "disk on fire",
                org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, () -> GANModel.read(failing))
                        .getMessage());
    }
}
