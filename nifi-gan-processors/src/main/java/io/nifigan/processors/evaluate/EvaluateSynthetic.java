// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.common.Cancellation;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.network.NativeThreads;
import io.nifigan.processors.flow.FailureRouter;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.ModelLoader;
import io.nifigan.processors.model.ModelVerification;
import io.nifigan.processors.record.RecordServiceVerification;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.services.ModelStoreException;
import io.nifigan.table.SpillException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnRemoved;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Measures how good synthetic records are and what they reveal of the real ones, and routes them by verdicts and
 * thresholds.
 */
@TriggerSerially
@Tags({
    "gan",
    "synthetic",
    "evaluate",
    "report",
    "quality",
    "privacy",
    "gate",
    "fidelity",
    "record",
    "test data",
    "metrics"
})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription("""
        Measures how good synthetic records are and what they reveal of the real ones. The result is an HTML page, \
        and JSON for programs; a gate accepts the records whose verdicts are \
        good enough and that meet all thresholds, and rejects others. It measures \
        the similarity of columns and pairs of columns, whether a classifier can distinguish the records from real \
        ones, how useful they are to predict a column, copies, distances to the closest record, and attacks: \
        singling out, linkability, attribute inference and, with a model, membership inference. Real and synthetic \
        records arrive as separate FlowFiles: one attribute says which is which, another which belong together. \
        Synthetic records can also be generated here from a model.""")
@UseCase(
        description = "Report on the records of SampleGenerator, and let only good ones through",
        keywords = {"quality gate", "report", "privacy", "compare"},
        notes = "FlowFiles wait in the queue until the others of their evaluation are there; the back pressure "
                + "thresholds must allow for that.",
        configuration = """
                Connect TrainGAN's "original" and SampleGenerator's "success" to this processor; they have the \
                attributes that it reads.
                Set "Record Reader" to a reader of the format of the real records, and "Synthetic Record Reader" if \
                the synthetic ones have another format.
                Also connect SampleGenerator's "original", which is the model; set "Model" to "FlowFile" and \
                "Held-Out Records" to "As In Training".
                Connect "report" to PutFile, "accepted" to where synthetic records go, and "rejected" to where \
                somebody looks at them.
                """)
@UseCase(
        description = "Evaluate a model by the records that it generates",
        keywords = {"model", "quality gate", "report"},
        configuration = """
                Connect TrainGAN's "original" and "model" to this processor.
                Set "Synthetic Records" to "Model", "Model" to "FlowFile" and "Held-Out Records" to "As In Training".
                Connect "accepted" to where models are published: it gets the model.
                """)
@UseCase(
        description = "Compare any two tables, also from other generators",
        keywords = {"compare", "drift", "other generator"},
        configuration = """
                With UpdateAttribute, set the attribute "gan.role" of the FlowFiles to "real" and "synthetic", and \
                to "held-out" for real records that no model has learnt. Set another attribute to the same value for \
                all of them, and "Pairing Attribute" to its name.
                """)
