// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.ModelAttributes;
import io.nifigan.processors.record.DocumentTables;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.processors.record.SpillProperties;
import io.nifigan.relational.Database;
import io.nifigan.relational.DatabaseBuilder;
import io.nifigan.relational.RelationalFitter;
import io.nifigan.relational.RelationalModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.SemanticType;
import io.nifigan.table.SpillSettings;
import io.nifigan.table.TableBuilder;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;

/**
 * One training on the tables of a database, on documents or on histories: reads the FlowFiles, learns them, publishes
 * the model and sends it.
 */
final class RelationalTraining {
    private final ProcessContext context;
    private final ProcessSessionFactory sessions;
    private final ProcessSession session;
    private final ComponentLog log;
    private final Cancellation cancellation;
    private final TrainingData data;
    private final ColumnReport report;

    /**
     * @param sessions for the records of progress
     * @param session holds the FlowFiles until the model is there
     * @param report gets to know which keys were found
     */
    RelationalTraining(
            final ProcessContext context,
            final ProcessSessionFactory sessions,
            final ProcessSession session,
            final ComponentLog log,
            final Cancellation cancellation,
            final TrainingData data,
            final ColumnReport report) {
        this.context = context;
        this.sessions = sessions;
        this.session = session;
        this.log = log;
        this.cancellation = cancellation;
        this.data = data;
        this.report = report;
    }

    /**
     * Trains a model on FlowFiles and transfers them.
     *
     * @throws io.nifigan.services.ModelStoreException if the model could not be published
     */
    void train(final List<FlowFile> flowFiles) throws ProcessorStoppedException, TrainingStoppedException, IOException {
        final FlowFile first = flowFiles.getFirst();
        final Publication publication;
        final TrainingProgress progress;
        final TrainingSettings settings;
        final RelationalModel model;
        try {
            publication = Publication.of(context, first);
            publication.baseline();
            settings = TrainingProperties.settings(property -> AdvancedProperties.evaluated(context, property, first));
            DatabaseProperties.check(settings);
            progress = new TrainingProgress(
                    session,
                    log,
                    cancellation,
                    new ProgressRecords(context, sessions, log, first, publication.name()),
                    "held-out records");
            final Database database = read(flowFiles, progress);
            report.say(log, database.describe());
            model = new RelationalFitter(settings, progress).fit(database);
        } catch (final TrainingStoppedException e) {
            throw e;
        } catch (final FlowFileRejectedException | TrainingException | IllegalArgumentException e) {
            flowFiles.forEach(flowFile -> TrainGAN.REFUSAL.refuse(session, log, flowFile, e.getMessage()));
            return;
        }
        new TrainingOutput(session, log, cancellation, flowFiles, false, model)
                .send(
                        publication,
                        progress,
                        ModelAttributes.of(model),
                        "%,d tables with the seed %d".formatted(model.tables().size(), settings.seed()),
                        model.seconds());
        if (context.hasConnection(TrainGAN.REPORT)) {
            log.info("There is no report on model {}, because it is one of several tables", model.id());
        }
    }

