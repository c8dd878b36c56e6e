// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sums of {@link BoostedTrees} for many rows. After {@value #FEW_ROWS} rows it uses leaf masks
 * ({@link QuickScorer}) instead of walking the trees, which takes a fraction of the time; the sums are exactly the
 * same. The masks are given up where the heap gets short. Thread-safe.
 */
public final class TreeLogits {
    /** Rows whose trees are walked in the time that it takes to build the masks. */
    static final int FEW_ROWS = 1_000;

    private final BoostedTrees trees;
    private final int[] bins;
    private final AtomicLong rowsScored = new AtomicLong();
    private volatile SoftReference<QuickScorer> masks = new SoftReference<>(null);
    private volatile boolean unsupported;

    /** @param bins the bins of the columns that the trees see */
    public TreeLogits(final BoostedTrees trees, final RowBins bins) {
        this.trees = trees;
        this.bins = bins.columns().stream().mapToInt(ColumnBins::bins).toArray();
    }

    /**
     * The sums of the trees, {@code [rows]}.
     *
     * @param codes {@code [columns][rows]}: rows as {@link RowBins#codes} gives them
     */
    public float[] of(final byte[][] codes, final int rows) {
        final QuickScorer scorer = rowsScored.addAndGet(rows) > FEW_ROWS && !unsupported ? masks() : null;
        return scorer == null ? trees.logits(codes, rows) : scorer.logits(codes, rows);
    }

    private QuickScorer masks() {
        QuickScorer known = masks.get();
        if (known == null) {
            known = QuickScorer.of(trees, bins);
            masks = new SoftReference<>(known);
            unsupported = known == null;
        }
        return known;
    }
}
