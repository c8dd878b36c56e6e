// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

/** A stage that keeps some rows as they are and leaves out the others. */
interface Filter extends Stage {
    /** The indices of the rows that are kept, rising. */
    int[] kept(RowBatch batch);

    /** What is true of kept rows, for a message: the words after "of 9,000 rows drawn, only 3". */
    String description();

    /** What to do where hardly any row is kept: a sentence without its full stop. */
    String advice();

    /** The share of rows that it may leave over where nothing is wrong. */
    default double usualShare() {
        return 1;
    }

    @Override
    default RowBatch apply(final RowBatch batch) {
        return batch.keeping(kept(batch));
    }
}
