// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import java.util.Arrays;

/**
 * The distribution of scores of held-out real rows, which turns a score into a percentile among them.
 *
 * @param quantiles 2 to 10,001 ascending scores, at equal steps of the share of rows from 0 to 1
 */
public record ScoreScale(double[] quantiles) {
    private static final int MAX = 10_001;
    private static final int STEPS = 1_000;
    /** The rows of which each point of a fitted scale is the mean. */
    private static final int ROWS = 20;
    /** The least points of a fitted scale, for tables of few rows. */
    private static final int MIN_POINTS = 5;

    public ScoreScale {
        if (quantiles.length < 2 || quantiles.length > MAX) {
            throw new IllegalArgumentException(
                    "%d quantiles of scores; there must be 2 to %d".formatted(quantiles.length, MAX));
        }
        for (int i = 0; i < quantiles.length; i++) {
            if (!Double.isFinite(quantiles[i]) || i > 0 && Double.compare(quantiles[i], quantiles[i - 1]) < 0) {
                throw new IllegalArgumentException(
                        "Quantile %d of the scores is not finite or not rising".formatted(i));
            }
        }
    }

    /**
     * Fits a scale to scores. Between the means of {@value #ROWS} scores that follow each other it is linear, so that
     * the score of no single row can be read from it: a row whose exact score stood in a model file would be known to
     * be one of its held-out rows.
     *
     * @param scores the scores of held-out real rows, 1 or more, in any order
     */
    public static ScoreScale of(final double[] scores) {
        final double[] sorted = scores.clone();
        Arrays.sort(sorted);
        final int points = Math.min(sorted.length, Math.clamp(sorted.length / ROWS, MIN_POINTS, STEPS));
        // One more at each end, as far from the outermost one as that is from its neighbour.
        final double[] means = new double[points + 2];
        for (int p = 0; p < points; p++) {
            means[p + 1] = Arrays.stream(sorted, (int) ((long) p * sorted.length / points), (int)
                            ((long) (p + 1) * sorted.length / points))
                    .average()
                    .orElseThrow();
        }
        means[0] = points < 2 ? means[1] : 2 * means[1] - means[2];
        means[points + 1] = points < 2 ? means[points] : 2 * means[points] - means[points - 1];
        // Means of equal scores can differ in their last digit, in any direction.
        means[0] = Math.min(means[0], means[1]);
        for (int p = 1; p < means.length; p++) {
            means[p] = Math.max(means[p], means[p - 1]);
        }
        final double[] quantiles = new double[STEPS + 1];
        for (int i = 0; i < quantiles.length; i++) {
            // The points lie at half a step, at one and a half, and so on; the ends at 0 and 1.
            final double at = Math.clamp((double) i * points / STEPS + .5, .5, points + .5);
            final int below = (int) at;
            final double share = below == 0 ? 2 * (at - .5) : below == points ? 2 * (at - points) : at - below;
            quantiles[i] = Math.clamp(
                    means[below] + share * (means[below + 1] - means[below]), means[below], means[below + 1]);
        }
        return new ScoreScale(quantiles);
    }

    /** The score that a share of held-out real rows does not exceed. */
    public double at(final double share) {
        return quantiles[(int) (share * (quantiles.length - 1))];
    }

    /** The percentage of held-out real rows that score no higher, 0 to 100. */
    public double percentile(final double score) {
        final int last = quantiles.length - 1;
        int at = Arrays.binarySearch(quantiles, score);
        if (at >= 0) {
            while (at < last && quantiles[at + 1] == score) {
                at++;
            }
            return 100. * at / last;
        }
        at = -at - 1;
        if (at == 0) {
            return 0;
        }
        if (at > last) {
            return 100;
        }
        return 100 * (at - 1 + (score - quantiles[at - 1]) / (quantiles[at] - quantiles[at - 1])) / last;
    }
}
