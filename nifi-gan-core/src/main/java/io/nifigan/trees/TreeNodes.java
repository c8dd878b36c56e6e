// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

/** The node arrays of {@link BoostedTrees}, without checks, for walking the trees. */
public record TreeNodes(int[] feature, int[] threshold, int[] left, float[] value, long[] sets, boolean[] unordered) {
    /** The longs of a set of bins, with one bit for each bin. */
    static final int WORDS = ColumnBins.MAX_BINS / Long.SIZE;

    /** Whether rows with this bin go to the node's left child. */
    public boolean goesLeft(final int node, final int bin) {
        return unordered[feature[node]]
                ? (sets[threshold[node] * WORDS + (bin >> 6)] >>> bin & 1) != 0
                : bin <= threshold[node];
    }
}
