// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.evaluate.EvaluationOutput;
import io.nifigan.processors.evaluate.Role;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.flow.SourceAttributes;
import io.nifigan.sample.condition.SamplingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;

/** Sends the result of a training: the model, its FlowFiles and the report. */
final class TrainingOutput {
    /** Attributes of another model, or of an earlier try. */
    private static final Set<String> OF_EARLIER = Set.of(
            GANAttributes.ERROR,
            GANAttributes.COLUMN_WARNINGS,
            GANAttributes.MODEL_IDENTIFIERS,
            GANAttributes.MODEL_MEANINGS,
            GANAttributes.MODEL_NAME,
            GANAttributes.MODEL_VERSION,
            GANAttributes.PUBLISH_ERROR,
            GANAttributes.TRAINING_ENDED,
            GANAttributes.TRAINING_KEPT,
            GANAttributes.TRAINING_NOTES,
            GANAttributes.PUBLISH_SKIPPED,
            GANAttributes.LEARNT,
            GANAttributes.EARLIER_ID,
            GANAttributes.EARLIER_VERSION,
            GANAttributes.EARLIER_SHAPE_ERROR,
            GANAttributes.EARLIER_TREND_ERROR,
            GANAttributes.MODEL_TABLES,
            GANAttributes.MODEL_KEYS);

    private final ProcessSession session;
    private final ComponentLog log;
    private final Cancellation cancellation;
    private final List<FlowFile> flowFiles;
    private final boolean keeps;
    private final TrainedModel model;

    /**
     * @param flowFiles the FlowFiles that the model was trained on
     * @param keeps whether they go back to the queue
     */
    TrainingOutput(
            final ProcessSession session,
            final ComponentLog log,
            final Cancellation cancellation,
            final List<FlowFile> flowFiles,
            final boolean keeps,
            final TrainedModel model) {
        this.session = session;
        this.log = log;
        this.cancellation = cancellation;
        this.flowFiles = flowFiles;
        this.keeps = keeps;
        this.model = model;
    }

    /** Sends the report. The model is already sent, so a failure here does not affect it. */
    void report(final GANModel trained, final TrainingTable table, final ReportedProgress progress) {
        try {
            final Evaluation evaluation = TrainingReport.of(trained, table, progress, cancellation);
            session.transfer(
                    new EvaluationOutput(
                                    evaluation,
                                    flowFiles.getFirst().getAttribute(CoreAttributes.FILENAME.key()),
                                    Instant.now(),
                                    Map.of(GANAttributes.MODEL_ID, model.id()))
                            .page(session, flowFiles),
                    TrainGAN.REPORT);
        } catch (final ProcessorStoppedException e) {
            log.info("Stopped before the report on model {} was made", model.id());
        } catch (final SamplingException | IllegalArgumentException e) {
            log.warn("There is no report on model {}: {}", model.id(), e.getMessage());
        }
    }

    /**
     * Sends the model and the FlowFiles that it was trained on.
     *
     * @param attributes the model's
     * @param details what was learnt, for the provenance
     * @param seconds how long it took
     */
    void send(
            final Publication publication,
            final TrainingProgress progress,
            final Map<String, String> attributes,
            final String details,
            final double seconds) {
        FlowFile trained = flowFiles.size() == 1 ? session.create(flowFiles.getFirst()) : session.create(flowFiles);
        trained = SourceAttributes.remove(session, FlowFileAttributes.remove(session, trained, OF_EARLIER));
        trained = FlowFileAttributes.remove(session, trained, GANAttributes.RECORD_COUNT);
        trained = session.write(trained, model::write);
        trained = session.putAllAttributes(session.putAllAttributes(trained, attributes), progress.attributes());
        trained = session.putAttribute(trained, GANAttributes.ROLE, Role.MODEL.value());
        final Map<String, String> published = publication.publish(model, progress.earlier(), log, cancellation);
        trained = session.putAllAttributes(trained, published);
        session.getProvenanceReporter()
                .modifyContent(
                        trained,
                        "Trained model %s on %s%s".formatted(model.id(), details, Publication.describe(published)),
                        Math.round(1_000 * seconds));
        session.transfer(trained, TrainGAN.MODEL);
        for (final FlowFile flowFile : flowFiles) {
            final FlowFile cleaned = FlowFileAttributes.remove(session, flowFile, OF_EARLIER);
            final FlowFile used = session.putAllAttributes(
                    session.putAllAttributes(
                            cleaned, Map.of(GANAttributes.MODEL_ID, model.id(), GANAttributes.ROLE, Role.REAL.value())),
                    published);
            if (keeps) {
                final FlowFile kept = session.putAttribute(
                        used, GANAttributes.LEARNT, Integer.toString(Retention.times(flowFile) + 1));
                session.getProvenanceReporter()
                        .modifyAttributes(kept, "Learnt by model %s; stays in the queue".formatted(model.id()));
                session.transfer(kept);
            } else {
                session.getProvenanceReporter().route(used, TrainGAN.ORIGINAL);
                session.transfer(used, TrainGAN.ORIGINAL);
            }
        }
        session.adjustCounter("Models Trained", 1, false);
        log.info("Trained model {}: {}", model.id(), trained);
    }
}
