// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.common.Cancellation;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.flow.SourceAttributes;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.processors.record.DocumentRecords;
import io.nifigan.processors.record.DocumentTables;
import io.nifigan.processors.record.GeneratedRecords;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.relational.DatabaseRequest;
import io.nifigan.relational.RelationalModel;
import io.nifigan.relational.RelationalModel.ModelTable;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.nifi.components.state.StateMap;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Generates the tables of a database, parents before their children, and writes each to a FlowFile or several; or
 * generates documents or histories, which are records of one sort.
 */
final class DatabaseGeneration {
    /** A table that lacks a larger share of its records is worth a warning. */
    private static final double MAX_SHORTFALL = .01;

    private static final int MAX_THREADS = 8;
    private static final int CHECK_EVERY = 1_000;

    private final ProcessSession session;
    private final ComponentLog log;
    private final FlowFile input;
    private final RecordSetWriterFactory writers;
    private final SuppliedModel supplied;
    private final RelationalModel model;
    private final SampleRequest request;
    /** The table of the records, where the model is one of documents or histories; empty for a database. */
    private final Optional<ModelTable> ofRecords;

    /** Brings an exception out of the engine, which knows only those of input and output. */
    private static final class Passed extends IOException {
        private static final long serialVersionUID = 1L;

        Passed(final Exception cause) {
            super(cause);
        }
    }

    /** @param input the FlowFile that asks for the records; null without an incoming connection */
    DatabaseGeneration(
            final ProcessSession session,
            final ComponentLog log,
            final FlowFile input,
            final RecordSetWriterFactory writers,
            final SuppliedModel supplied,
            final RelationalModel model,
            final SampleRequest request) {
        this.session = session;
        this.log = log;
        this.input = input;
        this.writers = writers;
        this.supplied = supplied;
        this.model = model;
        this.request = request;
        this.ofRecords = recordsOf(model);
    }

    /** The table whose rows are the records of documents or histories; empty for a database. */
    static Optional<ModelTable> recordsOf(final RelationalModel model) {
        return model.tables().size() == 1
                        && model.tables().getFirst().schema().name().equals(DocumentTables.HISTORY)
                ? Optional.of(model.tables().getFirst())
                : DocumentRecords.root(model);
    }

    /**
     * Refuses what holds for models of one table only.
     *
     * @throws IllegalArgumentException with the property
     */
    static void check(final SampleRequest request) {
        final String property = request.settings().hasConditions()
                ? "conditions on columns"
                : request.fairness() != null
                        ? "Fair Target"
                        : request.settings().minRealism() > 0
                                ? "Minimum Realism"
                                : request.settings().temperature() != 1 ? "Temperature" : null;
        if (property != null) {
            throw new IllegalArgumentException(
                    "The model is one of several tables, for which there are no %s: remove the property, or use a model"
                                    .formatted(property)
                            + " of one table");
        }
    }

    /**
     * Generates the records.
     *
     * @param keys remembers which keys were given away
     * @param goesOn whether keys go on where those of the last request ended
     * @param made gets each FlowFile as soon as it is created, so that the caller can remove it if a later one fails
     */
    void run(final KeyCounter keys, final boolean goesOn, final Cancellation cancellation, final List<FlowFile> made)
            throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException {
        check(request);
        while (true) {
            final StateMap before = goesOn ? keys.now() : null;
            final Map<String, Long> rows =
                    generate(before == null ? Map.of() : KeyCounter.made(before), cancellation, made);
            if (before == null || keys.take(before, rows)) {
                return;
            }
            log.info("Another task or node gave away the same keys in the meantime: the database is generated again");
            session.remove(List.copyOf(made));
            made.clear();
        }
    }

    /** Synthetic records for each real one. */
    private double scale() {
        return ofRecords.map(table -> (double) request.records() / table.rows()).orElse(request.scale());
    }

