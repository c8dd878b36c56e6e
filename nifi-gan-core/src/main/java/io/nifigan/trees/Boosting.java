// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.common.WorkerPool;

/**
 * Gradient boosting with a loss of the caller's own (Friedman 2001). The caller computes the derivatives of the loss
 * before each tree. Each tree grows by splitting the leaf that lowers the loss most, from histograms of first and
 * second derivatives over bins.
 */
public final class Boosting {
    private static final int ROWS_PER_TASK = 4_096;

    private final byte[][] codes;
    private final int rows;
    private final TreeStore store;
    private final TreeGrower grower;
    private final WorkerPool workers;

    /**
     * @param codes {@code [columns][rows]}: bins as unsigned bytes
     * @param rows the number of rows
     * @param bins {@code [columns]}: the number of bins of each column, at most 256
     * @param unordered {@code [columns]}: whether a column's bins have no order
     * @param gradient {@code [rows]}: each row's negative first derivative, which the caller writes before each tree
     * @param curvature {@code [rows]}: each row's second derivative, which the caller writes before each tree
     * @param shape the options of the trees
     * @param workers the threads; their number does not change the result
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
     * Grows a tree and adds its values to the outputs of all rows.
     *
     * @param drawn indices of rows, of which the first {@code count} are used; their order changes
     * @param outputs {@code [rows]}
     * @return false if no split lowers the loss; then nothing is added
     */
    public boolean grow(final int[] drawn, final int count, final float[] outputs) {
        if (!grower.grow(drawn, count, store)) {
            return false;
        }
        store.addLast(codes, rows, outputs, workers, ROWS_PER_TASK);
        return true;
    }

    /** All trees grown so far. */
    public BoostedTrees trees() {
        return store.build(store.trees());
    }
}
