// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.evaluate.result.Usefulness.Metric;
import io.nifigan.evaluate.result.Verdict.Grade;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {
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
