// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

/**
 * Sets numbers to the ends of their ranges where these are due ({@link RangeEnds}).
 *
 * @param duplicates no row is changed to one that came before; null where rows may be alike
 */
record RangeEndStage(RangeEnds ends, DuplicateFilter duplicates) implements Stage {
    @Override
    public RowBatch apply(final RowBatch batch) {
        ends.place(batch.table(), duplicates == null ? row -> true : duplicates.onChanged(batch.table()));
        return batch;
    }

    @Override
    public boolean dependsOnEarlierRows() {
        return true;
    }
}