    /** @return by table the number of its rows */
    private Map<String, Long> generate(
            final Map<String, Long> keysMade, final Cancellation cancellation, final List<FlowFile> made)
            throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException {
        final Map<String, Long> rows = new LinkedHashMap<>();
        final Map<String, Table> tables = new HashMap<>();
        final Map<String, Long> keysBefore = new HashMap<>();
        for (final ModelTable table : model.tables()) {
            final String name = table.schema().name();
            keysBefore.put(name, Math.max(request.firstKey(), keysMade.getOrDefault(name, 0L)));
        }
        final int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS);
        try {
            model.sample(
                    new DatabaseRequest(
                            scale(), request.seed(), threads, keysBefore, cancellation, this::tellShortfall),
                    (name, table) -> {
                        tables.put(name, table);
                        // Rows that are kept are in the database already after the first time.
                        if (ofRecords.isEmpty() && (!isKept(name) || !keysMade.containsKey(name))) {
                            write(name, rows.size(), table, cancellation, made);
                        }
                        final long started = keysBefore.get(name) - keysMade.getOrDefault(name, 0L);
                        rows.put(name, started + table.rows());
                    });
            if (ofRecords.isPresent()) {
                writeRecords(tables, cancellation, made);
            }
        } catch (final Passed e) {
            switch (e.getCause()) {
                case FlowFileRejectedException cause -> throw cause;
                case ProcessorStoppedException cause -> throw cause;
                default -> throw e;
            }
        } catch (final SamplingException e) {
            if (cancellation.isCancelled()) {
                throw new ProcessorStoppedException();
            }
            throw e;
        }
        if (ofRecords.isPresent() && made.size() == 1) {
            return rows;
        }
        final String fragments = UUID.randomUUID().toString();
        for (int i = 0; i < made.size(); i++) {
            made.set(
                    i, session.putAllAttributes(made.get(i), GenerationRun.fragment(fragments, i, made.size(), input)));
        }
        return rows;
    }

    private void tellShortfall(final String table, final int leftOut, final int planned) {
        if (leftOut > MAX_SHORTFALL * planned) {
            log.warn(
                    "The table '{}' has {} of {} records: each other one that was drawn broke a rule or repeated a"
                            + " natural key. Train longer, or say in Keys of TrainGAN what is no natural key",
                    table,
                    planned - leftOut,
                    planned);
        } else {
            log.info("The table '{}' has {} of {} records", table, planned - leftOut, planned);
        }
    }

    private boolean isKept(final String name) {
        return model.tables().stream()
                .anyMatch(table -> table.kept() && table.schema().name().equals(name));
    }

    /** Writes documents, or histories, which are records of one sort. */
    private void writeRecords(
            final Map<String, Table> tables, final Cancellation cancellation, final List<FlowFile> made)
            throws IOException {
        final RecordSchema schema;
        final IntFunction<Record> records;
        final int rows;
        if (DocumentRecords.root(model).isPresent()) {
            final DocumentRecords documents = new DocumentRecords(tables);
            schema = documents.schema();
            records = documents.records();
            rows = documents.rows();
        } else {
            final Table table = tables.values().iterator().next();
            final GeneratedRecords histories = new GeneratedRecords(table.columns());
            schema = histories.schema();
            records = histories.of(table);
            rows = table.rows();
        }
        write("", Map.of(), new Rows(schema, records, rows), cancellation, made);
    }

    /** Records to write. */
    private record Rows(RecordSchema schema, IntFunction<Record> records, int count) {}

    private void write(
            final String name,
            final int order,
            final Table table,
            final Cancellation cancellation,
            final List<FlowFile> made)
            throws IOException {
        final GeneratedRecords records = new GeneratedRecords(table.columns());
        write(
                "-" + name,
                Map.of(GANAttributes.TABLE, name, GANAttributes.TABLE_ORDER, Integer.toString(order)),
                new Rows(records.schema(), records.of(table), table.rows()),
                cancellation,
                made);
        log.info("Generated {} records of the table '{}'", table.rows(), name);
    }

    /**
     * @param part tells the FlowFiles from others of the same request
     * @param attributes of all FlowFiles
     */
    private void write(
            final String part,
            final Map<String, String> attributes,
            final Rows rows,
            final Cancellation cancellation,
            final List<FlowFile> made)
            throws IOException {
        int row = 0;
        do {
            final int end = (int) Math.min(rows.count(), row + Math.min(request.perFile(), rows.count()));
            final boolean several = end < rows.count() || row > 0;
            write(several ? part + "-" + row : part, attributes, rows, row, end, cancellation, made);
            row = end;
        } while (row < rows.count());
        session.adjustCounter("Records Generated", rows.count(), true);
    }

    private void write(
            final String part,
            final Map<String, String> given,
            final Rows rows,
            final int begin,
            final int end,
            final Cancellation cancellation,
            final List<FlowFile> made)
            throws IOException {
        final long started = System.nanoTime();
        FlowFile flowFile = input == null ? session.create() : session.create(input);
        made.add(flowFile);
        final Map<String, String> attributes = new LinkedHashMap<>();
        final Map<String, String> variables = new HashMap<>(flowFile.getAttributes());
        variables.putAll(given);
        try (RecordOutput output = RecordOutput.open(session, flowFile, writers, rows.schema(), variables)) {
            for (int row = begin; row < end; row++) {
                if (row % CHECK_EVERY == 0 && cancellation.isCancelled()) {
                    throw new ProcessorStoppedException();
                }
                output.write(rows.records().apply(row));
            }
            attributes.putAll(output.finish());
        } catch (final FlowFileRejectedException | ProcessorStoppedException e) {
            throw new Passed(e);
        }
        attributes.putAll(GenerationRun.names(supplied, request, part, attributes.get(CoreAttributes.MIME_TYPE.key())));
        attributes.putAll(given);
        flowFile = FlowFileAttributes.remove(
                session,
                FlowFileAttributes.remove(session, flowFile, GANAttributes.ERROR),
                supplied.foreignAttributes());
        flowFile = session.putAllAttributes(SourceAttributes.remove(session, flowFile), attributes);
        made.set(made.size() - 1, flowFile);
        GenerationRun.report(session, input, flowFile, supplied, request, started);
    }
}
