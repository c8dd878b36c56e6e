// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.fit.ModelFitter;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.FlowFileRecords;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/** Reads flow files of records, wholly, into the table that is to be learnt. No stream is open once it is read. */
final class TrainingData {
    private static final int CHECK_EVERY = 1_000;

    private final ProcessSession session;
    private final RecordReaderFactory readers;
    private final ComponentLog log;
    private final BooleanSupplier mayContinue;

    TrainingData(final ProcessSession session, final RecordReaderFactory readers, final ComponentLog log, final BooleanSupplier mayContinue) {
        this.session = session;
        this.readers = readers;
        this.log = log;
        this.mayContinue = mayContinue;
    }

    /** Counts a flow file's records and finds out their layout. */
    QueuedRecords inspect(final FlowFile flowFile, final ColumnChoices choices) throws ProcessorStoppedException, IOException {
        try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
            while (records.next() != null) {
                check(records.count());
            }
            if (records.count() == 0) {
                return QueuedRecords.refused("The flow file holds no records");
            }
            return new QueuedRecords(layout(records, choices), records.count(), null);
        } catch (final FlowFileRejectedException e) {
            return QueuedRecords.refused(e.getMessage());
        }
    }

    /**
     * The table of all records of some flow files.
     *
     * @throws FlowFileRejectedException where a flow file cannot be read, or all hold fewer records than can be learnt
     */
    Table read(final List<FlowFile> flowFiles, final ColumnChoices choices) throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        final TableBuilder builder = flowFiles.size() == 1 ? readOne(flowFiles.getFirst(), choices) : readMany(flowFiles, choices);
        if (builder.rows() < ModelFitter.MIN_ROWS) {
            throw new FlowFileRejectedException("There are %d records; at least %d are needed to learn anything, and some thousands to learn it well"
                    .formatted(builder.rows(), ModelFitter.MIN_ROWS));
        }
        final Table table = builder.build();
        builder.warnings().forEach(warning -> log.warn("Training data of {}: {}", flowFiles.getFirst(), warning));
        return table;
    }

    private TableBuilder readOne(final FlowFile flowFile, final ColumnChoices choices)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
            final RecordLayout layout = layout(records, choices);
            final TableBuilder builder = new TableBuilder(layout.fields(), choices.kinds(), choices.meanings());
            add(records, layout, builder);
            return builder;
        }
    }

    /** Looks at all schemas first, since a later flow file may need a wider type than the first. */
    private TableBuilder readMany(final List<FlowFile> flowFiles, final ColumnChoices choices)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        RecordLayout common = null;
        for (final FlowFile flowFile : flowFiles) {
            try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
                common = common == null ? layout(records, choices) : common.join(layout(records, choices));
            }
        }
        final TableBuilder builder = new TableBuilder(common.fields(), choices.kinds(), choices.meanings());
        for (final FlowFile flowFile : flowFiles) {
            try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
                add(records, common, builder);
            }
        }
        return builder;
    }

    private static RecordLayout layout(final FlowFileRecords records, final ColumnChoices choices) throws FlowFileRejectedException {
        choices.check(records.schema());
        return RecordLayout.of(records.schema(), choices.ignored());
    }

    private void add(final FlowFileRecords records, final RecordLayout layout, final TableBuilder builder)
            throws FlowFileRejectedException, ProcessorStoppedException {
        for (Record record = records.next(); record != null; record = records.next()) {
            builder.add(layout.row(record));
            check(records.count());
        }
    }

    private void check(final long count) throws ProcessorStoppedException {
        if (count % CHECK_EVERY == 0 && !mayContinue.getAsBoolean()) {
            throw new ProcessorStoppedException();
        }
    }
}
