// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.common.Cancellation;
import io.nifigan.model.GANModel;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.FlowFileRecords;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.TableBuilder;
import java.util.ArrayList;
import java.util.List;
import org.apache.nifi.serialization.record.Record;

/**
 * Takes the records of one FlowFile through an augmentation, a thousand at a time: memory does not grow with their
 * number.
 */
final class AugmentationRun {
    private static final int CHUNK = 1_024;

    private final GANModel model;
    private final RecordLayout layout;
    private final Cancellation cancellation;

    AugmentationRun(final GANModel model, final Cancellation cancellation) {
        this.model = model;
        this.layout = RecordLayout.of(model.columns());
        this.cancellation = cancellation;
    }

    void run(final FlowFileRecords records, final Augmentation augmentation, final Augmentation.Sink sink)
            throws FlowFileRejectedException, ProcessorStoppedException, SamplingException {
        List<Record> chunk = chunk(records);
        while (!chunk.isEmpty()) {
            if (cancellation.isCancelled()) {
                throw new ProcessorStoppedException();
            }
            final TableBuilder builder = TableBuilder.forColumns(model.columns());
            chunk.forEach(record -> builder.add(layout.row(record)));
            augmentation.take(chunk, builder.build(), sink);
            chunk = chunk(records);
        }
        augmentation.finish(sink);
    }

    private static List<Record> chunk(final FlowFileRecords records) throws FlowFileRejectedException {
        final List<Record> chunk = new ArrayList<>(CHUNK);
        while (chunk.size() < CHUNK) {
            final Record record = records.next();
            if (record == null) {
                break;
            }
            chunk.add(record);
        }
        return chunk;
    }
}
