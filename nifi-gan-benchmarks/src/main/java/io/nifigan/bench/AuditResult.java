// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How well a threshold on a figure tells models that learnt a planted record from models that did not. The threshold is
 * chosen on the first half of the models and tried on the second.
 *
 * @param threshold above it, a model is said to have learnt the record
 * @param hits models that did and were said to
 * @param alarms models that did not and were said to
 * @param models tried, of either
 * @param epsilon by 95 %, the training's epsilon is not below this
 */
record TellingApart(int threshold, long hits, long alarms, int models, double epsilon) {
    private static final double TAIL = .025;

    static TellingApart of(final int[] with, final int[] without, final double delta) {
        final int half = with.length / 2;
        int best = 0;
        double max = Double.NEGATIVE_INFINITY;
        for (int threshold = 0; threshold <= Arrays.stream(with).max().orElse(0); threshold++) {
            final double gap = above(with, 0, half, threshold) - (double) above(without, 0, half, threshold);
            if (gap > max) {
                max = gap;
                best = threshold;
            }
        }
        final int models = with.length - half;
        final long hits = above(with, half, with.length, best);
        final long alarms = above(without, half, without.length, best);
        return new TellingApart(
                best,
                hits,
                alarms,
                models,
                Math.max(lower(hits, alarms, models, delta), lower(models - alarms, models - hits, models, delta)));
    }

    private static long above(final int[] figures, final int from, final int to, final int threshold) {
        return Arrays.stream(figures, from, to)
                .filter(figure -> figure > threshold)
                .count();
    }

    /** By Clopper and Pearson 1934. */
    private static double lower(final long hits, final long alarms, final int models, final double delta) {
        final double hitsAtLeast =
                hits == 0 ? 0 : BetaDistribution.of(hits, models - hits + 1.).inverseCumulativeProbability(TAIL);
        final double alarmsAtMost = alarms == models
                ? 1
                : BetaDistribution.of(alarms + 1., models - (double) alarms).inverseCumulativeProbability(1 - TAIL);
        return Math.max(0, Math.log(Math.max(Double.MIN_NORMAL, hitsAtLeast - delta) / alarmsAtMost));
    }
}
