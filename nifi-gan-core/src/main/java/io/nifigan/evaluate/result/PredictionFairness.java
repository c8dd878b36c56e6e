// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;

/**
 * How far predictions of a target depend on sensitive columns. Gradient-boosted trees are trained once on synthetic and
 * once on real rows, and score the same held-out real rows. For each value of a sensitive column, the scores of the
 * rows with it are compared with those of all others; the largest difference counts.
 *
 * @param sensitive the sensitive columns
 * @param gap the largest difference between mean scores, of trees trained on synthetic rows
 * @param gapReal the same of trees trained on real rows
 * @param distance the largest Kolmogorov-Smirnov statistic of scores, of trees trained on synthetic rows
 * @param distanceReal the same of trees trained on real rows
 */
public record PredictionFairness(
        List<String> sensitive, double gap, double gapReal, double distance, double distanceReal) {
    private static final int MAX_SENSITIVE = 1_000;

    public PredictionFairness {
        sensitive = Checks.copy("sensitive", sensitive, MAX_SENSITIVE);
        Checks.share("gap", gap);
        Checks.share("gapReal", gapReal);
        Checks.share("distance", distance);
        Checks.share("distanceReal", distanceReal);
    }
}
