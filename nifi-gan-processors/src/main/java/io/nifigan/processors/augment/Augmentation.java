// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.util.List;
import org.apache.nifi.serialization.record.Record;

/** A task of AugmentRecords on the records of one FlowFile: on some at a time, and once after the last. */
interface Augmentation extends AutoCloseable {
    /** Receives the records of the output. */
    @FunctionalInterface
    interface Sink {
        void accept(Record record) throws FlowFileRejectedException;
    }

    /**
     * Processes the next records.
     *
     * @param records as they were read
     * @param table the same records in the model's columns
     */
    void take(List<Record> records, Table table, Sink sink) throws FlowFileRejectedException, ProcessorStoppedException;

    /** Called after the last records. */
    default void finish(final Sink sink)
            throws FlowFileRejectedException, ProcessorStoppedException, SamplingException {}

    @Override
    default void close() {}
}
