// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RocAuc;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model file tells of its rows, for a training that memorises: few rows, many steps, no penalty. */
class ModelFileAttackTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.defaults()
            .withMaxSteps(1_500)
            .withNetwork(8, 48, 1)
            .withBatchSize(64)
            .withPenalty(0)
            .withThreads(1)
            .withSeed(3);
    private static final Table LEARNT = table(600, 1);
    private static final Table OTHERS = table(3_000, 2);
    private static GANModel model;

    /** Two numbers that go together, a class that goes with them, and two numbers that go with nothing. */
    private static Table table(final int rows, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return TestTable.of(ValueType.DOUBLE, "a", "b", "c", "d")
                .and(ValueType.STRING, "class")
                .rows(rows, r -> {
                    final double common = random.nextGaussian();
                    return new Object[] {
                        common + .1 * random.nextGaussian(),
                        common + .1 * random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextGaussian(),
                        common > .5 ? "high" : common < -.5 ? "low" : "middle"
                    };
                });
    }

    @BeforeAll
    static void train() throws TrainingException {
        model = new ModelFitter(SETTINGS).fit(LEARNT, new TrainingListener() {});
    }

    @Test
    void attackFindsADiscriminatorThatRemembers() throws TrainingException {
        final Table few = LEARNT.select(IntStream.range(0, 60).toArray());
        final double auc = ModelFileAttack.aucs(DiscriminatorOfTraining.of(model, few), few, OTHERS)
                .get("discriminator");
        assertTrue(auc > .62, "AUC " + auc);
    }

    @Test
    void whatScoresRowsTellsNobodyWhoWasLearnt() {
        final Map<String, Double> aucs = ModelFileAttack.aucs(model, LEARNT, OTHERS);
        // The standard error is .013.
        assertTrue(aucs.get("discriminator") < .54, aucs::toString);
        assertTrue(aucs.get("realism classifier") < .54, aucs::toString);
    }

    /** Rows whose first number is another row's contradict the second one: that is known without any training. */
    @ParameterizedTest
    @EnumSource(ScoringModel.class)
    void swappedRowsScoreLower(final ScoringModel scoringModel) {
        final double[][] numbers = new double[5][];
        final int[][] codes = new int[5][];
        for (int c = 0; c < 4; c++) {
            numbers[c] = OTHERS.numbers(c).clone();
        }
        codes[4] = OTHERS.codes(4);
        final int rows = OTHERS.rows();
        numbers[0] = IntStream.range(0, rows)
                .mapToDouble(r -> OTHERS.numbers(0)[(r + 1) % rows])
                .toArray();
        final Table swapped = new Table(
                OTHERS.columns(),
                rows,
                numbers,
                codes,
                IntStream.range(0, 5).mapToObj(OTHERS::dictionary).toList());
        try (Scorer scorer = new Scorer(model, scoringModel)) {
            final double auc = RocAuc.of(scorer.scores(OTHERS), scorer.scores(swapped));
            assertTrue(auc > .85, scoringModel + " " + auc);
        }
    }
}
