// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.common.WorkerPool;

/**
 * Gradient boosting tree by tree (Friedman 2001), for those who bring a loss of their own: each tree grows leaf by leaf
 * where the loss falls most, from histograms of first and second derivatives over bins.
 */
public final class Boosting {
    private static final int RANGE = 4_096;

    private final byte[][] codes;
    private final int rows;
    private final TreeStore store;
    private final TreeGrower grower;
    private final WorkerPool workers;

    /**
     * @param codes {@code [columns][rows]}: bins as unsigned bytes
     * @param rows how many rows there are
     * @param bins {@code [columns]}: how many bins each column has, at most 256
     * @param unordered {@code [columns]}: whether a column's bins have no order
     * @param gradient {@code [rows]}: what the caller fills with each row's negative first derivative before each tree
     * @param curvature {@code [rows]}: likewise the second derivative
     * @param shape of the trees
     * @param workers shares the work; how many threads does not change the result
     */
    public Boosting(
            final byte[][] codes,
            final int rows,
            final int[] bins,
            final boolean[] unordered,
            final float[] gradient,
            final float[] curvature,
            final TreeShape shape,
            final WorkerPool workers) {
        this.codes = codes;
        this.rows = rows;
        this.store = new TreeStore(unordered);
        this.grower = new TreeGrower(bins, unordered, codes, gradient, curvature, workers, shape);
        this.workers = workers;
    }

    /**
     * Grows a tree and adds what it gives to the outputs of all rows.
     *
     * @param drawn rows to grow it on, of which the first {@code count} count; put into another order
     * @param outputs {@code [rows]}
     * @return false where no split gains anything; then nothing is added
     */
    public boolean grow(final int[] drawn, final int count, final float[] outputs) {
        if (!grower.grow(drawn, count, store)) {
            return false;
        }
        store.addLast(codes, rows, outputs, workers, RANGE);
        return true;
    }

    /** All trees grown so far; their {@link BoostedTrees#logits} is the sum of what they give. */
    public BoostedTrees trees() {
        return store.judge(store.trees());
    }
}
