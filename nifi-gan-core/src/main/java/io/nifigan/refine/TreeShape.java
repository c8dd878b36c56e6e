// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

/**
 * How trees are grown.
 *
 * @param leaves         the most leaves of a tree
 * @param fewestRows     the fewest rows of a leaf
 * @param leastCurvature the least sum of second derivatives of a leaf
 * @param ridge          added to that sum where a leaf's value and gain are computed
 * @param smooth         added to the curvature of a category's bin when bins are put in order, so that bins of few rows do not come first by chance
 * @param support        the fewest rows, by their part of the curvature, with which a category chooses its side, from either end of the order to its middle, those with
 *                       fewer staying with the greater part; 0 for all
 * @param leastGain      what a split has to gain more than
 * @param rate           what part of its step each tree takes
 */
public record TreeShape(int leaves, int fewestRows, double leastCurvature, double ridge, double smooth, int support, double leastGain, double rate) {
    /** That of the judges. */
    static final TreeShape JUDGE = new TreeShape(32, 20, 0, 5, 10, 0, 1e-3, .08);

    public TreeShape {
        if (leaves < 2 || fewestRows < 1 || !(rate > 0) || ridge < 0 || smooth < 0 || support < 0) {
            throw new IllegalArgumentException("Trees of %d leaves of %d rows at a rate of %s cannot be grown".formatted(leaves, fewestRows, rate));
        }
    }
}
