// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Where a training stood after a step.
 *
 * @param step steps of the training done
 * @param seconds seconds since the training began
 * @param discriminatorLoss mean loss since the last point; null where it is not known
 * @param generatorLoss likewise
 * @param shapeError how far single columns of generated rows are from held-out ones, in percent; null where it was not
 *     measured
 * @param trendError the same of pairs of columns
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
