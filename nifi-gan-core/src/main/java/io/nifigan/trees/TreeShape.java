// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

/**
 * How trees are grown.
 *
 * @param leaves the most leaves of a tree
 * @param minRows the fewest rows of a leaf
 * @param minCurvature the least sum of second derivatives of a leaf
 * @param ridge added to that sum where a leaf's value and gain are computed
 * @param smooth added to the curvature of a category's bin when bins are put in order, so that bins of few rows do not
 *     come first by chance
 * @param support the fewest rows, by their part of the curvature, with which a category chooses its side, from either
 *     end of the order to its middle, those with fewer staying with the greater part; 0 for all
 * @param minGain what a split has to gain more than
 * @param rate what part of its step each tree takes
 */
public record TreeShape(
        int leaves,
        int minRows,
        double minCurvature,
        double ridge,
        double smooth,
        int support,
        double minGain,
        double rate) {
    /** That of the judges. */
    static final TreeShape JUDGE = new TreeShape(32, 20, 0, 5, 10, 0, 1e-3, .08);

    public TreeShape {
        if (leaves < 2 || minRows < 1 || !(rate > 0) || ridge < 0 || smooth < 0 || support < 0) {
            throw new IllegalArgumentException(
                    "Trees of %d leaves of %d rows at a rate of %s cannot be grown".formatted(leaves, minRows, rate));
        }
    }
}
