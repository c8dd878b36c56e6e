// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.common.WorkerPool;
import java.util.Arrays;

/** Growable arrays of the nodes of {@link BoostedTrees}, used while trees grow. */
final class TreeStore {
    private static final int WORDS = TreeNodes.WORDS;

    private final boolean[] unordered;
    private int[] roots = new int[64];
    private int[] feature = new int[1_024];
    private int[] threshold = new int[1_024];
    private int[] left = new int[1_024];
    private float[] value = new float[1_024];
    private long[] sets = new long[64];
    private int trees;
    private int nodes;
    private int setWords;

    /** @param unordered {@code [columns]}: whether a column's bins have no order */
    TreeStore(final boolean[] unordered) {
        this.unordered = unordered;
    }

    int trees() {
        return trees;
    }

    /** Adds a tree with a single leaf. Returns its root. */
    int addRoot(final float leafValue) {
        if (trees == roots.length) {
            roots = Arrays.copyOf(roots, 2 * trees);
        }
        roots[trees++] = addLeaf(leafValue);
        return roots[trees - 1];
    }

    private int addLeaf(final float leafValue) {
        if (nodes == feature.length) {
            feature = Arrays.copyOf(feature, 2 * nodes);
            threshold = Arrays.copyOf(threshold, 2 * nodes);
            left = Arrays.copyOf(left, 2 * nodes);
            value = Arrays.copyOf(value, 2 * nodes);
        }
        feature[nodes] = -1;
        value[nodes] = leafValue;
        return nodes++;
    }

    /** Splits a leaf into two leaves. Returns the left one; the right one follows it. */
    int split(final int leaf, final Split split, final float leftValue, final float rightValue) {
        feature[leaf] = split.feature();
        value[leaf] = 0;
        if (unordered[split.feature()]) {
            if (setWords + WORDS > sets.length) {
                sets = Arrays.copyOf(sets, 2 * sets.length);
            }
            System.arraycopy(split.goesLeft(), 0, sets, setWords, WORDS);
            threshold[leaf] = setWords / WORDS;
            setWords += WORDS;
        } else {
            threshold[leaf] = split.threshold();
        }
        final int child = addLeaf(leftValue);
        addLeaf(rightValue);
        left[leaf] = child;
        return child;
    }

    /** Adds the values of the newest tree to the rows' logits. */
    void addLast(
            final byte[][] codes, final int rows, final float[] logits, final WorkerPool workers, final int range) {
        final TreeNodes all = new TreeNodes(feature, threshold, left, value, sets, unordered);
        workers.run(member -> {
            for (int from = member * range; from < rows; from += workers.size() * range) {
                BoostedTrees.add(all, roots[trees - 1], codes, from, Math.min(rows, from + range), logits);
            }
        });
    }

    /** The first {@code count} trees. */
    BoostedTrees build(final int count) {
        final int end = count < trees ? roots[count] : nodes;
        int used = 0;
        for (int i = 0; i < end; i++) {
            used = feature[i] >= 0 && unordered[feature[i]] ? Math.max(used, (threshold[i] + 1) * WORDS) : used;
        }
        return new BoostedTrees(
                Arrays.copyOf(roots, count),
                Arrays.copyOf(feature, end),
                Arrays.copyOf(threshold, end),
                Arrays.copyOf(left, end),
                Arrays.copyOf(value, end),
                Arrays.copyOf(sets, used),
                unordered);
    }

    /**
     * A split of a leaf.
     *
     * @param gain the decrease of the loss
     * @param feature the column of the split
     * @param threshold the last bin that goes left, if the bins have an order
     * @param goesLeft 256 bits, 1 for bins that go left; null if the bins have an order
     */
    record Split(double gain, int feature, int threshold, long[] goesLeft) {
        boolean isLeft(final int bin) {
            return goesLeft == null ? bin <= threshold : (goesLeft[bin >> 6] >>> bin & 1) != 0;
        }
    }
}
