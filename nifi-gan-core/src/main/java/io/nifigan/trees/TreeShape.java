// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

/**
 * Options of the growth of trees.
 *
 * @param leaves maximum number of leaves of a tree
 * @param minRows minimum number of rows of a leaf
 * @param minCurvature minimum sum of second derivatives of a leaf
 * @param ridge L2 regularization: added to that sum in a leaf's value and gain
 * @param smooth added to the curvature of a category's bins when they are ordered by mean gradient, so that bins with
 *     few rows do not come first by chance
 * @param support minimum number of rows (by their share of the curvature) of a category's bin that is split off; bins
 *     with fewer rows stay with the larger side. 0 for no limit
 * @param minGain a split must gain more than this
 * @param rate the learning rate: the factor of each tree's values
 * @param trees maximum number of trees
 * @param rowsPerTree minimum number of real rows for each tree of a classifier; 0 for no limit
 */
public record TreeShape(
        int leaves,
        int minRows,
        double minCurvature,
        double ridge,
        double smooth,
        int support,
        double minGain,
        double rate,
        int trees,
        int rowsPerTree) {
    /** The options of classifiers that select generated rows, chosen on MAGIC and Online Shoppers. */
    public static final TreeShape CLASSIFIER = new TreeShape(32, 20, 0, 5, 10, 0, 1e-3, .08, 400, 0);

    /**
     * The options of classifiers that learn real rows and must not tell which. Few and large leaves: what a leaf says
     * of its rows must not tell them from other rows that fall into it. The area under the ROC curve by which such
     * trees tell rows that they learnt from others is about .5 + .45 trees / rows (docs/research/model-file.md), so
     * with 30 rows for each tree it is .515.
     */
    public static final TreeShape CAUTIOUS = new TreeShape(8, 200, 0, 50, 10, 0, 1e-3, .08, 1_600, 30);

    public TreeShape {
        if (leaves < 2
                || minRows < 1
                || !(rate > 0)
                || ridge < 0
                || smooth < 0
                || support < 0
                || trees < 0
                || rowsPerTree < 0) {
            throw new IllegalArgumentException(
                    "Trees of %d leaves of %d rows at a rate of %s cannot be grown".formatted(leaves, minRows, rate));
        }
    }

    /** This shape with at most so many trees. */
    public TreeShape upTo(final int most) {
        return new TreeShape(
                leaves,
                minRows,
                minCurvature,
                ridge,
                smooth,
                support,
                minGain,
                rate,
                Math.min(trees, most),
                rowsPerTree);
    }
}
