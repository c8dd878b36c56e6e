// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.services.ModelStoreException;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingStoppedException;
import java.io.IOException;
import java.util.List;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.RecordReaderFactory;

/** One trigger of TrainGAN: takes FlowFiles from the queue, and starts a training when there are enough. */
final class TrainingTrigger {
    private final ProcessContext context;
    private final ProcessSessionFactory sessions;
    private final ProcessSession session;
    private final ComponentLog log;
    private final Cancellation cancellation;
    private final BatchingProperties gathering;
    private final TrainingData data;
    private final ColumnReport columns;

    /**
     * @param sessions for the records of progress
     * @param session holds the FlowFiles until the model is there
     * @param gathering remembers what it found in the queue, from trigger to trigger
     * @param columns gets to know what becomes of each column
     */
    TrainingTrigger(
            final ProcessContext context,
            final ProcessSessionFactory sessions,
            final ProcessSession session,
            final ComponentLog log,
            final Cancellation cancellation,
            final BatchingProperties gathering,
            final ColumnReport columns) {
        this.context = context;
        this.sessions = sessions;
        this.session = session;
        this.log = log;
        this.cancellation = cancellation;
        this.gathering = gathering;
        this.columns = columns;
        this.data = new TrainingData(
                session,
                context.getProperty(TrainGAN.RECORD_READER).asControllerService(RecordReaderFactory.class),
                log,
                cancellation,
                columns);
    }

    /** @return the checkpoints of the training, to be kept until the session is committed */
    Checkpoints run() {
        try {
            final List<FlowFile> flowFiles = take();
            if (!flowFiles.isEmpty() && isRelational(flowFiles)) {
                new RelationalTraining(context, sessions, session, log, cancellation, data, columns).train(flowFiles);
            } else if (!flowFiles.isEmpty()) {
                return new TrainingRun(context, sessions, session, log, cancellation, data).train(flowFiles);
            }
        } catch (final ProcessorStoppedException | TrainingStoppedException e) {
            log.info(
                    "Stopped before the training ended: its FlowFiles are back in the queue{}",
                    CheckpointProperties.isSet(context)
                            ? ", and it resumes from here when the processor is started"
                            : "");
            session.rollback();
        } catch (final ModelStoreException e) {
            log.error(
                    "No model is trained, because it could not be published; this is tried again: {}", e.getMessage());
            session.rollback();
            context.yield();
        } catch (final IOException e) {
            throw new ProcessException(
                    "The content of a FlowFile could not be read or written; the FlowFiles are back in the queue", e);
        }
        return Checkpoints.none();
    }

    /** The FlowFiles to learn; none where more are waited for, or all of them were learnt before. */
    private List<FlowFile> take() throws ProcessorStoppedException, IOException {
        final FlowFileGatherer.Gathered gathered = gathering.take(
                context, session, flowFile -> data.inspect(flowFile, ColumnProperties.choices(context, flowFile)));
        gathered.problems().forEach((flowFile, problem) -> TrainGAN.REFUSAL.refuse(session, log, flowFile, problem));
        gathered.leaving()
                .forEach(flowFile -> session.transfer(
                        FlowFileAttributes.remove(session, flowFile, GANAttributes.LEARNT), TrainGAN.ORIGINAL));
        final Retention retention = BatchingProperties.retention(context);
        if (gathered.ready().stream().allMatch(retention::holds)) {
            gathered.ready().forEach(session::transfer);
            return List.of();
        }
        return gathered.ready();
    }

    /** Whether the FlowFiles hold several tables, histories, or records with arrays of records. */
    private boolean isRelational(final List<FlowFile> flowFiles) throws ProcessorStoppedException, IOException {
        if (DatabaseProperties.areUsed(context) || DatabaseProperties.haveHistories(context)) {
            return true;
        }
        try {
            return data.haveElements(flowFiles, ColumnProperties.choices(context, flowFiles.getFirst()));
        } catch (final FlowFileRejectedException | IllegalArgumentException e) {
            // The training meets the same fault, and refuses the FlowFiles with its reason.
            return false;
        }
    }
}
