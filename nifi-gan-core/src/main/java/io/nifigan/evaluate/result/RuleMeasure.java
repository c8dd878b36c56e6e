// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * A rule between columns that the model found or was given.
 *
 * @param text the rule, as TrainGAN's property Rules reads it
 * @param brokenReal real rows that break it
 * @param brokenSynthetic synthetic rows that break it, of those looked at
 */
public record RuleMeasure(String text, int brokenReal, int brokenSynthetic) {
    public RuleMeasure {
        Checks.text("text", text);
        Checks.count("brokenReal", brokenReal);
        Checks.count("brokenSynthetic", brokenSynthetic);
    }
}
