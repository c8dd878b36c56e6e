// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.select.RejectionSampler;

/** Keeps rows by their weights, so that the kept rows are distributed as the training rows. */
record RejectionFilter(RejectionSampler sampler) implements Filter {
    @Override
    public int[] kept(final RowBatch batch) {
        return batch.logits() == null ? sampler.keep(batch.cells()) : sampler.keep(batch.cells(), batch.logits());
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
