// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * The violations of a rule between columns that the model found or was given.
 *
 * @param text the rule in the syntax of TrainGAN's property Rules
 * @param brokenReal number of real rows that violate it
 * @param brokenSynthetic number of synthetic rows used that violate it
 * @param inPart whether the rule holds in part of the rows only, so that violations are no fault, but should be as
 *     frequent in synthetic rows as in real ones
 */
public record RuleMeasure(String text, int brokenReal, int brokenSynthetic, boolean inPart) {
    public RuleMeasure {
        Checks.text("text", text);
        Checks.count("brokenReal", brokenReal);
        Checks.count("brokenSynthetic", brokenSynthetic);
    }

    /** A rule that holds in every row. */
    public RuleMeasure(final String text, final int brokenReal, final int brokenSynthetic) {
        this(text, brokenReal, brokenSynthetic, false);
    }

    /** The number of violations that should not be. */
    public int faults() {
        return inPart ? 0 : brokenSynthetic;
    }
}
