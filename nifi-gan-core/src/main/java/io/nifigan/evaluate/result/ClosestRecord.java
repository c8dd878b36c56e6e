// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * The result of a test whether synthetic rows are nearer to training rows than to held-out rows. Both samples have the
 * same size, so a model that does not memorise rows is as often nearer to one as to the other. Distances are sums over
 * columns: the difference of numbers as a part of the training rows' range, and 1 for other values that differ (the
 * same idea as SDMetrics' DCROverfittingProtection).
 *
 * @param share share of synthetic rows nearer to a training row, ties counted half, with its Wilson interval; .5 is
 *     ideal, values above .5 indicate memorised training rows
 * @param rows number of training rows in the comparison, and the same number of held-out rows
 * @param synthetic number of synthetic rows in the comparison
 * @param medianToTraining median distance to the nearest training row
 * @param medianToHeldOut median distance to the nearest held-out row
 * @param medianHeldOutToTraining median distance of held-out rows to their nearest training row, as a reference
 */
public record ClosestRecord(
        Rate share,
        int rows,
        int synthetic,
        double medianToTraining,
        double medianToHeldOut,
        double medianHeldOutToTraining) {
    public ClosestRecord {
        Objects.requireNonNull(share, "share");
        Checks.count("rows", rows);
        Checks.count("synthetic", synthetic);
        Checks.between("medianToTraining", medianToTraining, 0, Double.MAX_VALUE);
        Checks.between("medianToHeldOut", medianToHeldOut, 0, Double.MAX_VALUE);
        Checks.between("medianHeldOutToTraining", medianHeldOutToTraining, 0, Double.MAX_VALUE);
    }
}