    private Database read(final List<FlowFile> flowFiles, final TrainingProgress progress)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        if (DatabaseProperties.areUsed(context)) {
            return tables(flowFiles, progress);
        }
        final ColumnChoices choices = ColumnProperties.choices(context, flowFiles.getFirst());
        final RecordLayout layout = data.layout(flowFiles, choices);
        choices.check(layout);
        layout.notes().forEach(progress::note);
        log.info("Training on records of {} FlowFiles", flowFiles.size());
        return DatabaseProperties.haveHistories(context)
                ? histories(flowFiles, layout, choices)
                : documents(flowFiles, layout, choices);
    }

    private Database histories(final List<FlowFile> flowFiles, final RecordLayout layout, final ColumnChoices choices)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        if (!layout.elements().isEmpty()) {
            throw new FlowFileRejectedException(
                    ("The records have arrays of records, which histories cannot have: ignore the field '%s', or leave "
                                    + "Entity Column blank")
                            .formatted(
                                    FieldPath.name(layout.elements().getFirst().steps())));
        }
        final DatabaseBuilder builder =
                new DatabaseBuilder(DatabaseProperties.historyKeys(context, flowFiles.getFirst()));
        final TableBuilder rows = builder.table(
                DocumentTables.HISTORY,
                layout.fields(),
                choices.kinds(layout.fields()),
                choices.meanings(layout.fields()));
        data.add(flowFiles, layout, rows);
        checkSize((long) rows.rows() * layout.fields().size());
        return builder.build();
    }

    private Database documents(final List<FlowFile> flowFiles, final RecordLayout layout, final ColumnChoices choices)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        final DocumentTables documents = new DocumentTables(layout, new DocumentTables.Kinds() {
            @Override
            public Map<String, ColumnKind> kinds(final List<Field> fields) {
                return choices.kinds(fields);
            }

            @Override
            public Map<String, SemanticType> meanings(final List<Field> fields) {
                return choices.meanings(fields);
            }
        });
        data.read(flowFiles, documents::add);
        checkSize(documents.cells());
        return documents.database().build();
    }

    private Database tables(final List<FlowFile> flowFiles, final TrainingProgress progress)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        final Map<String, List<FlowFile>> tables = flowFiles.stream()
                .collect(Collectors.groupingBy(
                        flowFile -> DatabaseProperties.table(context, flowFile),
                        LinkedHashMap::new,
                        Collectors.toList()));
        DatabaseProperties.tables(context).stream()
                .filter(table -> !tables.containsKey(table))
                .forEach(table -> progress.note(
                        "The table '%s' did not come within Maximum Wait: it is not learnt".formatted(table)));
        final ColumnChoices choices = ColumnProperties.choices(context, flowFiles.getFirst());
        final Map<String, RecordLayout> layouts = new LinkedHashMap<>();
        for (final Map.Entry<String, List<FlowFile>> table : tables.entrySet()) {
            layouts.put(table.getKey(), layout(table.getKey(), table.getValue(), choices));
        }
        choices.check(layouts);
        final DatabaseBuilder builder = new DatabaseBuilder(DatabaseProperties.keys(context, flowFiles.getFirst()));
        long cells = 0;
        for (final Map.Entry<String, RecordLayout> table : layouts.entrySet()) {
            final RecordLayout layout = table.getValue();
            layout.notes().forEach(note -> progress.note("Table '%s': %s".formatted(table.getKey(), note)));
            final ColumnChoices own = choices.ofTable(table.getKey());
            final TableBuilder rows = builder.table(
                    table.getKey(), layout.fields(), own.kinds(layout.fields()), own.meanings(layout.fields()));
            data.add(tables.get(table.getKey()), layout, rows);
            cells += (long) rows.rows() * layout.fields().size();
            checkSize(cells);
        }
        log.info("Training on {} tables from {} FlowFiles", tables.size(), flowFiles.size());
        return builder.build();
    }

    private RecordLayout layout(final String table, final List<FlowFile> flowFiles, final ColumnChoices choices)
            throws FlowFileRejectedException, ProcessorStoppedException, IOException {
        try {
            return data.layout(flowFiles, choices.ofTable(table));
        } catch (final FlowFileRejectedException e) {
            throw new FlowFileRejectedException("The table '%s': %s".formatted(table, e.getMessage()));
        }
    }

    /** Refuses more cells than fit into memory: the tables of a database are never spilled to disk. */
    private void checkSize(final long cells) throws FlowFileRejectedException {
        final SpillSettings settings =
                AdvancedProperties.areShown(context) ? SpillProperties.of(context) : SpillSettings.defaults();
        if (cells > settings.cells()) {
            throw new FlowFileRejectedException(
                    ("The tables have more than %,d values, the limit of Cells In Memory. Read a sample of the rows "
                                    + "of tables without parents, with all rows that belong to them, or raise the "
                                    + "limit if NiFi has memory for some 50 bytes a value")
                            .formatted(settings.cells()));
        }
    }
}
