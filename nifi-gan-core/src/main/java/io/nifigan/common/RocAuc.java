// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.Arrays;

/** The area under the ROC curve (Mann and Whitney 1947). */
public final class RocAuc {
    private RocAuc() {}

    /**
     * The share of pairs of a positive and a negative in which the positive scores higher, ties counted half; .5 where
     * there are no pairs.
     */
    public static double of(final double[] positive, final double[] negative) {
        if (positive.length == 0 || negative.length == 0) {
            return .5;
        }
        final double[] high = positive.clone();
        final double[] low = negative.clone();
        Arrays.sort(high);
        Arrays.sort(low);
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (final double score : high) {
            while (below < low.length && low[below] < score) {
                below++;
            }
            while (upTo < low.length && low[upTo] <= score) {
                upTo++;
            }
            wins += (below + upTo) / 2.;
        }
        return wins / ((double) high.length * low.length);
    }

    /** The standard error of an area under the curve (Hanley and McNeil 1982). */
    public static double error(final double auc, final int positives, final int negatives) {
        final double bothPositivesHigher = auc / (2 - auc);
        final double bothNegativesLower = 2 * auc * auc / (1 + auc);
        return Math.sqrt(Math.max(
                        0,
                        auc * (1 - auc)
                                + (positives - 1) * (bothPositivesHigher - auc * auc)
                                + (negatives - 1) * (bothNegativesLower - auc * auc))
                / ((double) positives * negatives));
    }

    /**
     * The area under the curve for scores and labels.
     *
     * @param positive whether each row is positive
     */
    public static double of(final float[] scores, final boolean[] positive) {
        final double[] high = new double[scores.length];
        final double[] low = new double[scores.length];
        int up = 0;
        int down = 0;
        for (int r = 0; r < scores.length; r++) {
            if (positive[r]) {
                high[up++] = scores[r];
            } else {
                low[down++] = scores[r];
            }
        }
        return of(Arrays.copyOf(high, up), Arrays.copyOf(low, down));
    }
}
