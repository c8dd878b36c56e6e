// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.fit.BaselineModel;
import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.ModelAttributes;
import io.nifigan.processors.record.SpillProperties;
import io.nifigan.table.ColumnVerdicts;
import io.nifigan.table.FormColumns;
import io.nifigan.table.SpillException;
import io.nifigan.table.SpillSettings;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;

/** One training: reads the FlowFiles, learns them, publishes the model and sends it. */
final class TrainingRun {
    private final ProcessContext context;
    private final ProcessSessionFactory sessions;
    private final ProcessSession session;
    private final ComponentLog log;
    private final Cancellation cancellation;
    private final TrainingData data;

    /**
     * What was learnt.
     *
     * @param progress what the training reported
     * @param reported the same for the report; null after a private training
     * @param table the records; null after a private training, which must not look at them again
     */
    private record Trained(
            GANModel model,
            Publication publication,
            TrainingProgress progress,
            ReportedProgress reported,
            TrainingTable table) {}

    /**
     * @param sessions for the records of progress
     * @param session holds the FlowFiles until the model is there
     */
    TrainingRun(
            final ProcessContext context,
            final ProcessSessionFactory sessions,
            final ProcessSession session,
            final ComponentLog log,
            final Cancellation cancellation,
            final TrainingData data) {
        this.context = context;
        this.sessions = sessions;
        this.session = session;
        this.log = log;
        this.cancellation = cancellation;
        this.data = data;
    }

    /**
     * Trains a model on FlowFiles and transfers them.
     *
     * @return the checkpoints of the training, to be kept until the session is committed
     * @throws io.nifigan.services.ModelStoreException if the model could not be published
     */
    Checkpoints train(final List<FlowFile> flowFiles)
            throws ProcessorStoppedException, TrainingStoppedException, IOException {
        final Retention retention = BatchingProperties.retention(context);
        final Checkpoints checkpoints = CheckpointProperties.of(context);
        final Trained trained;
        try {
            trained = learn(flowFiles, checkpoints);
        } catch (final TrainingStoppedException e) {
            throw e;
        } catch (final FlowFileRejectedException | TrainingException | SpillException | IllegalArgumentException e) {
            // FlowFiles that were learnt before are not the cause, and stay in the queue.
            flowFiles.stream()
                    .filter(flowFile -> !retention.holds(flowFile))
                    .forEach(flowFile -> TrainGAN.REFUSAL.refuse(session, log, flowFile, e.getMessage()));
            flowFiles.stream().filter(retention::holds).forEach(session::transfer);
            return checkpoints;
        }
        final TrainingOutput output =
                new TrainingOutput(session, log, cancellation, flowFiles, retention.keeps(), trained.model());
        final GANModel model = trained.model();
        output.send(
                trained.publication(),
                trained.progress(),
                ModelAttributes.of(model),
                "%,d records in %,d steps with the seed %d"
                        .formatted(
                                model.privacy().map(PrivacyReport::records).orElse((long)
                                        model.provenance().rows()),
                                model.provenance().steps(),
                                model.settings().seed()),
                model.provenance().seconds());
        if (trained.table() != null && context.hasConnection(TrainGAN.REPORT)) {
            output.report(model, trained.table(), trained.reported());
        }
        return checkpoints;
    }

    private Trained learn(final List<FlowFile> flowFiles, final Checkpoints checkpoints)
            throws FlowFileRejectedException, ProcessorStoppedException, TrainingException, IOException {
        final FlowFile first = flowFiles.getFirst();
        final Publication publication = Publication.of(context, first);
        final Optional<BaselineModel> baseline = publication.baseline();
        final TrainingSettings settings = TrainingProperties.settings(property -> evaluated(property, first));
        final ColumnChoices named = ColumnProperties.choices(context, first);
        final ColumnChoices choices =
                baseline.map(earlier -> named.after(earlier.model().columns())).orElse(named);
        final Optional<PrivacySettings> privacy =
                PrivacyProperties.settings(property -> evaluated(property, first), choices.targets());
        final TrainingProgress progress = new TrainingProgress(
                session,
                log,
                cancellation,
                new ProgressRecords(context, sessions, log, first, publication.name()),
                privacy.isPresent() ? "records drawn from the noisy tables" : "held-out records");
        if (privacy.isPresent()) {
            return new Trained(
                    learnPrivately(flowFiles, choices, settings, privacy.get(), progress),
                    publication,
                    progress,
                    null,
                    null);
        }
        final SpillSettings spill =
                AdvancedProperties.areShown(context) ? SpillProperties.of(context) : SpillSettings.defaults();
        TrainingTable table = data.read(flowFiles, choices, spill);
        BaselineModel earlier = baseline.orElse(null);
        final Optional<String> anew = publication.reasonToStartAnew(earlier, table.columns());
        if (anew.isPresent()) {
            progress.note(anew.get());
            if (earlier != null) {
                // The kinds of the earlier model's columns no longer count.
                earlier = null;
                table.discard();
                table = data.read(flowFiles, named, spill);
            }
        }
        table.notes().forEach(progress::note);
        log.info(
                "Training on {} records of {} columns from {} FlowFiles",
                table.rows(),
                FormColumns.fields(table.columns()).size(),
                flowFiles.size());
        log.info("{}", ColumnVerdicts.describeIdentifiers(table.verdicts()));
        final ReportedProgress reported = new ReportedProgress(progress);
        final GANModel model = table.learn(
                new ModelFitter(settings.withTargets(named.targets(table.columns()))).after(earlier),
                reported,
                checkpoints);
        return new Trained(model, publication, progress, reported, table);
    }

    /** The log is as public as the model, so it does not even say how many records there are. */
    private GANModel learnPrivately(
            final List<FlowFile> flowFiles,
            final ColumnChoices choices,
            final TrainingSettings settings,
            final PrivacySettings privacy,
            final TrainingProgress progress)
            throws FlowFileRejectedException, ProcessorStoppedException, TrainingException, IOException {
        final TrainingTable secret = data.readPrivately(flowFiles, choices, privacy.schema());
        log.info(
                "Training privately on {} columns from {} FlowFiles",
                secret.columns().size(),
                flowFiles.size());
        return secret.learn(new PrivateFitter(settings, privacy), progress);
    }

    private PropertyValue evaluated(final PropertyDescriptor property, final FlowFile flowFile) {
        return AdvancedProperties.evaluated(context, property, flowFile);
    }
}
