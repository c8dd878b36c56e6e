// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * Where a training stands.
 *
 * @param step steps of the training done
 * @param maxSteps the most steps that will be done
 * @param elapsed time since the training began
 * @param left an estimate of the time left
 * @param discriminatorLoss mean loss since the last report, without the penalty
 * @param generatorLoss likewise
 * @param shapeError how far single columns of generated rows are from held-out rows, in percent; 0 is perfect. Measured
 *     when there is time for it, so it may be that of an earlier report
 * @param trendError the same for pairs of columns
 */
public record Progress(
        int step,
        int maxSteps,
        Duration elapsed,
        Duration left,
        double discriminatorLoss,
        double generatorLoss,
        double shapeError,
        double trendError) {}
