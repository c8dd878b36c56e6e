// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import io.nifigan.table.Table;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.QuickScorer;

/**
 * What a {@link RealismClassifier} says of many rows, to the last bit what {@link RealismClassifier#logits} says. From
 * some hundred rows on its trees are not walked through any more: masks of leaves take a fraction of the time, once
 * they are made. Not for several threads at once.
 */
public final class RealismLogits {
    /** So many rows are walked through trees in the time that it takes to make masks. */
    static final int FEW = 1_000;
    /** Rows whose bins, and a stage of whose masks, stay in the cache. */
    private static final int BLOCK = 1_024;

    private final RealismClassifier classifier;
    private long asked;
    /** Null until there were many rows, and where the trees do not suit. */
    private QuickScorer masks;

    private boolean unsuited;

    public RealismLogits(final RealismClassifier classifier) {
        this.classifier = classifier;
    }

    /**
     * @param table rows of the model's columns
     * @return {@code [rows]}: the logarithm of the odds of being real, finite
     */
    public double[] of(final Table table) {
        asked += table.rows();
        if (asked > FEW && masks == null && !unsuited) {
            masks = QuickScorer.of(
                    classifier.trees(),
                    classifier.bins().columns().stream()
                            .mapToInt(ColumnBins::bins)
                            .toArray());
            unsuited = masks == null;
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
