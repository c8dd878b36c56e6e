// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.common.Cancellation;
import io.nifigan.processors.evaluate.EvaluationTables.Read;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.FlowFileRecords;
import io.nifigan.processors.record.LayoutOptions;
import io.nifigan.processors.record.ModelFields;
import io.nifigan.processors.record.RecordInspector;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.processors.record.SpillProperties;
import io.nifigan.table.Column;
import io.nifigan.table.LargeTable;
import io.nifigan.table.SpillSettings;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/**
 * Reads the tables of an evaluation: the real one first, and the others by its columns. Afterwards no stream is open,
 * and nothing is on disk. A table that does not fit into memory becomes a random sample, which is always the same.
 */
final class EvaluationRecords {
    private static final int CHECK_EVERY = 1_000;

    private final ProcessSession session;
    private final SpillSettings spill;
    private final Cancellation cancellation;

    EvaluationRecords(final ProcessSession session, final SpillSettings spill, final Cancellation cancellation) {
        this.session = session;
        this.spill = spill;
        this.cancellation = cancellation;
    }

    /** Reads real records and recognises their columns. */
    Read recognised(final FlowFile flowFile, final RecordReaderFactory readers, final Set<String> ignored)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        final RecordLayout layout;
        try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
            final RecordInspector inspector = new RecordInspector(records.schema(), LayoutOptions.strict(ignored));
            if (inspector.needsRecords()) {
                for (Record record = records.next(); record != null; record = records.next()) {
                    inspector.see(record);
                    check(records.count());
                }
            }
            layout = inspector.layout();
        }
        return read(List.of(flowFile), readers, layout, new TableBuilder(layout.fields(), Map.of()), Role.REAL);
    }

    /** Reads records of known columns. */
    Read ofColumns(
            final List<FlowFile> flowFiles,
            final RecordReaderFactory readers,
            final List<Column> columns,
            final Role role)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        final RecordLayout layout = RecordLayout.of(columns);
        for (final FlowFile flowFile : flowFiles) {
            try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
                checkFields(columns, records, role);
            }
        }
        return read(flowFiles, readers, layout, TableBuilder.forColumns(columns), role);
    }

    private Read read(
            final List<FlowFile> flowFiles,
            final RecordReaderFactory readers,
            final RecordLayout layout,
            final TableBuilder builder,
            final Role role)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        builder.spilling(spill);
        try {
            for (final FlowFile flowFile : flowFiles) {
                add(flowFile, readers, layout, builder);
            }
            return built(builder, role);
        } finally {
            builder.discard();
        }
    }

    private static void checkFields(final List<Column> columns, final FlowFileRecords records, final Role role)
            throws FlowFileRejectedException {
        final List<String> present = records.schema().getFieldNames();
        final List<String> lacking = columns.stream()
                .map(column -> column.field().steps().getFirst().name())
                .distinct()
                .filter(name -> !present.contains(name))
                .toList();
        if (!lacking.isEmpty()) {
            throw new FlowFileRejectedException(
                    ("The %s records lack %d fields that are compared: %s. They have: %s. Put those that are not "
                                    + "to be compared into Columns To Ignore")
                            .formatted(
                                    role.value(),
                                    lacking.size(),
                                    ModelFields.listed(lacking),
                                    ModelFields.listed(present)));
        }
    }

    private void add(
            final FlowFile flowFile,
            final RecordReaderFactory readers,
            final RecordLayout layout,
            final TableBuilder builder)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
            for (Record record = records.next(); record != null; record = records.next()) {
                builder.add(layout.row(record));
                check(records.count());
            }
        }
    }

    private static Read built(final TableBuilder builder, final Role role) throws FlowFileRejectedException {
        if (builder.rows() == 0) {
            throw new FlowFileRejectedException("The %s FlowFile holds no records".formatted(role.value()));
        }
        if (!builder.isLarge()) {
            final Table table = builder.build();
            return new Read(table, table.rows(), builder.verdicts());
        }
        try (LargeTable large = builder.buildLarge(SpillProperties.sample())) {
            return new Read(large.sample(), large.rows(), builder.verdicts());
        }
    }

    private void check(final long count) throws ProcessorStoppedException {
        if (count % CHECK_EVERY == 0 && cancellation.isCancelled()) {
            throw new ProcessorStoppedException();
        }
    }
}
