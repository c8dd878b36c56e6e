// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.select.RejectionSampler;
import io.nifigan.select.RowCells;
import io.nifigan.trees.BoostedTrees;

/**
 * Finds what {@link RejectionFilter} needs to know of each row and what does not depend on other rows: its cells in the
 * raking tables, and the classifier's logit.
 *
 * @param trees the classifier; null where the sampler asks it itself, row by row
 */
record ScoreStage(RejectionSampler sampler, BoostedTrees trees) implements Stage {
    @Override
    public RowBatch apply(final RowBatch batch) {
        final byte[][] codes = batch.candidates().codes(sampler.bins());
        final RowCells cells = sampler.index().find(codes, batch.rows());
        return batch.with(cells, trees == null ? null : logits(codes, batch));
    }

    private float[] logits(final byte[][] codes, final RowBatch batch) {
        final float[] logits = trees.logits(codes, batch.rows());
        for (int r = 0; r < logits.length && batch.logWeights() != null; r++) {
            logits[r] += batch.logWeights()[r];
        }
        return logits;
    }
}
