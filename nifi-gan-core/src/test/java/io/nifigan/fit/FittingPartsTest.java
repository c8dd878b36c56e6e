// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.TrainedModels;
import io.nifigan.realism.RealismClassifier;
import io.nifigan.table.Table;
import io.nifigan.trees.TreeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FittingPartsTest {
    private static double[] normal(final int n, final double mean, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[] x = new double[n];
        Arrays.setAll(x, i -> mean + random.nextGaussian());
        return x;
    }

    @Test
    void aRealismClassifierHoldsAllTreesThatItsTrainingCanGrow() {
        assertEquals(RealismClassifier.MAX_TREES, TreeShape.CLASSIFIER.trees() + RealismTrainer.RATIO.trees());
    }

    @Test
    void logisticFitFindsTheOddsOfTwoNormals() {
        // log N(x; 1, 1) / N(x; -1, 1) = 2 x; the sides count alike however many rows they have.
        final LogisticFit even = LogisticFit.of(normal(40_000, 1, 1), normal(10_000, -1, 2));
        assertEquals(2, even.slope(), .08);
        assertEquals(0, even.offset(), .06);
        // Moved by 3 and stretched by 10: slope .2, offset -.6.
        final LogisticFit moved = LogisticFit.of(
                Arrays.stream(normal(40_000, 1, 3)).map(x -> 10 * x + 3).toArray(),
                Arrays.stream(normal(40_000, -1, 4)).map(x -> 10 * x + 3).toArray());
        assertEquals(.2, moved.slope(), .006);
        assertEquals(-.6, moved.offset(), .06);
    }

    @Test
    void logisticFitStaysFiniteAndNeverTurnsScoresAround() {
        final LogisticFit separable = LogisticFit.of(new double[] {1, 2, 3}, new double[] {-1, -2, -3});
        assertTrue(Double.isFinite(separable.slope()) && separable.slope() > .1);
        final LogisticFit turned = LogisticFit.of(normal(1000, -1, 1), normal(1000, 1, 2));
        assertTrue(turned.slope() > 0 && turned.slope() < .01);
        final LogisticFit same = LogisticFit.of(new double[] {5, 5}, new double[] {5, 5});
        assertEquals(0, same.slope() * 5 + same.offset(), .01);
    }

    @Test
    void splitKeepsEachRowOnceAndEachClassInItsShare() {
        final Table table = TrainedModels.table(1000, 3);
        final int tier = 4;
        final Split split = Split.of(table, .2, tier, 5);
        assertEquals(200, split.heldOutCount());
        assertEquals(800, split.training().rows());
        final List<Object> keys = new ArrayList<>();
        for (final Table part : List.of(split.training(), split.heldOut())) {
            for (int r = 0; r < part.rows(); r++) {
                keys.add(part.value(0, r));
            }
        }
        assertEquals(1000, keys.stream().distinct().count());
        for (final String value : List.of("gold", "silver", "bronze")) {
            assertEquals(.2 * count(table, tier, value), count(split.heldOut(), tier, value), 1.01);
        }
    }

    private static int count(final Table table, final int column, final String value) {
        int count = 0;
        for (int r = 0; r < table.rows(); r++) {
            count += value.equals(table.value(column, r)) ? 1 : 0;
        }
        return count;
    }

    @Test
    void splitHoldsNothingOutOfASmallTable() {
        final Table table = TrainedModels.table(99, 3);
        final Split split = Split.of(table, .2, -1, 5);
        assertEquals(0, split.heldOutCount());
        assertSame(table, split.training());
        assertSame(table, split.heldOut());
    }
}
