// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

/** Decodes raw output into rows, whose identifiers are still missing. */
record DecodeStage(RowDecoder decoder) implements Stage {
    @Override
    public RowBatch apply(final RowBatch batch) {
        final RawRows raw = batch.raw();
        return batch.with(decoder.candidates(raw.rows(), raw.raw(), raw.gumbel(), raw.random()));
    }
}
