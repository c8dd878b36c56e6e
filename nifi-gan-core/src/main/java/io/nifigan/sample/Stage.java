// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

/** One step on the way from the generator's raw output to a table's rows. */
interface Stage extends AutoCloseable {
    /** Does its step for a batch of 1 row or more. */
    RowBatch apply(RowBatch batch);

    /**
     * Whether what it does depends on earlier rows. Such a stage, and all after it, get batches in order and on one
     * thread; the stages before get them on any thread, several at once.
     */
    default boolean dependsOnEarlierRows() {
        return false;
    }

    @Override
    default void close() {
        // Most stages hold nothing that must be released.
    }
}
