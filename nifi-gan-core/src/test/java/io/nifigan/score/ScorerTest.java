// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final Object[] ROW = {
        "CUST-000001", "Ann Other", 30., 6., "silver", "Bern", "CH", 1, 2, 500, true, "2010-06-15", "Acme"
    };

    private static Object[] with(final int column, final Object value) {
        final Object[] row = ROW.clone();
        row[column] = value;
        return row;
    }

    @Test
    void countsAndStillScoresUnknownValues() {
        final GANModel model = TrainedModels.model();
        final TableBuilder builder = TableBuilder.forColumns(model.columns());
        builder.add(ROW);
        builder.add(with(4, "platinum"));
        builder.add(with(4, null));
        builder.add(with(2, 1e9));
        builder.add(with(2, -1e300));
        builder.add(with(2, null));
        builder.add(with(2, "no number"));
        builder.add(with(9, null));
        builder.add(with(0, null));
        builder.add(with(7, 77));
        builder.add(new Object[ROW.length]);
        try (Scorer scorer = new Scorer(model)) {
            final Scores scores = scorer.score(builder.build());
            // A negative amount is below its tax, and more children are at home than there are. Visits may be missing;
            // keys are not looked at; of an empty row each learnt column that never lacked a
            // value counts.
            final int[] expected = {0, 1, 1, 1, 2, 1, 1, 0, 0, 2, scores.unusual()[10]};
            assertArrayEquals(expected, scores.unusual());
            assertTrue(scores.unusual()[10] >= 7, scores.unusual()[10] + " unusual of an empty row");
            for (int r = 0; r < expected.length; r++) {
                assertTrue(scores.probability()[r] > 0 && scores.probability()[r] < 1, "row " + r);
                assertTrue(scores.percentile()[r] >= 0 && scores.percentile()[r] <= 100, "row " + r);
            }
            assertEquals(scores.probability()[0], scores.probability()[8], 1e-6);
        }
    }

    @Test
    void masksGiveExactlyTheSumsOfWalkingTheTrees() {
        final GANModel model = TrainedModels.model();
        final Table table = TrainedModels.table(2_500, 6);
        final double[] walked = model.realism().classifier().logits(table);
        try (Scorer scorer = new Scorer(model)) {
            assertEquals(ScoringModel.TREES, scorer.scoringModel());
            assertArrayEquals(walked, scorer.scores(table), 0);
            final int[] some = IntStream.range(700, 1_900).toArray();
            assertArrayEquals(Arrays.copyOfRange(walked, 700, 1_900), scorer.scores(table.select(some)), 0);
        }
        // A thousand at a time, the first of them as long as it is not known that there will be many.
        try (Scorer scorer = new Scorer(model)) {
            for (int from = 0; from < 2_500; from += 500) {
                assertArrayEquals(
                        Arrays.copyOfRange(walked, from, from + 500),
                        scorer.scores(
                                table.select(IntStream.range(from, from + 500).toArray())),
                        0);
            }
        }
    }

    @Test
    void bothScoringModelsCountTheSameUnusualValues() {
        final GANModel model = TrainedModels.model();
        final TableBuilder builder = TableBuilder.forColumns(model.columns());
        final Object[] odd = {
            null, -1e300, 1e9, 77, -3, 0, .5, "platinum", "", "no number", "1970-01-01", "2035-12-31", false
        };
        for (int column = 0; column < ROW.length; column++) {
            for (final Object value : odd) {
                final Object[] row = with(column, value);
                row[(column + 1) % row.length] = odd[(column + 5) % odd.length];
                builder.add(row);
            }
        }
        final Table table = builder.build();
        final int[] counted;
        try (Scorer scorer = new Scorer(model)) {
            counted = scorer.score(table).unusual();
        }
        assertTrue(Arrays.stream(counted).distinct().count() > 2, () -> Arrays.toString(counted));
        for (final ScoringModel scoringModel : ScoringModel.values()) {
            try (Scorer scorer = new Scorer(model, scoringModel)) {
                assertArrayEquals(counted, scorer.score(table).unusual(), scoringModel.name());
            }
        }
    }

    @Test
    void aRowScoresTheSameAloneAndAmongOthers() {
        final Table many = TrainedModels.table(300, 5);
        try (Scorer scorer = new Scorer(TrainedModels.model())) {
            final Scores all = scorer.score(many);
            final Scores one = scorer.score(many.select(new int[] {257}));
            assertEquals(all.probability()[257], one.probability()[0], 1e-6);
            assertEquals(0, scorer.score(many.select(new int[0])).probability().length);
        }
    }

    @Test
    void refusesATableOfAnotherWidth() {
        final TableBuilder builder = new TableBuilder(List.of(new Field("a", ValueType.INT)), Map.of());
        builder.add(new Object[] {1});
        try (Scorer scorer = new Scorer(TrainedModels.model())) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> scorer.score(builder.build()))
                    .getMessage()
                    .contains("1 columns, but the model has 13"));
        }
    }
}
