// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Usefulness;

/** Derived values of an evaluation, shared by the page and by checks against thresholds. */
public final class ReportFigures {
    private static final double CHANCE = .5;

    private ReportFigures() {}

    /**
     * The usefulness of synthetic rows relative to real rows, 0 to 1: the ratio of AUC - .5, or the inverse ratio of
     * errors.
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
