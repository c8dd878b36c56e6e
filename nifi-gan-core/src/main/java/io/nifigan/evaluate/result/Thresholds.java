// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import io.nifigan.evaluate.result.Verdict.Grade;
import java.util.Comparator;

/**
 * Boundaries between the grades good, fair and poor. A value on a boundary has the better grade.
 *
 * @param goodShape minimum mean column similarity that is good
 * @param fairShape minimum that is fair
 * @param goodTrend minimum mean similarity of all column pairs that is good
 * @param fairTrend minimum that is fair
 * @param goodAuc maximum AUC of the two-sample test that is good
 * @param fairAuc maximum that is fair
 * @param goodValidity minimum share of valid values that is good
 * @param fairValidity minimum that is fair
 * @param goodUsefulness minimum ratio to the usefulness of real rows that is good: the ratio of AUC - .5, or the
 *     inverse ratio of errors
 * @param fairUsefulness minimum that is fair
 * @param goodAdvantage smallest effect of an attack by guesses that matters, as a difference of success rates on
 *     training rows and on held-out rows; a significant effect as great or greater is not good
 * @param fairAdvantage maximum effect that is fair
 * @param goodMembership the same of an attacker who says of every row whether it was learnt; .2 is what a guarantee of
 *     differential privacy with an epsilon of .4 still allows
 * @param fairMembership maximum effect that is fair; .46 is what an epsilon of 1 still allows
 * @param goodCopies smallest effect that matters of an attack whose success is a disclosure by itself, such as copies
 * @param fairCopies maximum effect that is fair; without held-out rows, of the share itself
 * @param goodExcess maximum excess over .5 that is good, of the AUC of membership inference by the model
 * @param fairExcess maximum that is fair; an AUC of .64 is that of scores of which the best threshold gives an
 *     advantage of 20 points, as much as {@code goodMembership}
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
        double goodAdvantage,
        double fairAdvantage,
        double goodMembership,
        double fairMembership,
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
        falling("advantage", fairAdvantage, goodAdvantage);
        falling("membership", fairMembership, goodMembership);
        falling("copies", fairCopies, goodCopies);
        falling("excess", fairExcess, goodExcess);
    }

    private static void falling(final String name, final double first, final double second) {
        if (!(first >= second && second >= 0 && first <= 1)) {
            throw new IllegalArgumentException(
                    "The thresholds of %s are %s and %s; they must be 0 to 1, and good must not be worse than fair"
                            .formatted(name, first, second));
        }
    }

    private static Grade atLeast(final double value, final double good, final double fair) {
        return value >= good ? Grade.GOOD : value >= fair ? Grade.FAIR : Grade.POOR;
    }

    /** The smallest effect of an attack that matters, as a difference of success rates. */
    public double smallestEffect(final PrivacyTest.Kind kind) {
        return switch (kind.guessing()) {
            case NONE -> goodCopies;
            case OF_SOME -> goodAdvantage;
            case OF_ALL -> goodMembership;
        };
    }

    private double largestFair(final PrivacyTest.Kind kind) {
        return switch (kind.guessing()) {
            case NONE -> fairCopies;
            case OF_SOME -> fairAdvantage;
            case OF_ALL -> fairMembership;
        };
    }

    /**
     * The grade of an attack: worse than good only if its effect is significant and large enough to matter, poor if it
     * is greater than what is fair and even its lower bound is above 0.
     */
    public Grade grade(final PrivacyTest test) {
        return !test.isSignificant() || test.effect() < smallestEffect(test.kind())
                ? Grade.GOOD
                : test.effect() <= largestFair(test.kind()) || test.low() <= 0 ? Grade.FAIR : Grade.POOR;
    }

    /** The order of tests by what they show, the worst last. */
    public Comparator<PrivacyTest> byGrade() {
        return Comparator.<PrivacyTest, Grade>comparing(this::grade).thenComparing(PrivacyTest.byEvidence());
    }

    /** The grade of the usefulness, which a difference that chance explains does not lower. */
    public Grade grade(final Usefulness usefulness) {
        return atLeast(usefulness.worthBeyondChance(), goodUsefulness, fairUsefulness);
    }

    /** The default thresholds. */
    public static Thresholds defaults() {
        return new Thresholds(.95, .85, .95, .85, .65, .85, .99, .95, .9, .75, .03, .1, .2, .46, .005, .05, .02, .14);
    }
}
