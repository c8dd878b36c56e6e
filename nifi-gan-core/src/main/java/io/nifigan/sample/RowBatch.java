// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.select.RowCells;
import io.nifigan.table.Table;
import java.util.Arrays;

/**
 * Rows on their way through the stages of a {@link Pipeline}. Not changed by what it hands out, but for the table's
 * values, which the batch owns.
 *
 * @param raw what the rows are decoded from; null once they are decoded
 * @param candidates the decoded rows that all filters so far have kept; null before
 * @param logWeights {@code [rows or more]}: the logarithm of the number of drawn rows that each stands for; null where
 *     each stands for itself
 * @param cells where the rows lie in the raking tables; null until that is found
 * @param logits {@code [rows]}: the classifier's logits with the logarithms of weights; null until, or unless, they are
 *     found
 * @param counts the number of rows drawn, then the number that each filter so far has kept
 */
record RowBatch(RawRows raw, Candidates candidates, float[] logWeights, RowCells cells, float[] logits, long[] counts) {
    /**
     * A batch that is yet to be decoded.
     *
     * @param logWeights null where each row stands for itself
     * @param drawn the number of rows drawn for it, those included that were left out at once
     */
    static RowBatch of(final RawRows raw, final float[] logWeights, final long drawn) {
        return new RowBatch(raw, null, logWeights, null, null, new long[] {drawn});
    }

    /** The number of rows. */
    int rows() {
        return candidates == null ? raw.rows() : table().rows();
    }

    /** The decoded rows. Until {@link RejectionFilter}, numbers may stand for their bins: see {@link Candidates}. */
    Table table() {
        return candidates.table();
    }

    /** These rows in another table: decoded, or with other values. */
    RowBatch with(final Table rows) {
        return with(Candidates.of(rows));
    }

    /** These rows decoded. */
    RowBatch with(final Candidates rows) {
        return new RowBatch(null, rows, logWeights, cells, logits, counts);
    }

    /** These rows with what {@link RejectionFilter} needs. */
    RowBatch with(final RowCells found, final float[] scores) {
        return new RowBatch(null, candidates, logWeights, found, scores, counts);
    }

    /**
     * The rows that a filter keeps, and their count after those of the filters before. Cells and logits are left
     * behind.
     *
     * @param kept indices of rows, rising
     */
    RowBatch keeping(final int[] kept) {
        final long[] more = Arrays.copyOf(counts, counts.length + 1);
        more[counts.length] = kept.length;
        if (kept.length == rows()) {
            return new RowBatch(null, candidates, logWeights, null, null, more);
        }
        float[] weights = null;
        if (logWeights != null) {
            weights = new float[kept.length];
            for (int i = 0; i < kept.length; i++) {
                weights[i] = logWeights[kept[i]];
            }
        }
        return new RowBatch(null, candidates.select(kept), weights, null, null, more);
    }
}
