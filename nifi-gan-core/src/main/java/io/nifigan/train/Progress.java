// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * A progress report of a training.
 *
 * @param step steps done
 * @param maxSteps steps planned
 * @param elapsed time since the training began
 * @param left an estimate of the time left
 * @param discriminatorLoss the discriminator's mean loss since the last report, without the penalty
 * @param generatorLoss the generator's mean loss since the last report
 * @param shapeError the mean difference of single columns between generated and held-out rows, in percent; 0 is
 *     perfect. Measured only as often as time allows, so it may be that of an earlier report
 * @param trendError the mean difference of pairs of columns, likewise
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
