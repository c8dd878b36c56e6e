// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Means over columns and pairs. SDMetrics' overall score is the mean of shape and trend.
 *
 * @param shape mean {@link ColumnMeasure#similarity}; null where no column is compared
 * @param trend mean {@link PairMeasure#similarity} over all pairs; null where there are none
 * @param trendAssociated the same over associated pairs only, as SDMetrics 0.32 has it; null where there are none
 * @param associatedPairs how many these are
 * @param pairs how many pairs there are in all; of more than 3,000 as many are drawn by chance
 * @param missingError mean over columns of the difference of the shares of missing values
 * @param validity mean {@link ColumnMeasure#validity}; null where there is none
 * @param shapeHeldOut the shape of held-out rows in place of synthetic ones: what other real rows get; null where there
 *     are none
 * @param trendHeldOut likewise the trend
 */
public record Overall(
        Double shape,
        Double trend,
        Double trendAssociated,
        int associatedPairs,
        int pairs,
        double missingError,
        Double validity,
        Double shapeHeldOut,
        Double trendHeldOut) {
    public Overall {
        Checks.shareOrNull("shape", shape);
        Checks.shareOrNull("trend", trend);
        Checks.shareOrNull("trendAssociated", trendAssociated);
        Checks.between("associatedPairs", associatedPairs, 0, pairs);
        Checks.share("missingError", missingError);
        Checks.shareOrNull("validity", validity);
        Checks.shareOrNull("shapeHeldOut", shapeHeldOut);
        Checks.shareOrNull("trendHeldOut", trendHeldOut);
    }
}
