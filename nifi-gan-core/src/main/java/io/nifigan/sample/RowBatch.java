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
 * @param lineage what the rows were made from; null where none may be split
 * @param counts the number of rows drawn, then the number that each filter so far has kept
 */
record RowBatch(
        RawRows raw,
        Candidates candidates,
        float[] logWeights,
        RowCells cells,
        float[] logits,
        Lineage lineage,
        long[] counts) {
    /**
     * A batch that is yet to be decoded.
     *
     * @param logWeights null where each row stands for itself
     * @param drawn the number of rows drawn for it, those included that were left out at once
     */
    static RowBatch of(final RawRows raw, final float[] logWeights, final long drawn) {
        return new RowBatch(raw, null, logWeights, null, null, null, new long[] {drawn});
    }

    /** A batch that is yet to be decoded, of rows that each stand for themselves and may be split. */
    static RowBatch of(final RawRows raw, final Lineage lineage) {
        return new RowBatch(raw, null, null, null, null, lineage, new long[] {raw.rows()});
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
        return new RowBatch(null, rows, logWeights, cells, logits, lineage, counts);
    }

    /** These rows with what {@link RejectionFilter} needs. */
    RowBatch with(final RowCells found, final float[] scores) {
        return new RowBatch(null, candidates, logWeights, found, scores, lineage, counts);
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
            return new RowBatch(null, candidates, logWeights, null, null, lineage, more);
        }
        float[] weights = null;
        if (logWeights != null) {
            weights = new float[kept.length];
            for (int i = 0; i < kept.length; i++) {
                weights[i] = logWeights[kept[i]];
            }
        }
        return new RowBatch(
                null,
                candidates.select(kept),
                weights,
                null,
                null,
                lineage == null ? null : lineage.select(kept),
                more);
    }
}
