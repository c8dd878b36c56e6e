// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * Whether synthetic rows are nearer to the training rows than to held-out ones, of equally many each: rows of a model
 * that has learnt the table and not its rows are as often nearer to the one as to the other. Distances are sums over
 * columns of the difference of numbers, in parts of the training rows' range, and of 1 where other values differ
 * (SDMetrics' DCROverfittingProtection has the same idea).
 *
 * @param share share of synthetic rows nearer to a training row, ties counted half, with its Wilson interval; .5 is
 *     ideal, and above .5 says that training rows come again
 * @param rows rows of training, and as many held out, that distances were taken to
 * @param synthetic synthetic rows looked at
 * @param medianToTraining median distance to the nearest training row
 * @param medianToHeldOut median distance to the nearest held-out row
 * @param medianHeldOutToTraining median distance of held-out rows to their nearest training row: what real rows have
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
