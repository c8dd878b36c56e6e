// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.Balancer;
import io.nifigan.common.Cancellation;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.flow.ReadAhead;
import io.nifigan.processors.record.AugmentedRecords;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.util.List;
import org.apache.nifi.serialization.record.Record;

/** The task Balance: counts the classes of the records, and adds the missing records after the last one. */
final class Balancing implements Augmentation {
    private static final int AHEAD = 3;
    /** Up to this number of added records, a second thread to draw them does not save time. */
    private static final int FEW = 2_000;

    private final Balancer balancer;
    private final AugmentedRecords output;
    private final boolean originals;
    private final AugmentationCounts counts;
    private final Cancellation cancellation;

    /** @param originals whether the output includes the real records */
    Balancing(
            final Balancer balancer,
            final AugmentedRecords output,
            final boolean originals,
            final AugmentationCounts counts,
            final Cancellation cancellation) {
        this.balancer = balancer;
        this.output = output;
        this.originals = originals;
        this.counts = counts;
        this.cancellation = cancellation;
    }

    @Override
    public void take(final List<Record> records, final Table table, final Sink sink) throws FlowFileRejectedException {
        balancer.count(table);
        for (final Record record : originals ? records : List.<Record>of()) {
            sink.accept(output.original(record));
        }
    }

    @Override
    public void finish(final Sink sink) throws FlowFileRejectedException, ProcessorStoppedException, SamplingException {
        final long lacking =
                balancer.plan().values().stream().mapToLong(Long::longValue).sum();
        try (ReadAhead<Table, SamplingException> drawn = new ReadAhead<>(
                () -> balancer.isDone() ? null : balancer.next(), lacking > FEW ? AHEAD : 0, cancellation)) {
            for (Table rows = drawn.next(); rows != null; rows = drawn.next()) {
                for (int r = 0; r < rows.rows(); r++) {
                    sink.accept(output.synthetic(rows, r));
                }
                counts.countAdded(rows.rows());
            }
        }
    }

    @Override
    public void close() {
        balancer.close();
    }
}
