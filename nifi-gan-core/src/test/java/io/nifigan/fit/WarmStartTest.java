// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.Block;
import io.nifigan.encode.MemberLabels;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Tag("slow")
class WarmStartTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.defaults()
            .withMaxSteps(2_000)
            .withNetwork(8, 32, 1)
            .withBatchSize(64)
            .withThreads(1)
            .withRefined(false);
    private static final List<Field> FIELDS = List.of(
            new Field("plan", ValueType.STRING),
            new Field("city", ValueType.STRING),
            new Field("spent", ValueType.DOUBLE));
    private static GANModel first;

    /** What was spent goes with the plan and the city. */
    private static Table table(
            final int rows, final long seed, final String[] cities, final double scale, final List<Field> fields) {
        final SplittableRandom random = new SplittableRandom(seed);
        return TestTable.of(fields).rows(rows, r -> {
            final int city = random.nextInt(cities.length);
            final int plan = random.nextInt(10) < 7 ? Math.abs(cities[city].hashCode()) % 3 : random.nextInt(3);
            final Object[] row = {"plan" + plan, cities[city], scale * (10 * plan + 3 * random.nextGaussian())};
            final Object[] ordered = new Object[fields.size()];
            for (int f = 0; f < ordered.length; f++) {
                ordered[f] = row[FIELDS.indexOf(fields.get(f))];
            }
            return ordered;
        });
    }

    private static Table table(final long seed, final String... cities) {
        return table(1_500, seed, cities, 1, FIELDS);
    }

    @BeforeAll
    static void train() throws TrainingException {
        first = new ModelFitter(SETTINGS).fit(table(1, "Bern", "Lyon", "Graz"), new TrainingListener() {});
    }

    private static final class Heard implements TrainingListener {
        private final List<Progress> reports = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private double[] earlier;

        @Override
        public void progress(final Progress progress) {
            reports.add(progress);
        }

        @Override
        public void note(final String what) {
            notes.add(what);
        }

        @Override
        public void earlier(final double shapeError, final double trendError) {
            earlier = new double[] {shapeError, trendError};
        }
    }

    private static GANModel after(
            final Table table,
            final TrainingSettings settings,
            final boolean continued,
            final TrainingListener listener)
            throws TrainingException {
        return new ModelFitter(settings)
                .after(new BaselineModel(first, continued))
                .fit(table, listener);
    }

    private static int output(final TableEncoder encoder, final String column, final String label) {
        for (final Block block : encoder.layout().blocks()) {
            if (encoder.columns().get(block.column()).name().equals(column)) {
                return label == null
                        ? block.rawOffset() + block.members()
                        : block.rawOffset() + MemberLabels.of(encoder, block).indexOf(label);
            }
        }
        throw new AssertionError(column);
    }

    @Test
    void knownOutputsAreMatchedByColumnAndValue() throws TrainingException {
        // Other order of columns, a city more and one less, and a hundred times the range.
        final List<Field> turned = List.of(FIELDS.get(2), FIELDS.get(1), FIELDS.get(0));
        final Table table = table(1_500, 2, new String[] {"Turin", "Lyon", "Bern"}, 100, turned);
        final GANModel other = new ModelFitter(SETTINGS.withMaxSteps(1)).fit(table, new TrainingListener() {});
        final WarmStart start = new WarmStart(other.encoder(), SETTINGS, first);
        assertNull(start.mismatch());
        final INDArray latent = Nd4j.create(new float[][] {{.3f, -1, .2f, .8f, -.1f, 1.4f, -.6f, .5f}});
        final ComputationGraph graph = Graphs.generator(other.generatorShape());
        Graphs.setParameters(graph, start.generator());
        final INDArray known = first.generator().outputSingle(latent);
        final INDArray gone = graph.outputSingle(latent);
        for (final String[] place : new String[][] {
            {"city", "value Lyon"},
            {"city", "value Bern"},
            {"plan", "value plan0"},
            {"plan", "value plan2"},
            {"spent", null}
        }) {
            assertEquals(
                    known.getFloat(output(first.encoder(), place[0], place[1])),
                    gone.getFloat(output(other.encoder(), place[0], place[1])),
                    1e-5,
                    place[0]);
        }
        // The discriminator, too, sees the same in a row of values that both know.
        final float[] row = new float[first.encoder().layout().rowSize()];
        final float[] moved = new float[other.encoder().layout().rowSize()];
        for (final TableEncoder encoder : List.of(first.encoder(), other.encoder())) {
            for (final Block block : encoder.layout().blocks()) {
                final float[] target = encoder == first.encoder() ? row : moved;
                final List<String> labels = MemberLabels.of(encoder, block);
                final int chosen = Math.max(labels.indexOf("value Lyon"), labels.indexOf("value plan1"));
                if (chosen >= 0) {
                    target[block.rowOffset() + chosen] = 1;
                } else {
                    target[block.rowOffset() + block.members()] = .7f;
                }
            }
        }
        final ComputationGraph discriminator = Graphs.discriminator(other.discriminatorShape());
        Graphs.setParameters(discriminator, start.discriminator());
        assertEquals(
                first.discriminator()
                        .outputSingle(Nd4j.create(new float[][] {row}))
                        .getFloat(0),
                discriminator.outputSingle(Nd4j.create(new float[][] {moved})).getFloat(0),
                1e-5);
    }

    @Test
    void fewStepsFromAnEarlierModelGainMoreThanFromScratch() throws TrainingException {
        final TrainingSettings few = SETTINGS.withMaxSteps(40);
        final Table next = table(5, "Bern", "Lyon", "Graz", "Wels");
        final Heard anew = new Heard();
        final Heard continued = new Heard();
        after(next, few, false, anew);
        final GANModel model = after(next, few, true, continued);
        assertTrue(
                continued.reports.getLast().trendError()
                        < .75 * anew.reports.getLast().trendError(),
                continued.reports + " against " + anew.reports);
        assertTrue(model.columns().stream()
                .anyMatch(column -> column.name().equals("city") && column.kind() == ColumnKind.CATEGORY));
        assertTrue(MemberLabels.of(
                        model.encoder(), model.encoder().layout().blocks().get(1))
                .contains("value Wels"));
        assertEquals(List.of(), continued.notes);
    }

    @Test
    void reportsTheErrorsOfTheEarlierModelOnTheNewRows() throws TrainingException {
        final Heard same = new Heard();
        after(table(6, "Bern", "Lyon", "Graz"), SETTINGS.withMaxSteps(10), false, same);
        final Heard moved = new Heard();
        after(
                table(
                        1_500,
                        6,
                        new String[] {"Bern", "Lyon", "Turin"},
                        100,
                        List.of(FIELDS.get(1), FIELDS.get(2), FIELDS.get(0))),
                SETTINGS.withMaxSteps(10),
                false,
                moved);
        assertTrue(same.earlier[0] < 15, "much the same rows: " + same.earlier[0]);
        assertTrue(moved.earlier[0] > 30, "another range and another city: " + moved.earlier[0]);
    }

    @Test
    void otherColumnsAreRefusedByName() {
        final List<Field> fewer = FIELDS.subList(0, 2);
        final String lacking = assertThrows(
                        TrainingException.class,
                        () -> after(
                                table(300, 1, new String[] {"Bern", "Lyon"}, 1, fewer),
                                SETTINGS,
                                true,
                                new TrainingListener() {}))
                .getMessage();
        assertTrue(lacking.contains("they lack spent"), lacking);
        final TableBuilder texts = new TableBuilder(FIELDS, Map.of("spent", ColumnKind.CATEGORY));
        for (int r = 0; r < 300; r++) {
            texts.add(new Object[] {"plan" + r % 3, "Bern", (double) (r % 2)});
        }
        final String kind = assertThrows(
                        TrainingException.class, () -> after(texts.build(), SETTINGS, true, new TrainingListener() {}))
                .getMessage();
        assertTrue(kind.contains("\"spent\" is of kind category") && kind.contains("of kind decimal"), kind);
    }

    @Test
    void networksOfAnotherSizeBeginAnewAndSaySo() throws TrainingException {
        final Heard heard = new Heard();
        final TrainingSettings wider = SETTINGS.withNetwork(8, 48, 1).withMaxSteps(5);
        final GANModel model = after(table(7, "Bern", "Lyon", "Graz"), wider, true, heard);
        assertEquals(new NetworkShape(8, model.encoder().layout().rawSize(), 48, 1), model.generatorShape());
        assertTrue(
                heard.notes.getFirst().contains("begins anew")
                        && heard.notes.getFirst().contains("width 32"),
                heard.notes::toString);
    }
}
