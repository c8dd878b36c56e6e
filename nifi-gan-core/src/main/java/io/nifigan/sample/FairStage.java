// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.sample.fair.FairTarget;

/**
 * Draws the fair target of each row anew. It needs chosen rows: choosing afterwards would bring the old target back.
 */
record FairStage(FairTarget.Draws draws) implements Stage {
    @Override
    public RowBatch apply(final RowBatch batch) {
        return batch.with(draws.redraw(batch.table()));
    }

    @Override
    public boolean dependsOnEarlierRows() {
        return true;
    }
}