@ReadsAttributes({
    @ReadsAttribute(
            attribute = GANAttributes.ROLE,
            description = "What the FlowFile holds: real, synthetic, held-out or model. Role Attribute can name "
                    + "another attribute"),
    @ReadsAttribute(
            attribute = GANAttributes.MODEL_ID,
            description = "The value that FlowFiles of one evaluation share. Pairing Attribute can name another "
                    + "attribute"),
    @ReadsAttribute(
            attribute = GANAttributes.FRAGMENT_ID,
            description = "Synthetic records in several FlowFiles: the same for all of them; the evaluation "
                    + "waits for all"),
    @ReadsAttribute(
            attribute = GANAttributes.FRAGMENT_COUNT,
            description = "Synthetic records in several FlowFiles: their number")
})
@WritesAttributes({
    @WritesAttribute(attribute = "mime.type", description = "report: text/html; metrics: application/json"),
    @WritesAttribute(
            attribute = "filename",
            description = "report, metrics: report-ID with an extension; the ID is the model's if there is one"),
    @WritesAttribute(
            attribute = "gan.report.NAME",
            description = "report, metrics, accepted, rejected: the figures, such as gan.report.shape, "
                    + "gan.report.auc, gan.report.copies.exact, gan.report.risk.linkability; the additional "
                    + "details list them"),
    @WritesAttribute(
            attribute = "gan.report.verdict.AREA",
            description = "report, metrics, accepted, rejected: good, fair or poor for fidelity, validity, "
                    + "usefulness, privacy and model.privacy"),
    @WritesAttribute(
            attribute = GANAttributes.REPORT_PRIVACY_ATTACK,
            description = "report, metrics, accepted, rejected: the attack with the worst grade, and among these the "
                    + "strongest evidence; gan.report.privacy.effect and gan.report.privacy.chance are its figures"),
    @WritesAttribute(
            attribute = GANAttributes.REPORT_PRIVACY_COLUMN,
            description = "report, metrics, accepted, rejected: the column that this attack is on, if it is on one"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_ID,
            description = "report, metrics, if there is a model: the model's id"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_NAME,
            description = "report, metrics, if the model is from a store: its name there"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_VERSION,
            description = "report, metrics, if the model is from a store: its version"),
    @WritesAttribute(
            attribute = GANAttributes.REPORT_MISSED,
            description = "rejected: which minimum verdicts and thresholds are missed, with the figures"),
    @WritesAttribute(
            attribute = GANAttributes.REPORT_UNCHECKED,
            description = "accepted, rejected: minimum verdicts and thresholds whose figures could not be measured"),
    @WritesAttribute(attribute = GANAttributes.ERROR, description = "failure: why, and what to do about it")
})
@SystemResourceConsideration(
        resource = SystemResource.CPU,
        description = "An evaluation of 30,000 records of 20 columns takes about ten seconds on as many cores as "
                + "Processor Cores says")
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description = "Records are held in memory, by column: about 30 bytes a value, up to Cells In Memory "
                + "values for each role; of larger tables, a sample")
@Restricted(
        restrictions =
                @Restriction(
                        requiredPermission = RequiredPermission.READ_FILESYSTEM,
                        explanation =
                                "Provides operator the ability to read a model from any file that NiFi has access to."))
@SeeAlso({TrainGAN.class, SampleGenerator.class})
public final class EvaluateSynthetic extends AbstractProcessor implements VerifiableProcessor {
    static final Relationship REPORT = new Relationship.Builder()
            .name("report")
            .description("The report: one HTML page that needs no network")
            .build();
    static final Relationship METRICS = new Relationship.Builder()
            .name("metrics")
            .description("All figures as JSON")
            .build();
    static final Relationship ACCEPTED = new Relationship.Builder()
            .name("accepted")
            .description("The synthetic records, if no verdict is below its minimum and every threshold is met; or the "
                    + "model, if the records were generated here")
            .build();
    static final Relationship REJECTED = new Relationship.Builder()
            .name("rejected")
            .description("The same, if they miss a minimum verdict or a threshold; the attribute "
                    + GANAttributes.REPORT_MISSED + " says which, a warning too")
            .build();
    static final Relationship ORIGINAL = new Relationship.Builder()
            .name("original")
            .description("The other FlowFiles of the evaluation, such as the real records")
            .build();
    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description("FlowFiles that cannot be read or compared, or for which the others of their evaluation "
                    + "did not arrive; the attribute " + GANAttributes.ERROR + " says why")
            .build();

    private static final FailureRouter REFUSAL = new FailureRouter(FAILURE, "cannot be evaluated");
    private static final Set<Relationship> RELATIONSHIPS =
            Set.of(REPORT, METRICS, ACCEPTED, REJECTED, ORIGINAL, FAILURE);
    private static final List<PropertyDescriptor> PROPERTIES = Stream.concat(
                    EvaluationProperties.all().stream(), GateProperties.all().stream())
            .toList();

