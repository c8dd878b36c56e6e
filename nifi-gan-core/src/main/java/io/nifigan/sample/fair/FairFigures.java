// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

/**
 * How fair a target became and what that costs, measured on generated rows that nothing was fitted to. Boosted trees
 * are trained once on rows as the model generates them and once on fair rows; both foretell the target of the same
 * other rows. A gap is the largest difference, over all values of all sensitive columns, between the mean score of the
 * rows with a value and of the rows without it; a distance is the largest Kolmogorov-Smirnov statistic of the same
 * rows' scores. Of more than two classes, each is scored, and the largest figure counts.
 *
 * @param gapBefore the gap without fairness
 * @param gap the gap with it
 * @param distanceBefore the distance without fairness
 * @param distance the distance with it
 * @param aucBefore the area under the ROC curve of the first trees, for the target as the model generates it
 * @param auc that of the trees that were trained on fair rows; the difference is the cost
 */
public record FairFigures(
        double gapBefore, double gap, double distanceBefore, double distance, double aucBefore, double auc) {}
