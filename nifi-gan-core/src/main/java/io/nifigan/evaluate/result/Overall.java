// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Means over columns and pairs. SDMetrics' overall score is the mean of shape and trend.
 *
 * @param shape mean {@link ColumnMeasure#similarity}; null if no column is compared
 * @param trend mean {@link PairMeasure#similarity} over all pairs; null if there are none
 * @param trendAssociated the same over associated pairs only, as in SDMetrics 0.32; null if there are none
 * @param associatedPairs number of associated pairs
 * @param pairs number of all pairs; of more than 3,000, a random 3,000 are measured
 * @param missingError mean over columns of the absolute difference between the shares of missing values
 * @param validity mean {@link ColumnMeasure#validity}; null if there is none
 * @param shapeHeldOut the shape of held-out rows instead of synthetic ones, the floor; null if there are none
 * @param trendHeldOut the trend of held-out rows instead of synthetic ones, the floor; null if there are none
 * @param shapeFresh the shape of the synthetic rows against held-out rows instead of training rows; null if there are
 *     none
 * @param trendFresh the trend of the synthetic rows against held-out rows instead of training rows; null if there are
 *     none
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
        Double trendHeldOut,
        Double shapeFresh,
        Double trendFresh) {
    public Overall {
        Checks.shareOrNull("shape", shape);
        Checks.shareOrNull("trend", trend);
        Checks.shareOrNull("trendAssociated", trendAssociated);
        Checks.between("associatedPairs", associatedPairs, 0, pairs);
        Checks.share("missingError", missingError);
        Checks.shareOrNull("validity", validity);
        Checks.shareOrNull("shapeHeldOut", shapeHeldOut);
        Checks.shareOrNull("trendHeldOut", trendHeldOut);
        Checks.shareOrNull("shapeFresh", shapeFresh);
        Checks.shareOrNull("trendFresh", trendFresh);
    }
}
