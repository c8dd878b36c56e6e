// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * The state of a training after a step.
 *
 * @param step number of training steps done
 * @param seconds seconds since the start of the training
 * @param discriminatorLoss mean loss since the last point; null if unknown
 * @param generatorLoss the same for the generator
 * @param shapeError mean distance between columns of generated and held-out rows, in percent; null if not measured
 * @param trendError the same for pairs of columns
 */
public record TrainingPoint(
        int step,
        double seconds,
        Double discriminatorLoss,
        Double generatorLoss,
        Double shapeError,
        Double trendError) {
    public TrainingPoint {
        Checks.count("step", step);
        Checks.between("seconds", seconds, 0, Double.MAX_VALUE);
        Checks.finiteOrNull("discriminatorLoss", discriminatorLoss);
        Checks.finiteOrNull("generatorLoss", generatorLoss);
        Checks.finiteOrNull("shapeError", shapeError);
        Checks.finiteOrNull("trendError", trendError);
    }
}
