// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.common.Cancellation;
import io.nifigan.network.NativeThreads;
import io.nifigan.processors.flow.FailureRouter;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.services.ModelStoreException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.nifi.annotation.lifecycle.OnRemoved;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;

/** Base class of the processors that use a model: provides it, and handles FlowFiles that cannot be processed. */
public abstract class ModelProcessor extends AbstractProcessor implements VerifiableProcessor {
    private final ModelProvider models;
    private final FailureRouter refusal;
    /** What is waited for, as it was last said; null if nothing is. */
    private final AtomicReference<String> said = new AtomicReference<>();

    /**
     * @param models provides the model
     * @param refusal routes FlowFiles that cannot be processed
     */
    protected ModelProcessor(final ModelProvider models, final FailureRouter refusal) {
        this.models = models;
        this.refusal = refusal;
    }

    /** The result of the work on a FlowFile. */
    protected enum WorkResult {
        /** The work is done; the caller transfers the FlowFile. */
        DONE,
        /** The FlowFile cannot be processed and went to failure. */
        REFUSED,
        /** The FlowFile is back in its queue: the processor was stopped, or a model store cannot be reached. */
        POSTPONED
    }

    /** Work on one FlowFile that may fail. */
    @FunctionalInterface
    protected interface Work {
        void run() throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException;
    }

    /** A check of settings. */
    @FunctionalInterface
    protected interface SettingsCheck {
        /** @return what was found; null if nothing can be said without the model */
        String explain() throws SamplingException;
    }

    /** Releases the loaded models. */
    @OnStopped
    public void onStopped() {
        models.clear();
    }

    @OnScheduled
    public void onScheduled() {
        said.set(null);
        NativeThreads.use(this);
    }

    @OnRemoved
    public void onRemoved() {
        NativeThreads.release(this);
    }

    /** Cancels work as soon as the processor is stopped. */
    protected final Cancellation cancellation() {
        return Cancellation.when(() -> !isScheduled());
    }

    /** Where the model comes from. */
    protected final ModelSource source(final ProcessContext context) {
        return models.source(context);
    }

    /** The model for a FlowFile; see {@link ModelProvider#get}. */
    protected final SuppliedModel model(
            final ProcessContext context, final ProcessSession session, final FlowFile input) throws IOException {
        return models.get(context, session, input);
    }

    /** The step of verification that reads the model. */
    protected final ModelVerification verifyModel(final ProcessContext context, final Map<String, String> attributes) {
        return models.verify(context, attributes);
    }

    /** The step of verification that checks the settings. */
    protected static ConfigVerificationResult verifySettings(final SettingsCheck check) {
        final ConfigVerificationResult.Builder result =
                new ConfigVerificationResult.Builder().verificationStepName("Check Settings");
        try {
            final String explanation = check.explain();
            return explanation == null
                    ? result.outcome(Outcome.SKIPPED)
                            .explanation("Columns and classes are not checked, because the model cannot be read")
                            .build()
                    : result.outcome(Outcome.SUCCESSFUL)
                            .explanation(explanation)
                            .build();
        } catch (final IllegalArgumentException | ProcessException | SamplingException e) {
            return result.outcome(Outcome.FAILED).explanation(e.getMessage()).build();
        }
    }

    /**
     * Works on a FlowFile. If the work fails, the FlowFile goes to failure, or back to its queue if the processor was
     * stopped or a model store cannot be reached.
     *
     * @param input may be null if there is no incoming FlowFile
     * @param made the FlowFiles that were made so far, which are removed if the work fails
     * @return unless {@link WorkResult#DONE}, there is nothing left to do for the caller
     */
    protected final WorkResult work(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile input,
            final Supplier<Collection<FlowFile>> made,
            final Work work) {
        try {
            work.run();
            said.set(null);
            return WorkResult.DONE;
        } catch (final ProcessorStoppedException e) {
            session.rollback();
        } catch (final ModelStoreException e) {
            waits(subject(input) + " at present; this is tried again", e);
            session.rollback();
            context.yield();
        } catch (final IOException | FlowFileRejectedException | SamplingException | IllegalArgumentException e) {
            session.remove(List.copyOf(made.get()));
            if (input == null) {
                waits(subject(null) + "; this is tried again", e);
                context.yield();
            } else {
                refusal.refuse(session, getLogger(), input, e.getMessage());
                return WorkResult.REFUSED;
            }
        }
        return WorkResult.POSTPONED;
    }

    /** Warns once of what is missing, such as the first model, however often it is looked for. */
    private void waits(final String what, final Exception reason) {
        if (String.valueOf(reason.getMessage()).equals(said.getAndSet(String.valueOf(reason.getMessage())))) {
            getLogger().debug("{}: {}", what, reason.getMessage());
        } else {
            getLogger().warn("{}: {}", what, reason.getMessage());
        }
    }

    private String subject(final FlowFile input) {
        return input == null ? "No records can be generated" : input + " " + refusal.what();
    }
}
