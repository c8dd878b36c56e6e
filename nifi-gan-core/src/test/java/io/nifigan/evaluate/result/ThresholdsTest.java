// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.evaluate.result.Usefulness.Metric;
import io.nifigan.evaluate.result.Verdict.Grade;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
    /** Near a control of 1, a difference of a few rows is a great risk; it lowers no grade. */
    @ParameterizedTest
    @CsvSource({
        ".999, .990, .69, GOOD",
        ".95, .90, .30, FAIR",
        ".99, .80, .80, POOR",
        ".30, .29, .00, GOOD",
        ".60, .10, .50, POOR"
    })
    void attackIsGradedByItsRiskAndItsAdvantage(
            final double success, final double control, final double low, final Grade grade) {
        final Attack attack = new Attack(
                Attack.Kind.ATTRIBUTE_INFERENCE,
                1_000,
                rate(success),
                rate(control),
                rate(0),
                new Rate(low, low, 1),
                "region");
        assertEquals(grade, Thresholds.defaults().grade(attack));
    }

    private static Rate rate(final double value) {
        return new Rate(value, value, value);
    }

    /** What real rows hardly predict says nothing, and errors near 0 hang on few rows. */
    @ParameterizedTest
    @CsvSource({
        "AUC, .526, .581, 500, GOOD",
        "AUC, .50, .92, 2000, POOR",
        "AUC, .79, .90, 2000, FAIR",
        "AUC, .89, .90, 2000, GOOD",
        "RMSE_OF_LOG, .079, .052, 500, GOOD",
        "RMSE_OF_LOG, 1.5, .1, 500, POOR"
    })
    void usefulnessIsGradedBeyondChance(
            final Metric metric, final double synthetic, final double real, final int tested, final Grade grade) {
        assertEquals(
                grade, Thresholds.defaults().grade(new Usefulness("target", metric, synthetic, real, 1, tested, null)));
    }
}
