// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * The violations of a rule between columns that the model found or was given.
 *
 * @param text the rule in the syntax of TrainGAN's property Rules
 * @param brokenReal number of real rows that violate it
 * @param brokenSynthetic number of synthetic rows used that violate it
 */
public record RuleMeasure(String text, int brokenReal, int brokenSynthetic) {
    public RuleMeasure {
        Checks.text("text", text);
        Checks.count("brokenReal", brokenReal);
        Checks.count("brokenSynthetic", brokenSynthetic);
    }
}