    private final ModelLoader models = new ModelLoader();

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        final boolean noModel = modelUse(context) == ModelUse.NONE;
        if (noModel
                && context.getProperty(EvaluationProperties.SYNTHETIC_SOURCE).asAllowableValue(SyntheticSource.class)
                        == SyntheticSource.MODEL) {
            results.add(new ValidationResult.Builder()
                    .subject(EvaluationProperties.MODEL_USE.getName())
                    .valid(false)
                    .explanation("the synthetic records are generated from a model: choose where it is")
                    .build());
        }
        if (noModel
                && context.getProperty(EvaluationProperties.HELD_OUT).asAllowableValue(HeldOutSource.class)
                        == HeldOutSource.TRAINING) {
            results.add(new ValidationResult.Builder()
                    .subject(EvaluationProperties.HELD_OUT.getName())
                    .valid(false)
                    .explanation("only the model knows which records were held out in its training: choose where it is")
                    .build());
        }
        return results;
    }

    private static ModelUse modelUse(final PropertyContext context) {
        return context.getProperty(EvaluationProperties.MODEL_USE).asAllowableValue(ModelUse.class);
    }

    @OnScheduled
    public void onScheduled() {
        NativeThreads.use(this);
    }

    @OnRemoved
    public void onRemoved() {
        NativeThreads.release(this);
    }

    @OnStopped
    public void onStopped() {
        models.clear();
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final List<ConfigVerificationResult> results = new ArrayList<>();
        final EvaluationInput input = new EvaluationInput(context, models, cancellation());
        results.add(RecordServiceVerification.ofReader(
                context, EvaluationProperties.RECORD_READER, attributes, verificationLogger));
        final ConfigVerificationResult.Builder settings =
                new ConfigVerificationResult.Builder().verificationStepName("Check Settings");
        try {
            EvaluationProperties.settings(property -> EvaluationProperties.evaluated(
                    context, property, value -> value.evaluateAttributeExpressions(attributes)));
            settings.outcome(Outcome.SUCCESSFUL)
                    .explanation("Waits for FlowFiles with the roles %s"
                            .formatted(String.join(
                                    ", ",
                                    input.needed().stream().map(Role::value).toList())));
        } catch (final IllegalArgumentException | ProcessException e) {
            settings.outcome(Outcome.FAILED).explanation(e.getMessage());
        }
        results.add(settings.build());
        if (modelUse(context) == ModelUse.LOCATION) {
            results.add(ModelVerification.ofFile(context.getProperty(EvaluationProperties.MODEL_LOCATION)
                            .evaluateAttributeExpressions(attributes)
                            .getValue())
                    .result());
        } else if (modelUse(context) == ModelUse.STORE) {
            results.add(ModelVerification.ofStore(context, value -> value.evaluateAttributeExpressions(attributes))
                    .result());
        }
        return results;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) throws ProcessException {
        final EvaluationInput input = new EvaluationInput(context, models, cancellation());
        final FlowFileCorrelator.Found found = new FlowFileCorrelator(
                        context.getProperty(EvaluationProperties.ROLE_ATTRIBUTE)
                                .evaluateAttributeExpressions()
                                .getValue(),
                        context.getProperty(EvaluationProperties.PAIRING_ATTRIBUTE)
                                .evaluateAttributeExpressions()
                                .getValue(),
                        input.needed(),
                        context.getProperty(EvaluationProperties.MAXIMUM_WAIT)
                                .evaluateAttributeExpressions()
                                .asDuration())
                .find(session);
        found.problems().forEach((flowFile, problem) -> refuse(session, List.of(flowFile), problem));
        if (found.ready().isEmpty()) {
            if (found.problems().isEmpty()) {
                context.yield();
            }
            return;
        }
        final List<FlowFile> all =
                found.ready().values().stream().flatMap(List::stream).toList();
        try {
            final EvaluationTables tables = input.read(session, found.ready());
            final FlowFile leading = EvaluationInput.subject(found.ready()).getFirst();
            final Evaluation evaluation = new Evaluator(EvaluationProperties.settings(
                            property -> EvaluationProperties.evaluated(context, property, leading)))
                    .evaluate(
                            tables.real().table(),
                            tables.synthetic().table(),
                            tables.heldOut().table(),
                            tables.model())
                    .withGiven(
                            tables.real().rows(),
                            tables.synthetic().rows(),
                            tables.heldOut().rows())
                    .withVerdicts(tables.real().verdicts());
            send(context, session, found.ready(), evaluation, tables.modelAttributes());
        } catch (final ProcessorStoppedException e) {
            session.rollback();
        } catch (final ModelStoreException e) {
            getLogger().error("{} cannot be evaluated at present; this is tried again: {}", all, e.getMessage());
            session.rollback();
            context.yield();
        } catch (final IOException
                | FlowFileRejectedException
                | SamplingException
                | SpillException
                | IllegalArgumentException e) {
            refuse(session, all, e.getMessage());
        }
    }

    /** Cancels an evaluation as soon as the processor is stopped. */
    private Cancellation cancellation() {
        return Cancellation.when(() -> !isScheduled());
    }

    private void send(
            final ProcessContext context,
            final ProcessSession session,
            final Map<Role, List<FlowFile>> ready,
            final Evaluation evaluation,
            final Map<String, String> model) {
        final List<FlowFile> all = ready.values().stream().flatMap(List::stream).toList();
        final List<FlowFile> subject = EvaluationInput.subject(ready);
        final EvaluationOutput output = new EvaluationOutput(
                evaluation, subject.getFirst().getAttribute(CoreAttributes.FILENAME.key()), Instant.now(), model);
        session.transfer(output.page(session, all), REPORT);
        session.transfer(output.metrics(session, all), METRICS);
        final Gate gate = Gate.of(
                evaluation,
                property -> context.getProperty(property).asAllowableValue(MinimumVerdict.class),
                property -> context.getProperty(property)
                        .evaluateAttributeExpressions()
                        .asDouble(),
                context.getProperty(GateProperties.UNMEASURED).asAllowableValue(UnmeasuredFigures.class)
                        == UnmeasuredFigures.FAIL);
        final Map<String, String> attributes = output.attributes();
        attributes.put(GANAttributes.REPORT_MISSED, String.join("; ", gate.missed()));
        attributes.put(GANAttributes.REPORT_UNCHECKED, String.join(", ", gate.unchecked()));
        final Relationship verdict = gate.accepts() ? ACCEPTED : REJECTED;
        for (final FlowFile flowFile : all) {
            final FlowFile clean = FlowFileAttributes.remove(session, flowFile, GANAttributes.ERROR);
            final boolean isSubject = subject.contains(flowFile);
            final FlowFile sent = isSubject ? session.putAllAttributes(clean, attributes) : clean;
            session.getProvenanceReporter()
                    .route(sent, isSubject ? verdict : ORIGINAL, isSubject ? String.join("; ", gate.missed()) : "");
            session.transfer(sent, isSubject ? verdict : ORIGINAL);
        }
        session.adjustCounter(gate.accepts() ? "Evaluations Accepted" : "Evaluations Rejected", 1, false);
        if (gate.accepts()) {
            getLogger().info("{} accepted", subject.getFirst());
        } else {
            getLogger().warn("{} rejected: {}", subject.getFirst(), String.join("; ", gate.missed()));
        }
    }

    private void refuse(final ProcessSession session, final List<FlowFile> flowFiles, final String reason) {
        flowFiles.forEach(flowFile -> REFUSAL.refuse(session, getLogger(), flowFile, reason));
    }
}
