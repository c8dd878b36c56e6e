// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.select.RejectionSampler;
import io.nifigan.select.SplitListener;

/**
 * Keeps rows by their weights, so that the kept rows are distributed as the training rows.
 *
 * @param split receives the rows that were split; null where none may be
 */
record RejectionFilter(RejectionSampler sampler, SplitRows split) implements Filter {
    @Override
    public int[] kept(final RowBatch batch) {
        if (split == null) {
            return batch.logits() == null ? sampler.keep(batch.cells()) : sampler.keep(batch.cells(), batch.logits());
        }
        final Lineage lineage = batch.lineage();
        // A row that breaks a rule weighs too little as well.
        lineage.originsOfOthers().forEach(split::addAgain);
        return sampler.keep(batch.cells(), batch.logits(), lineage.weights(), new SplitListener() {
            @Override
            public void split(final int row, final float weight, final int others) {
                split.add(lineage, lineage.drawn()[row], weight, others);
            }

            @Override
            public void rejected(final int row) {
                split.addAgain(lineage.origin(row));
            }
        });
    }

    /** Late numbers of the kept rows are decoded. */
    @Override
    public RowBatch apply(final RowBatch batch) {
        final RowBatch kept = Filter.super.apply(batch);
        return kept.with(kept.candidates().decoded());
    }

    @Override
    public boolean dependsOnEarlierRows() {
        return true;
    }

    @Override
    public double usualShare() {
        return RejectionSampler.MIN_SHARE;
    }

    @Override
    public String description() {
        return "were like the training rows";
    }

    @Override
    public String advice() {
        return "Train anew, for longer";
    }
}
