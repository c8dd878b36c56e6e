// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tests columns with numbers from 1e-307 to 1e300, and with the largest double in place of missing values. */
class HeavyTailsTest {
    private static final int ROWS = 600;

    private static Table table(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return TestTable.of(ValueType.DOUBLE, "any", "p", "signed", "pareto", "max", "both")
                .and(ValueType.STRING, "group")
                .rows(ROWS, r -> {
                    final double decades = random.nextDouble();
                    return new Object[] {
                        Math.pow(10, -307 + 607 * decades),
                        Math.pow(10, -11 * decades),
                        (random.nextBoolean() ? 1 : -1) * Math.pow(10, -10 + 20 * random.nextDouble()),
                        Math.pow(1 - random.nextDouble(), -2),
                        random.nextInt(20) == 0 ? Double.MAX_VALUE : Math.rint(5_000 * random.nextDouble()) / 100,
                        (random.nextBoolean() ? 1 : -1) * Double.MAX_VALUE * random.nextDouble(),
                        decades < .5 ? "a" : "b"
                    };
                });
    }

    @Test
    void measuresNeitherOverflowNorVanish() {
        final Table real = table(1);
        final Table other = table(2);
        final Evaluation evaluation = new Evaluator(
                        EvaluationSettings.defaults().withThreads(2).withAttacks(100))
                .evaluate(real, other, table(3), null);
        assertTrue(
                evaluation.overall().shape() > .9,
                "shape " + evaluation.overall().shape());
        assertTrue(
                evaluation.overall().trend() > .8,
                "trend " + evaluation.overall().trend());
        assertFalse(EvaluationJson.text(evaluation).contains("NaN"));
        for (final ColumnMeasure column : evaluation.columns()) {
            assertNotNull(column.coverage(), column.name());
        }
        final double strong = evaluation.pairs().stream()
                .filter(pair -> pair.first() == 0 && pair.second() == 1)
                .findFirst()
                .orElseThrow()
                .strengthReal();
        assertEquals(-1, strong, .1, "decades go together");
    }

    @Test
    void aTrainingGoesThrough() throws TrainingException {
        final GANModel model = new ModelFitter(
                        TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(60))
                .fit(table(1), new TrainingListener() {});
        assertTrue(Double.isFinite(model.fidelity().shapeError())
                && Double.isFinite(model.fidelity().trendError()));
    }
}
