// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.fit.ModelFitter;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.FlowFileRecords;
import io.nifigan.processors.record.InferredNumbers;
import io.nifigan.processors.record.RecordInspector;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.table.SpillSettings;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.text.CsvDialect;
import io.nifigan.text.TextSigns;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/** Reads FlowFiles into the table to learn. Afterwards no stream is open. */
final class TrainingData {
    /** With a tenth of fewer held out, errors are measured on less than a hundred records. */
    private static final int FEW_RECORDS = 1_000;

    private static final int CHECK_EVERY = 1_000;

    private final ProcessSession session;
    private final RecordReaderFactory readers;
    private final ComponentLog log;
    private final Cancellation cancellation;
    private final ColumnReport columns;

    /** @param columns gets to know what becomes of the columns */
    TrainingData(
            final ProcessSession session,
            final RecordReaderFactory readers,
            final ComponentLog log,
            final Cancellation cancellation,
            final ColumnReport columns) {
        this.session = session;
        this.readers = readers;
        this.log = log;
        this.cancellation = cancellation;
        this.columns = columns;
    }

    /** Counts the records of a FlowFile and finds their layout. */
    QueuedRecords inspect(final FlowFile flowFile, final ColumnChoices choices)
            throws ProcessorStoppedException, IOException {
        try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
            final RecordInspector inspector = new RecordInspector(records.schema(), choices.layout());
            see(records, inspector);
            if (records.count() == 0) {
                return QueuedRecords.refused("The FlowFile holds no records");
            }
            final RecordLayout layout = inspector.layout();
            choices.check(layout);
            return new QueuedRecords(layout, records.count(), null);
        } catch (final FlowFileRejectedException e) {
            return QueuedRecords.refused(e.getMessage());
        }
    }

    /**
     * Reads all records of FlowFiles.
     *
     * @throws io.nifigan.table.SpillException if records cannot be written to disk
     * @throws FlowFileRejectedException if a FlowFile cannot be read, or all hold fewer records than can be learnt
     */
    TrainingTable read(final List<FlowFile> flowFiles, final ColumnChoices choices, final SpillSettings spill)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        warnOfInferredNumbers(flowFiles.getFirst());
        final RecordLayout layout = layout(flowFiles, choices);
        choices.check(layout);
        final TableBuilder builder = new TableBuilder(
                        layout.fields(), choices.kinds(layout.fields()), choices.meanings(layout.fields()))
                .spilling(spill);
        try {
            add(flowFiles, layout, builder);
            return table(builder, flowFiles, layout);
        } finally {
            builder.discard();
        }
    }

    private void warnOfInferredNumbers(final FlowFile flowFile) throws IOException {
        if (InferredNumbers.isOf(readers, flowFile.getAttributes())) {
            try (InputStream content = session.read(flowFile)) {
                if (InferredNumbers.loseZeros(content)) {
                    log.warn(
                            "Training data of {}: the Record Reader loses zeros at the beginning or end of numbers: {}",
                            flowFile,
                            InferredNumbers.ADVICE);
                }
            }
        }
    }

    private TrainingTable table(final TableBuilder builder, final List<FlowFile> flowFiles, final RecordLayout layout)
            throws FlowFileRejectedException {
        if (builder.rows() < ModelFitter.MIN_ROWS) {
            throw new FlowFileRejectedException(
                    ("There are %d records; at least %d are needed to learn anything, and some thousands to "
                                    + "learn it well")
                            .formatted(builder.rows(), ModelFitter.MIN_ROWS));
        }
        if (builder.rows() < FEW_RECORDS) {
            log.warn(
                    "{} records are few: the model learns little from them and may repeat some, and its figures are "
                            + "rough. Some thousands are better",
                    builder.rows());
        }
        final TrainingTable table = TrainingTable.of(builder, layout);
        try {
            refuseLines(table.sample());
        } catch (final FlowFileRejectedException e) {
            table.discard();
            throw e;
        }
        columns.say(log, flowFiles.getFirst(), builder.rows(), builder.verdicts(), builder.warnings());
        return table;
    }

    /**
     * Refuses records of which each is a whole line of a file that its reader did not split into cells. Learnt as
     * categories, whole lines would come out as they are.
     */
    private static void refuseLines(final Table table) throws FlowFileRejectedException {
        final List<String> texts = table.dictionary(0);
        if (table.columns().size() > 1 || texts == null) {
            return;
        }
        final Character separator = TextSigns.separator(texts).orElse(null);
        if (separator != null && TextSigns.count(table.column(0).name(), separator) > 0) {
            throw new FlowFileRejectedException(
                    ("The records have a single field, whose name and values hold %ss: whole lines that were not split "
                                    + "into fields; set the reader's Value Separator to %s")
                            .formatted(CsvDialect.name(separator), CsvDialect.name(separator)));
        }
    }

    /**
     * Reads all records of FlowFiles with the columns of a public schema: nothing is derived from the values, and
     * nothing about them is logged.
     *
     * @throws FlowFileRejectedException if a FlowFile cannot be read, or a field is not in the public schema
     */
    TrainingTable readPrivately(final List<FlowFile> flowFiles, final ColumnChoices choices, final PublicSchema schema)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        final RecordLayout layout = layout(flowFiles, choices);
        choices.check(layout);
        layout.notes().forEach(note -> log.warn("Training data of {}: {}", flowFiles.getFirst(), note));
        final TableBuilder builder;
        try {
            builder = TableBuilder.forColumns(PrivateSynthesis.columns(layout.fields(), schema));
        } catch (final PrivacyException e) {
            throw new FlowFileRejectedException(e.getMessage());
        }
        add(flowFiles, layout, builder);
        return TrainingTable.of(builder, layout);
    }

    /** Whether the records of FlowFiles, of which the first one tells the schema, have arrays of records to learn. */
    boolean haveElements(final List<FlowFile> flowFiles, final ColumnChoices choices)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        if (!choices.layout().takesDocuments()) {
            return false;
        }
        try (FlowFileRecords records = FlowFileRecords.open(session, flowFiles.getFirst(), readers)) {
            if (!new RecordInspector(records.schema(), choices.layout()).mayHoldElements()) {
                return false;
            }
        }
        return !layout(flowFiles, choices).elements().isEmpty();
    }

    /**
     * The layout of the records of FlowFiles. Reads all FlowFiles first: a later one may need a wider type than the
     * first, and nested fields are known only from the records.
     */
    RecordLayout layout(final List<FlowFile> flowFiles, final ColumnChoices choices)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        RecordLayout common = null;
        for (final FlowFile flowFile : flowFiles) {
            try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
                final RecordInspector inspector = new RecordInspector(records.schema(), choices.layout());
                if (inspector.needsRecords()) {
                    see(records, inspector);
                }
                final RecordLayout layout = inspector.layout();
                common = common == null ? layout : common.join(layout);
            }
        }
        return common;
    }

    private void see(final FlowFileRecords records, final RecordInspector inspector)
            throws FlowFileRejectedException, ProcessorStoppedException {
        for (Record record = records.next(); record != null; record = records.next()) {
            inspector.see(record);
            check(records.count());
        }
    }

    /** Adds all records of FlowFiles to a table. */
    void add(final List<FlowFile> flowFiles, final RecordLayout layout, final TableBuilder builder)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        read(flowFiles, record -> builder.add(layout.row(record)));
    }

    /** Passes on all records of FlowFiles. */
    void read(final List<FlowFile> flowFiles, final Consumer<Record> sink)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        for (final FlowFile flowFile : flowFiles) {
            try (FlowFileRecords records = FlowFileRecords.open(session, flowFile, readers)) {
                for (Record record = records.next(); record != null; record = records.next()) {
                    sink.accept(record);
                    check(records.count());
                }
            }
        }
    }

    private void check(final long count) throws ProcessorStoppedException {
        if (count % CHECK_EVERY == 0 && cancellation.isCancelled()) {
            throw new ProcessorStoppedException();
        }
    }
}
