// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.Sampler;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.Loss;
import io.nifigan.train.Prior;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FitTest {
    private static final TrainingListener PATIENT = new TrainingListener() {};
    private static final TrainingSettings TINY =
            TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(12);
    private static final int DRAWN = 3_000;

    private static Table sample(final GANModel model, final int rows) throws Exception {
        try (Sampler sampler = new Sampler(model, 17, 0)) {
            return sampler.next(rows);
        }
    }

    private static Table texts(final int rows, final int width, final IntFunction<Object[]> row) {
        final List<Field> fields = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            fields.add(new Field("c" + c, ValueType.STRING));
        }
        return TestTable.of(fields).rows(rows, row);
    }

    private static double share(final Table table, final int column, final Object value) {
        int count = 0;
        for (int r = 0; r < table.rows(); r++) {
            count += java.util.Objects.equals(value, table.value(column, r)) ? 1 : 0;
        }
        return (double) count / table.rows();
    }

    private static double kolmogorovSmirnov(final Table one, final Table other, final int column) {
        final double[] a = Arrays.stream(one.numbers(column))
                .filter(x -> !Double.isNaN(x))
                .sorted()
                .toArray();
        final double[] b = Arrays.stream(other.numbers(column))
                .filter(x -> !Double.isNaN(x))
                .sorted()
                .toArray();
        double max = 0;
        int j = 0;
        for (int i = 0; i < a.length; i++) {
            while (j < b.length && b[j] <= a[i]) {
                j++;
            }
            if (i + 1 == a.length || a[i + 1] > a[i]) {
                max = Math.max(max, Math.abs((i + 1.) / a.length - (double) j / b.length));
            }
        }
        return max;
    }

    @Test
    void singleColumnsComeOutRightAfterAShortTraining() throws Exception {
        final Table table = TrainedModels.table(TrainedModels.ROWS, 1);
        final GANModel model = new ModelFitter(TrainedModels.SMALL.withHeldOutShare(0)).fit(table, PATIENT);
        final Table drawn = sample(model, DRAWN);
        // Four standard errors of 3,000 draws, and a little for the calibration's own draws.
        final double margin = 4 * Math.sqrt(.25 / DRAWN) + .01;
        for (final int column : new int[] {4, 5, 10}) {
            for (int r = 0; r < 20; r++) {
                assertEquals(
                        share(table, column, table.value(column, r)),
                        share(drawn, column, table.value(column, r)),
                        margin,
                        "column " + column);
            }
        }
        assertEquals(share(table, 9, null), share(drawn, 9, null), margin);
        for (final int column : new int[] {2, 3, 9, 11}) {
            assertTrue(
                    kolmogorovSmirnov(table, drawn, column) < .05,
                    "column " + column + ": " + kolmogorovSmirnov(table, drawn, column));
        }
        assertEquals(1, share(drawn, 12, "Acme"));
        checkRules(table, drawn);
        checkIdentifiers(table, drawn);
    }

    private static void checkRules(final Table table, final Table drawn) {
        final Map<Object, Object> countries = new HashMap<>();
        for (int r = 0; r < table.rows(); r++) {
            countries.put(table.value(5, r), table.value(6, r));
        }
        for (int r = 0; r < drawn.rows(); r++) {
            assertEquals(countries.get(drawn.value(5, r)), drawn.value(6, r));
            assertTrue(
                    (Integer) drawn.value(7, r) <= (Integer) drawn.value(8, r), "more children at home than children");
        }
    }

    private static void checkIdentifiers(final Table table, final Table drawn) {
        final Set<Object> real = new HashSet<>();
        final Set<Object> keys = new HashSet<>();
        for (int r = 0; r < table.rows(); r++) {
            real.add(table.value(0, r));
            real.add(table.value(1, r));
        }
        for (int r = 0; r < drawn.rows(); r++) {
            assertTrue(((String) drawn.value(0, r)).matches("CUST-\\d{6}"), (String) drawn.value(0, r));
            assertTrue(keys.add(drawn.value(0, r)), "a key twice");
            assertFalse(
                    real.contains(drawn.value(0, r)) || real.contains(drawn.value(1, r)),
                    "an identifier of a real row");
        }
    }

    @Test
    void classicLossAndUniformPriorTrainToo() throws Exception {
        final GANModel model = new ModelFitter(TINY.withLoss(Loss.CLASSIC).withPrior(Prior.UNIFORM))
                .fit(TrainedModels.table(300, 1), new TrainingListener() {
                    @Override
                    public void progress(final Progress progress) {
                        assertTrue(Double.isFinite(progress.discriminatorLoss())
                                && Double.isFinite(progress.generatorLoss()));
                        assertTrue(Double.isFinite(progress.shapeError()) && Double.isFinite(progress.trendError()));
                    }
                });
        assertTrue(Double.isFinite(model.fidelity().shapeError())
                && model.fidelity().shapeError() < 30);
        assertEquals(50, sample(model, 50).rows());
    }

    @Test
    void theListenerEndsATraining() {
        final int[] asked = new int[1];
        final TrainingSettings endless = TINY.withMaxSteps(10_000_000);
        assertThrows(
                TrainingStoppedException.class,
                () -> new ModelFitter(endless).fit(TrainedModels.table(200, 1), new TrainingListener() {
                    @Override
                    public Cancellation cancellation() {
                        return Cancellation.when(() -> ++asked[0] >= 6);
                    }
                }));
        assertEquals(6, asked[0], "asked again after it was cancelled");
    }

    private static String failure(final TrainingSettings settings, final Table table) {
        return assertThrows(TrainingException.class, () -> new ModelFitter(settings).fit(table, PATIENT))
                .getMessage();
    }

    @Test
    void tablesThatCannotBeLearntFailWithWhatToDo() {
        assertTrue(failure(TINY, TrainedModels.table(19, 1)).contains("19 rows; at least 20"));
        assertTrue(failure(TINY, TrainedModels.table(1, 1)).contains("1 row;"));
        assertTrue(failure(TINY.withTargets(List.of("nowhere")), TrainedModels.table(50, 1))
                .contains("\"nowhere\" is not among the columns"));
        final SplittableRandom random = new SplittableRandom(1);
        final TableBuilder builder =
                new TableBuilder(List.of(new Field("a", ValueType.STRING)), Map.of("a", ColumnKind.IDENTIFIER));
        for (int r = 0; r < 60; r++) {
            builder.add(new Object[] {Long.toString(random.nextLong(), 36)});
        }
        assertTrue(failure(TINY, builder.build()).contains("nothing to learn"));
        assertTrue(failure(TINY, texts(60, 2, r -> new Object[] {"same", null})).contains("nothing to learn"));
        assertTrue(failure(TINY.withNetwork(8, 4096, 16), TrainedModels.table(60, 1))
                .contains("Lower the layer width"));
    }

    @Test
    void emptyAndConstantColumnsBesideOthersStayWhatTheyAre() throws Exception {
        final SplittableRandom random = new SplittableRandom(1);
        final Table drawn = sample(
                new ModelFitter(TINY).fit(texts(60, 4, r -> new Object[] {null, "7", "x", random.nextInt(3)}), PATIENT),
                100);
        assertEquals(1, share(drawn, 0, null));
        assertEquals(1, share(drawn, 1, "7"));
        assertEquals(1, share(drawn, 2, "x"));
    }

    @Test
    void wideTablesWork() throws Exception {
        final SplittableRandom random = new SplittableRandom(1);
        final Table drawn = sample(
                new ModelFitter(TINY.withNetwork(8, 32, 1).withMaxSteps(2))
                        .fit(
                                texts(100, 300, r -> {
                                    final Object[] row = new Object[300];
                                    Arrays.setAll(row, c -> c % 2 == 0 ? random.nextInt(4) : "v" + random.nextInt(3));
                                    return row;
                                }),
                                PATIENT),
                20);
        assertEquals(300, drawn.columns().size());
        assertTrue(Set.of("0", "1", "2", "3").contains(drawn.value(298, 19)));
        assertTrue(Set.of("v0", "v1", "v2").contains(drawn.value(299, 19)));
    }

    @Test
    void manyCategoriesKeepTheirShares() throws Exception {
        final SplittableRandom random = new SplittableRandom(1);
        final Table table = TestTable.of(ValueType.STRING, "a", ColumnKind.CATEGORY)
                .and(ValueType.STRING, "b")
                .rows(6_000, r -> new Object[] {r < 5_000 ? "value " + r : "value 1", "b" + random.nextInt(2)});
        final Table drawn =
                sample(new ModelFitter(TINY.withHeldOutShare(0).withMaxSteps(5)).fit(table, PATIENT), DRAWN);
        assertEquals(1001 / 6000., share(drawn, 0, "value 1"), .04);
        final Set<Object> seen = new HashSet<>();
        for (int r = 0; r < drawn.rows(); r++) {
            seen.add(drawn.value(0, r));
        }
        // 2,500 draws from about 5,000 equally rare values give some 1,970 different ones.
        assertEquals(1970, seen.size(), 200);
    }
}
