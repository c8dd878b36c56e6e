// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.result.Thresholds;
import io.nifigan.evaluate.result.Usefulness;

/** The grades of single values, by the evaluation's thresholds. */
final class Grades {
    private static final double CHANCE = .5;
    private final Thresholds thresholds;

    Grades(final Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    private static Tone atLeast(final Double value, final double good, final double fair) {
        return value == null ? Tone.UNKNOWN : value >= good ? Tone.GOOD : value >= fair ? Tone.FAIR : Tone.POOR;
    }

    private static Tone atMost(final double value, final double good, final double fair) {
        return value <= good ? Tone.GOOD : value <= fair ? Tone.FAIR : Tone.POOR;
    }

    Tone shape(final Double similarity) {
        return atLeast(similarity, thresholds.goodShape(), thresholds.fairShape());
    }

    Tone trend(final Double similarity) {
        return atLeast(similarity, thresholds.goodTrend(), thresholds.fairTrend());
    }

    Tone validity(final Double share) {
        return atLeast(share, thresholds.goodValidity(), thresholds.fairValidity());
    }

    Tone distinguishability(final double auc) {
        return atMost(auc, thresholds.goodAuc(), thresholds.fairAuc());
    }

    Tone usefulness(final Usefulness usefulness) {
        return Tone.of(thresholds.grade(usefulness));
    }

    /** @param baseline the share among rows that are no copies */
    Tone copies(final double share, final Double baseline) {
        return atMost(share - (baseline == null ? 0 : baseline), thresholds.goodCopies(), thresholds.fairCopies());
    }

    Tone test(final PrivacyTest test) {
        return Tone.of(thresholds.grade(test));
    }

    /** Grades the lower end of the interval as an excess over one half. */
    Tone excess(final Rate rate) {
        return atMost(rate.low() - CHANCE, thresholds.goodExcess(), thresholds.fairExcess());
    }
}
