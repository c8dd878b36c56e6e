// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

/** The arrays of a {@link BoostedTrees}, unchecked: what is walked through when rows are judged. */
public record TreeNodes(int[] feature, int[] threshold, int[] left, float[] value, long[] sets, boolean[] unordered) {
    /** Longs that hold a bit for each bin. */
    static final int WORDS = ColumnBins.MAX_BINS / Long.SIZE;

    public boolean goesLeft(final int node, final int bin) {
        return unordered[feature[node]]
                ? (sets[threshold[node] * WORDS + (bin >> 6)] >>> bin & 1) != 0
                : bin <= threshold[node];
    }
}
