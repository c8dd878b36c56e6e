// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Usefulness;

/**
 * Figures that follow from an evaluation's, in one place for the page and for whoever holds them against thresholds.
 */
public final class ReportFigures {
    private static final double CHANCE = .5;

    private ReportFigures() {}

    /**
     * The part of what real rows are worth for learning a target, 0 to 1: of areas under the curve what they have over
     * one half, of errors the other way round.
     */
    public static double worth(final Usefulness usefulness) {
        if (usefulness.metric().greaterIsBetter()) {
            return usefulness.real() <= CHANCE
                    ? 1
                    : Math.clamp((usefulness.synthetic() - CHANCE) / (usefulness.real() - CHANCE), 0, 1);
        }
        return usefulness.synthetic() <= usefulness.real() ? 1 : usefulness.real() / usefulness.synthetic();
    }
}
