// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The result of an audit: how well a threshold on a count distinguishes models trained with a planted record from
 * models trained without. The threshold is chosen on the first half of the models and tested on the second.
 *
 * @param threshold counts above it indicate a model trained with the record
 * @param hits true positives: models trained with the record and recognised
 * @param alarms false positives: models trained without the record but recognised
 * @param models number of tested models of each kind
 * @param epsilon lower bound of the training's epsilon at 95 % confidence
 */
record AuditResult(int threshold, long hits, long alarms, int models, double epsilon) {
    private static final double TAIL = .025;

    static AuditResult of(final int[] with, final int[] without, final double delta) {
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
        return new AuditResult(
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

    /** The lower bound of epsilon from the confidence limits of Clopper and Pearson 1934. */
    private static double lower(final long hits, final long alarms, final int models, final double delta) {
        final double hitsAtLeast =
                hits == 0 ? 0 : BetaDistribution.of(hits, models - hits + 1.).inverseCumulativeProbability(TAIL);
        final double alarmsAtMost = alarms == models
                ? 1
                : BetaDistribution.of(alarms + 1., models - (double) alarms).inverseCumulativeProbability(1 - TAIL);
        return Math.max(0, Math.log(Math.max(Double.MIN_NORMAL, hitsAtLeast - delta) / alarmsAtMost));
    }
}
