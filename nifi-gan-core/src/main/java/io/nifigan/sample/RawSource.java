// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

/** Draws raw output of the generator. Not thread-safe, but several sources may draw at once. */
interface RawSource extends AutoCloseable {
    /** Prepares the next batch; on one thread, for one source after the other. */
    default void prepare() {
        // Most sources need no preparation.
    }

    /** The next batch: raw, perhaps empty, with the number of rows drawn for it. */
    RowBatch draw();

    @Override
    void close();
}
