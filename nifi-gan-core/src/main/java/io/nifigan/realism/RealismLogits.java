// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import io.nifigan.table.Table;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.QuickScorer;

/**
 * A scorer of many rows by a {@link RealismClassifier}. It gives exactly the logits of
 * {@link RealismClassifier#logits}, but after {@value #FEW_ROWS} rows it evaluates the trees by bit masks
 * ({@link QuickScorer}) instead of walking them, which takes a fraction of the time. Not thread-safe.
 */
public final class RealismLogits {
    /** Rows that can be scored by walking the trees in the time that it takes to build the masks. */
    static final int FEW_ROWS = 1_000;
    /** Rows of a block: their bins and the masks of one stage fit into the processor's cache. */
    private static final int BLOCK = 1_024;

    private final RealismClassifier classifier;
    private long rowsScored;
    /** Null until enough rows were scored, and if the trees do not fit into masks. */
    private QuickScorer masks;

    private boolean unsupported;

    public RealismLogits(final RealismClassifier classifier) {
        this.classifier = classifier;
    }

    /**
     * @param table rows of the model's columns
     * @return {@code [rows]}: the logarithm of the odds of being real, finite
     */
    public double[] of(final Table table) {
        rowsScored += table.rows();
        if (rowsScored > FEW_ROWS && masks == null && !unsupported) {
            masks = QuickScorer.of(
                    classifier.trees(),
                    classifier.bins().columns().stream()
                            .mapToInt(ColumnBins::bins)
                            .toArray());
            unsupported = masks == null;
        }
        final byte[][] codes = classifier.bins().codes(table);
        return classifier.calibrated(
                masks == null ? classifier.trees().logits(codes, table.rows()) : sums(codes, table.rows()));
    }

    private float[] sums(final byte[][] codes, final int rows) {
        final float[] sums = new float[rows];
        for (int from = 0; from < rows; from += BLOCK) {
            final int to = Math.min(rows, from + BLOCK);
            for (int s = 0; s < masks.stages(); s++) {
                for (int r = from; r < to; r++) {
                    sums[r] = masks.add(s, codes, r, sums[r]);
                }
            }
        }
        return sums;
    }
}
