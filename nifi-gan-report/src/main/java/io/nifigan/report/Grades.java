// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.result.Thresholds;
import io.nifigan.evaluate.result.Usefulness;

/** How single figures came out, by the evaluation's own thresholds. */
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

    Tone told(final double auc) {
        return atMost(auc, thresholds.goodAuc(), thresholds.fairAuc());
    }

    Tone useful(final Usefulness usefulness) {
        return atLeast(ReportFigures.worth(usefulness), thresholds.goodUsefulness(), thresholds.fairUsefulness());
    }

    /** @param beside the share among rows that nobody copied */
    Tone copies(final double share, final Double beside) {
        return atMost(share - (beside == null ? 0 : beside), thresholds.goodCopies(), thresholds.fairCopies());
    }

    /** The interval's lower end counts: chance alone condemns nobody. */
    Tone risk(final Rate risk) {
        return atMost(risk.low(), thresholds.goodRisk(), thresholds.fairRisk());
    }

    /** Likewise, over one half. */
    Tone excess(final Rate rate) {
        return atMost(rate.low() - CHANCE, thresholds.goodExcess(), thresholds.fairExcess());
    }
}
