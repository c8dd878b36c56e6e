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
 * @param goodRisk maximum risk of an attack that is good; the lower end of its interval counts, so that chance alone
 *     does not lower the grade
 * @param fairRisk maximum that is fair
 * @param goodCopies maximum excess of the share of copies over that of held-out rows that is good
 * @param fairCopies maximum that is fair
 * @param goodExcess maximum excess over .5 that is good, of the share nearer to training rows and of the AUC of
 *     membership inference
 * @param fairExcess maximum that is fair
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
    /**
     * Advantage of an attack over the control, as a difference of success rates, up to which it is good. A risk is the
     * difference relative to the control's failures, so near a control of 1 a few rows make a great risk.
     */
    private static final double GOOD_ADVANTAGE = .02;
    /** Advantage up to which it is fair; that of copies is from .5, of a tenth of copies about .1. */
    private static final double FAIR_ADVANTAGE = .1;

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
                    "The thresholds of %s are %s and %s; they must be 0 to 1, and good must not be worse than fair"
                            .formatted(name, first, second));
        }
    }

    private static Grade atLeast(final double value, final double good, final double fair) {
        return value >= good ? Grade.GOOD : value >= fair ? Grade.FAIR : Grade.POOR;
    }

    /**
     * The grade of an attack with a control: the better one of that of its risk and that of its advantage over the
     * control.
     */
    public Grade grade(final Attack attack) {
        final Grade risk = atLeast(-attack.risk().low(), -goodRisk, -fairRisk);
        final Grade advantage =
                atLeast(attack.control().value() - attack.success().value(), -GOOD_ADVANTAGE, -FAIR_ADVANTAGE);
        return risk.compareTo(advantage) <= 0 ? risk : advantage;
    }

    /** The order of attacks, the worst last. */
    public Comparator<Attack> byGrade() {
        return Comparator.<Attack, Grade>comparing(attack -> attack.control() == null ? Grade.GOOD : grade(attack))
                .thenComparingDouble(attack -> attack.risk().low())
                .thenComparingDouble(attack -> attack.risk().value());
    }

    /** The grade of the usefulness, which a difference that chance explains does not lower. */
    public Grade grade(final Usefulness usefulness) {
        return atLeast(usefulness.worthBeyondChance(), goodUsefulness, fairUsefulness);
    }

    /** The default thresholds. */
    public static Thresholds defaults() {
        return new Thresholds(.95, .85, .95, .85, .65, .85, .99, .95, .9, .75, .05, .15, .01, .05, .02, .06);
    }
}
