// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import java.util.Arrays;

/**
 * A map of probabilities that gives them the same distribution in every group of rows: each goes to the mean, over all
 * groups, of the quantiles at its own rank within its group. This is the Wasserstein barycenter of the groups'
 * distributions, which changes probabilities least (Chzhen et al. 2020, Le Gouic et al. 2020). The mean of all
 * probabilities and their order within a group stay. Immutable.
 */
final class QuantileMatch {
    /** The number of quantiles of a group; their ranks are the middles of as many equal parts. */
    private static final int QUANTILES = 1_000;

    /** {@code [groups][QUANTILES]}: rising. */
    private final float[][] own;
    /** {@code [groups][QUANTILES]}: rising; the probabilities that rows of these ranks get. */
    private final float[][] matched;

    private QuantileMatch(final float[][] own, final float[][] matched) {
        this.own = own;
        this.matched = matched;
    }

    /**
     * Fits the map.
     *
     * @param values {@code [rows]}: probabilities
     * @param groups {@code [rows]}: the group of each row
     * @param count the number of groups, each of which has 1 row or more
     */
    static QuantileMatch fit(final double[] values, final int[] groups, final int count) {
        final float[][] own = new float[count][];
        final double[] common = new double[QUANTILES];
        for (int g = 0; g < count; g++) {
            final double[] sorted = sorted(values, groups, g);
            own[g] = new float[QUANTILES];
            for (int q = 0; q < QUANTILES; q++) {
                final double quantile = quantile(sorted, (q + .5) / QUANTILES);
                own[g][q] = (float) quantile;
                common[q] += quantile * sorted.length / values.length;
            }
        }
        final float[][] matched = new float[count][QUANTILES];
        for (final float[] of : matched) {
            for (int q = 0; q < QUANTILES; q++) {
                of[q] = (float) common[q];
            }
        }
        return new QuantileMatch(own, matched);
    }

    /**
     * A map that makes up for what trees smooth away: trees that learn from matched rows still score a group a little
     * higher or lower at some ranks. The probabilities of a group are moved the other way by as much.
     *
     * @param scores {@code [rows]}: scores of such trees for rows that they did not learn from
     * @param groups {@code [rows]}: the group of each row
     */
    QuantileMatch corrected(final double[] scores, final int[] groups) {
        final double[][] quantiles = new double[own.length][];
        final double[] mean = new double[QUANTILES];
        for (int g = 0; g < own.length; g++) {
            final double[] sorted = sorted(scores, groups, g);
            if (sorted.length == 0) {
                return this;
            }
            quantiles[g] = new double[QUANTILES];
            for (int q = 0; q < QUANTILES; q++) {
                quantiles[g][q] = quantile(sorted, (q + .5) / QUANTILES);
                mean[q] += quantiles[g][q] * sorted.length / scores.length;
            }
        }
        final float[][] moved = new float[own.length][QUANTILES];
        for (int g = 0; g < own.length; g++) {
            float highest = 0;
            for (int q = 0; q < QUANTILES; q++) {
                highest = (float) Math.clamp(matched[g][q] + mean[q] - quantiles[g][q], highest, 1);
                moved[g][q] = highest;
            }
        }
        return new QuantileMatch(own, moved);
    }

    private static double[] sorted(final double[] values, final int[] groups, final int group) {
        final double[] sorted = new double[values.length];
        int count = 0;
        for (int r = 0; r < values.length; r++) {
            if (groups[r] == group) {
                sorted[count++] = values[r];
            }
        }
        final double[] own = Arrays.copyOf(sorted, count);
        Arrays.sort(own);
        return own;
    }

    private static double quantile(final double[] sorted, final double share) {
        final double at = Math.clamp(share * sorted.length - .5, 0, sorted.length - 1.);
        final int below = (int) at;
        final int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The probability that a row gets instead of its own. */
    double map(final double value, final int group) {
        final double at = rank(own[group], (float) value);
        final int below = (int) at;
        final int above = Math.min(below + 1, QUANTILES - 1);
        return matched[group][below] + (at - below) * (matched[group][above] - matched[group][below]);
    }

    /**
     * The place of a value among quantiles, 0 to {@code QUANTILES - 1}; the middle one where several are equal to it.
     */
    private static double rank(final float[] quantiles, final float value) {
        final int from = below(quantiles, value);
        int to = from;
        while (to < QUANTILES && quantiles[to] == value) {
            to++;
        }
        if (to > from) {
            return (from + to - 1) / 2.;
        }
        if (from == 0 || from == QUANTILES) {
            return Math.min(from, QUANTILES - 1);
        }
        return from - 1 + (double) (value - quantiles[from - 1]) / (quantiles[from] - quantiles[from - 1]);
    }

    /** The number of quantiles below a value. */
    private static int below(final float[] quantiles, final float value) {
        int low = 0;
        int high = QUANTILES;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (quantiles[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
