// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Where a verdict turns from good to fair and from fair to poor. A figure's grade is the better one on the boundary
 * itself.
 *
 * @param goodShape the least mean column similarity that is good; fair to {@code fairShape}
 * @param fairShape below it is poor
 * @param goodTrend likewise mean pair similarity, over all pairs
 * @param fairTrend below it is poor
 * @param goodAuc the greatest AUC of the two-sample test that is good
 * @param fairAuc above it is poor
 * @param goodValidity the least share of valid values that is good
 * @param fairValidity below it is poor
 * @param goodUsefulness the least part of what real rows are good for that is good: AUC over .5, or error the other way
 *     round
 * @param fairUsefulness below it is poor
 * @param goodRisk the greatest risk of an attack that is good: its interval's lower end is what counts, so that chance
 *     alone condemns nobody
 * @param fairRisk above it is poor
 * @param goodCopies the greatest share of copies beyond that of held-out rows that is good
 * @param fairCopies above it is poor
 * @param goodExcess the greatest excess over .5 of the share nearer to training rows, and of membership inference's
 *     AUC, that is good
 * @param fairExcess above it is poor
 */
public record Thresholds(
        double goodShape,
        double fairShape,
        double goodTrend,
        double fairTrend,
        double goodAuc,
        double fairAuc,
        double goodValidity,
        double fairValidity,
        double goodUsefulness,
        double fairUsefulness,
        double goodRisk,
        double fairRisk,
        double goodCopies,
        double fairCopies,
        double goodExcess,
        double fairExcess) {
    public Thresholds {
        falling("shape", goodShape, fairShape);
        falling("trend", goodTrend, fairTrend);
        falling("auc", fairAuc, goodAuc);
        falling("validity", goodValidity, fairValidity);
        falling("usefulness", goodUsefulness, fairUsefulness);
        falling("risk", fairRisk, goodRisk);
        falling("copies", fairCopies, goodCopies);
        falling("excess", fairExcess, goodExcess);
    }

    private static void falling(final String name, final double first, final double second) {
        if (!(first >= second && second >= 0 && first <= 1)) {
            throw new IllegalArgumentException(
                    "The thresholds of %s are %s and %s; they must be 0 to 1, and good no worse than fair"
                            .formatted(name, first, second));
        }
    }

    /** What we find reasonable. */
    public static Thresholds defaults() {
        return new Thresholds(.95, .85, .95, .85, .65, .85, .99, .95, .9, .75, .05, .15, .01, .05, .02, .06);
    }
}
