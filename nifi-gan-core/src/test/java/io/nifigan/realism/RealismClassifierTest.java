// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealismClassifierTest {
    /** A number below or above 0 and a text, in bins 1 and 2 each; bin 0 is missing, bin 3 another text. */
    private static final RowBins BINS = new RowBins(List.of(
            new ColumnBins(0, new double[] {0}, null, new int[] {0, 1, 2}),
            new ColumnBins(1, null, List.of("a", "b"), new int[] {0, 1, 2, 3})));

    private static final List<float[]> SHARES = List.of(new float[] {0, .875f, .125f}, new float[] {0, .5f, .5f, 0});
    /** Real is a negative number with a, and a positive one with b: 3, and -1 otherwise. */
    private static final BoostedTrees TREES = new BoostedTrees(
            new int[] {0},
            new int[] {0, 1, 1, -1, -1, -1, -1},
            new int[] {1, 0, 1, 0, 0, 0, 0},
            new int[] {1, 3, 5, 0, 0, 0, 0},
            new float[] {0, 0, 0, 3, -1, 3, -1},
            new long[] {0b0010, 0, 0, 0, 0b0100, 0, 0, 0},
            new boolean[] {false, true});

    private static final RealismClassifier CLASSIFIER = new RealismClassifier(BINS, TREES, SHARES, 2, .5);

    private static Table table(final Object... values) {
        final TableBuilder builder =
                new TableBuilder(List.of(new Field("x", ValueType.DOUBLE), new Field("t", ValueType.STRING)), Map.of());
        for (int i = 0; i < values.length; i += 2) {
            builder.add(new Object[] {values[i], values[i + 1]});
        }
        // Enough others that x is a number and t a category.
        for (int i = 0; i < 50; i++) {
            builder.add(new Object[] {i + .5, i % 2 == 0 ? "a" : "b"});
        }
        final Table all = builder.build();
        return all.select(java.util.stream.IntStream.range(0, values.length / 2).toArray());
    }

    @Test
    void calibratesTheSumOfItsTrees() {
        assertArrayEquals(
                new double[] {6.5, -1.5, -1.5, 6.5},
                CLASSIFIER.logits(table(-2.5, "a", -2.5, "b", 2.5, "a", 2.5, "b")),
                1e-6);
        assertArrayEquals(new double[] {-1.5}, CLASSIFIER.logits(table(2.5, "unknown")), 1e-6);
    }

    @Test
    void logitRisesAreTheMeanOfTheBestTwoOfEightFrequentValues() {
        final double[][] rises = CLASSIFIER.logitRises(table(-2.5, "b", 2.5, "a", -2.5, "a"), new int[] {0, 1});
        // Of eight usual numbers one is positive, which raises the logit of (-, b) by 4 before calibration; half of the
        // texts are a.
        assertArrayEquals(new double[] {2 * 4 / 2., 2 * 4}, rises[0], 1e-6);
        // Seven of eight are negative.
        assertArrayEquals(new double[] {2 * 4, 2 * 4}, rises[1], 1e-6);
        // What is as it should be is left as it is by usual values and falls by others.
        assertArrayEquals(new double[] {0, 0}, rises[2], 1e-6);
    }

    @Test
    void columnsOfOneFieldChangeTogether() {
        final double[][] rises = CLASSIFIER.logitRises(table(-2.5, "b", 2.5, "a", -2.5, "a"), new int[] {7, 7});
        // Both columns together reach every combination, the best of which fits as well as what is as it should be.
        assertArrayEquals(new double[] {2 * 4, 2 * 4}, rises[0], 1e-6);
        assertArrayEquals(new double[] {2 * 4, 2 * 4}, rises[1], 1e-6);
        assertArrayEquals(new double[] {0, 0}, rises[2], 1e-6);
    }

    @Test
    void refusesInconsistentParts() {
        assertThrows(IllegalArgumentException.class, () -> CLASSIFIER.calibrated(0, 0));
        assertThrows(IllegalArgumentException.class, () -> CLASSIFIER.calibrated(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> CLASSIFIER.calibrated(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> CLASSIFIER.calibrated(1, Double.POSITIVE_INFINITY));
        assertThrows(
                IllegalArgumentException.class, () -> new RealismClassifier(BINS, TREES, SHARES.subList(0, 1), 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RealismClassifier(BINS, TREES, List.of(new float[2], new float[4]), 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RealismClassifier(BINS, TREES, List.of(new float[] {0, 2, 0}, new float[4]), 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RealismClassifier(BINS, BoostedTrees.none(2), SHARES, 1, 0),
                "a text taken for a number");
        assertThrows(
                IllegalArgumentException.class,
                () -> new RealismClassifier(
                        new RowBins(
                                List.of(BINS.columns().get(0), BINS.columns().get(0))),
                        BoostedTrees.none(2),
                        List.of(new float[3], new float[3]),
                        1,
                        0),
                "the same column twice");
        assertFalse(RealismClassifier.none().trained());
    }

    @Test
    void logitsAreFiniteWhateverItsTreesSumUpTo() {
        final float max = Float.MAX_VALUE;
        final BoostedTrees huge = new BoostedTrees(
                new int[] {0, 1, 2, 3},
                new int[] {-1, -1, -1, -1},
                new int[4],
                new int[4],
                new float[] {max, max, -max, -max},
                new long[0],
                new boolean[] {false, true});
        final RealismClassifier classifier = new RealismClassifier(BINS, huge, SHARES, 1, 0);
        assertEquals(1e6, classifier.logits(table(1.5, "a"))[0]);
        assertArrayEquals(new double[] {0, 0}, classifier.logitRises(table(1.5, "a"), new int[] {0, 1})[0]);
    }
}
