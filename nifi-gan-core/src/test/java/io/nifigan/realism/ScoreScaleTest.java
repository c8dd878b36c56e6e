// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreScaleTest {
    @Test
    void givesTheShareThatScoresNoHigher() {
        final ScoreScale scale = new ScoreScale(new double[] {-2, 0, 0, 1, 5});
        assertEquals(0, scale.percentile(-3));
        assertEquals(0, scale.percentile(-2));
        assertEquals(12.5, scale.percentile(-1), 1e-12);
        assertEquals(50, scale.percentile(0), 1e-12);
        assertEquals(62.5, scale.percentile(.5), 1e-12);
        assertEquals(87.5, scale.percentile(3), 1e-12);
        assertEquals(100, scale.percentile(5));
        assertEquals(100, scale.percentile(Double.POSITIVE_INFINITY));
    }

    @Test
    void fittedScaleGivesEachScoreItsShareWithinTheRowsOfAPoint() {
        final double[] scores =
                IntStream.range(0, 2_000).mapToDouble(i -> 3 * i / 2_000.).toArray();
        final ScoreScale scale = ScoreScale.of(scores);
        for (final double share : new double[] {.005, .01, .3, .5, .99}) {
            assertEquals(100 * share, scale.percentile(3 * share), .5, "share " + share);
        }
        assertEquals(0, scale.percentile(-1));
        assertEquals(100, scale.percentile(4));
        // Also of a few rows, and of rows that all score the same.
        assertEquals(50, ScoreScale.of(new double[] {1, 2, 3, 4, 5}).percentile(3), 1e-9);
        assertEquals(0, ScoreScale.of(new double[] {7, 7, 7}).percentile(6.9));
        assertEquals(50, ScoreScale.of(new double[] {7}).at(.5) * 50 / 7, 1e-9);
    }

    /**
     * The mean of equal numbers is not always that number: which of two such means is greater depends on their rows.
     */
    @Test
    void equalScoresOfAnyNumberMakeAScale() {
        for (int rows = 1; rows < 400; rows++) {
            final double[] scores = new double[rows];
            Arrays.fill(scores, -.0070932796983257876);
            assertEquals(scores[0], ScoreScale.of(scores).at(.5), 1e-15, rows + " rows");
        }
    }

    /** Whose score stands in the file is known to be one of the held-out rows. */
    @Test
    void fittedScaleHoldsNoScoreOfASingleRow() {
        final SplittableRandom random = new SplittableRandom(1);
        final double[] scores = random.doubles(1_001).toArray();
        final double[] quantiles = ScoreScale.of(scores).quantiles();
        for (final double score : scores) {
            assertTrue(Arrays.stream(quantiles).noneMatch(quantile -> quantile == score), "score " + score);
        }
        // Nor are quantiles nearer to these scores than to others.
        assertEquals(
                distance(quantiles, scores),
                distance(quantiles, random.doubles(1_001).toArray()),
                .00006);
    }

    private static double distance(final double[] quantiles, final double[] scores) {
        return Arrays.stream(scores)
                .map(score -> Arrays.stream(quantiles)
                        .map(quantile -> Math.abs(quantile - score))
                        .min()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    @Test
    void refusesQuantilesThatDoNotAscend() {
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {1, 0}));
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {0, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {0, -0.}));
        assertThrows(IllegalArgumentException.class, () -> new ScoreScale(new double[] {0}));
    }
}
