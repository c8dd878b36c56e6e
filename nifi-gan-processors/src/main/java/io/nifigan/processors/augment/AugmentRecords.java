// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.model.GANModel;
import io.nifigan.processors.flow.FailureRouter;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.NodeSeeds;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.FairTargetCache;
import io.nifigan.processors.model.FairnessProperties;
import io.nifigan.processors.model.ModelProcessor;
import io.nifigan.processors.model.ModelProvider;
import io.nifigan.processors.model.ModelVerification;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.processors.record.AugmentedRecords;
import io.nifigan.processors.record.FlowFileRecords;
import io.nifigan.processors.record.ModelFields;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.processors.record.RecordServiceVerification;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** Augments real records with a trained model: balances classes, fills in missing values, makes variations. */
@Tags({
    "gan",
    "synthetic",
    "augment",
    "balance",
    "oversample",
    "imbalanced",
    "impute",
    "missing values",
    "fill",
    "complete",
    "vary",
    "test data",
    "machine learning",
    "model",
    "record",
    "data quality"
})
@InputRequirement(Requirement.INPUT_REQUIRED)
@SupportsBatching
@SideEffectFree
@CapabilityDescription("""
        Augments real records with a model that TrainGAN trained. It adds synthetic records of rare classes, until \
        all classes are equally frequent or have the shares that are set; or it fills in missing fields according to \
        the other fields of the record; or it makes variations of each record, in which some columns stay and the \
        others get new values that go with them. Records keep their schema, and values that are present are never \
        changed.""")
@UseCase(
        description = "Add records of a rare class before a classifier is trained",
        keywords = {"balance", "oversample", "imbalanced", "minority class", "SMOTE", "fraud"},
        notes = "Train the model on records that include the class. Measure the classifier on real records only.",
        configuration = """
                Set "Task" to "Balance", "Class Column" to the column of the classes, and "Model Location" to the \
                model's path.
                Leave "Class Shares" blank for equal classes, or set it to shares such as: yes=20%, no=80%
                Set "Origin Field" to a name, to mark which records are synthetic.
                """)
@UseCase(
        description = "Fill in missing values of records",
        keywords = {"impute", "missing values", "null", "complete", "data quality"},
        configuration = """
                Set "Task" to "Impute" and "Model Location" to the path of a model that was trained on records of \
                the same kind.
                Set "Columns To Complete" to fill in only some columns.
                Set "Fill With" to "Typical Value" for the best guess, or to "Random Value" to keep the columns' \
                variance.
                """)
@UseCase(
        description = "Make variations of records, for tests",
        keywords = {"vary", "test data", "what if", "load test"},
        configuration = """
                Set "Task" to "Vary" and "Model Location" to the model's path.
                Set "Columns To Keep" to the columns that stay as they are, and "Variations Per Record" to the \
                number of variations.
                Set "Include Originals" to "false" to get only the variations.
                """)
@MultiProcessorUseCase(
        description = "Add records of a rare class to a stream of records, with a model that is retrained regularly",
        keywords = {"balance", "oversample", "imbalanced", "minority class", "fraud", "retrain", "latest", "store"},
        notes = "Give both processors the same controller service, a DirectoryGANModelStore or, in a cluster, a "
                + "CacheGANModelStore.",
        configurations = {
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Gather FlowFiles" to "Many FlowFiles", so that there are enough records of the rare class, \
                    and "Target Columns" to the class.
                    Set "Model Store" to the store, "Model Name" to a name, such as "payments", and "Publish" to \
                    "Unless Worse".
                    Terminate "model" and "original".
                    """),
            @ProcessorConfiguration(processorClass = AugmentRecords.class, configuration = """
                    Set "Task" to "Balance" and "Class Column" to the class. Set "Model Source" to "Model Store", \
                    with the same store and name.
                    Set "Origin Field" to a name, to mark which records are synthetic.
                    Retry "failure", for records that arrive before the first model.
                    """)
        })
@WritesAttributes({
    @WritesAttribute(
            attribute = GANAttributes.RECORD_COUNT,
            description = "success: the number of records in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "success: what the Record Writer writes"),
    @WritesAttribute(attribute = GANAttributes.MODEL_ID, description = "success: the model's id"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_NAME,
            description = "success, if the model is from a store: its name there"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_VERSION,
            description = "success, if the model is from a store: its version"),
    @WritesAttribute(
            attribute = GANAttributes.SEED,
            description = "success: the seed; the same Random Seed gives the same records again"),
    @WritesAttribute(
            attribute = GANAttributes.ADDED,
            description = "success, Balance and Vary: the number of synthetic records that were added"),
    @WritesAttribute(
            attribute = GANAttributes.COMPLETED,
            description = "success, Impute: the number of records with filled-in values"),
    @WritesAttribute(
            attribute = GANAttributes.COMPLETED_VALUES,
            description = "success, Impute: the number of filled-in values"),
    @WritesAttribute(attribute = GANAttributes.FAIR_TARGET, description = "success, with Fair Target: its column"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_SENSITIVE,
            description = "success, with Fair Target: the sensitive columns, separated by commas"),
    @WritesAttribute(
            attribute = "gan.fair.FIGURE",
            description = "success, with Fair Target: what was reached and what it cost, as SampleGenerator says"),
    @WritesAttribute(attribute = GANAttributes.ERROR, description = "failure: why, and what to do about it")
})
@Restricted(
        restrictions =
                @Restriction(
                        requiredPermission = RequiredPermission.READ_FILESYSTEM,
                        explanation =
                                "Provides operator the ability to read a model from any file that NiFi has access to."))
@SeeAlso({TrainGAN.class, SampleGenerator.class, ScoreDiscriminator.class})
public final class AugmentRecords extends ModelProcessor {
    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The augmented records")
            .build();
    static final Relationship ORIGINAL = new Relationship.Builder()
            .name("original")
            .description("FlowFiles whose records were augmented")
            .build();
    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description("FlowFiles that cannot be read, or for which there is no suitable model; the attribute "
                    + GANAttributes.ERROR + " says why")
            .build();

    private static final Set<Relationship> RELATIONSHIPS = Set.of(SUCCESS, ORIGINAL, FAILURE);

    private final DonorPools pools = new DonorPools();
    private final FairTargetCache fairTargets = new FairTargetCache();
    private final NodeSeeds nodeSeeds = new NodeSeeds(AugmentationProperties.SEED_SCOPE);

    /** Called by NiFi. */
    public AugmentRecords() {
        super(ModelProvider.ofLocationOrStore(), new FailureRouter(FAILURE, "cannot be augmented"));
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return AugmentationProperties.all();
    }

    @Override
    public void onStopped() {
        super.onStopped();
        pools.clear();
        fairTargets.clear();
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final ModelVerification model = verifyModel(context, attributes);
        return List.of(
                RecordServiceVerification.ofReader(
                        context, AugmentationProperties.RECORD_READER, attributes, verificationLogger),
                model.result(),
                verifySettings(() -> explain(
                        AugmentationSettings.of(
                                property -> AugmentationProperties.evaluated(context, property, attributes)),
                        model.model())),
                RecordServiceVerification.ofWriter(
                        context, AugmentationProperties.RECORD_WRITER, attributes, model.schema()));
    }

    private static String explain(final AugmentationSettings settings, final GANModel model) throws SamplingException {
        if (model == null) {
            return null;
        }
        settings.check(model);
        return "The model knows the columns and classes that are named";
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) throws ProcessException {
        final FlowFile input = session.get();
        if (input == null) {
            return;
        }
        if (!nodeSeeds.ready(context, session, getNodeTypeProvider(), getLogger())) {
            return;
        }
        final List<FlowFile> made = new ArrayList<>(List.of(session.create(input)));
        if (work(
                        context,
                        session,
                        input,
                        () -> made,
                        () -> made.set(0, augment(context, session, input, made.getFirst())))
                == WorkResult.DONE) {
            session.transfer(made, SUCCESS);
            session.transfer(FlowFileAttributes.remove(session, input, GANAttributes.ERROR), ORIGINAL);
        }
    }

    private FlowFile augment(
            final ProcessContext context, final ProcessSession session, final FlowFile input, final FlowFile output)
            throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException {
        final long started = System.nanoTime();
        final SuppliedModel supplied = model(context, session, input);
        final AugmentationSettings chosen = AugmentationSettings.of(
                property -> AugmentationProperties.evaluated(context, property, input.getAttributes()));
        final AugmentationSettings settings =
                chosen.withSeed(nodeSeeds.of(context, chosen.seed(), getNodeTypeProvider()));
        final AugmentationCounts counts = new AugmentationCounts();
        final FairTarget fair =
                fairTargets.of(supplied.model(), settings.fairness(), SampleSettings.of(settings.seed()));
        final Map<String, String> attributes =
                new LinkedHashMap<>(write(context, session, input, output, supplied.model(), settings, fair, counts));
        if (fair != null) {
            attributes.putAll(FairnessProperties.attributes(settings.fairness(), fair.figures()));
        }
        attributes.putAll(supplied.attributes());
        attributes.put(GANAttributes.SEED, Long.toString(settings.seed()));
        attributes.putAll(counts.attributes(settings.task()));
        final FlowFile cleaned = FlowFileAttributes.remove(
                session, FlowFileAttributes.remove(session, output, GANAttributes.ERROR), supplied.foreignAttributes());
        final FlowFile augmented = session.putAllAttributes(cleaned, attributes);
        session.getProvenanceReporter()
                .modifyContent(
                        augmented,
                        "%s with %s and the seed %d"
                                .formatted(settings.task().getValue(), supplied.describe(), settings.seed()),
                        (System.nanoTime() - started) / 1_000_000);
        counts.report(session, settings.task());
        return augmented;
    }

    /** Writes the output, and returns its attributes. */
    private Map<String, String> write(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile input,
            final FlowFile output,
            final GANModel model,
            final AugmentationSettings settings,
            final FairTarget fair,
            final AugmentationCounts counts)
            throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException {
        final RecordReaderFactory readers = context.getProperty(AugmentationProperties.RECORD_READER)
                .asControllerService(RecordReaderFactory.class);
        final RecordSetWriterFactory writers = context.getProperty(AugmentationProperties.RECORD_WRITER)
                .asControllerService(RecordSetWriterFactory.class);
        try (FlowFileRecords records = FlowFileRecords.open(session, input, readers)) {
            ModelFields.check(model.columns(), records.schema());
            ModelFields.checkFlat(model.columns());
            final AugmentedRecords augmented = settings.output(model, records.schema());
            try (Augmentation augmentation =
                            settings.start(model, records.schema(), augmented, pools, fair, counts, cancellation());
                    RecordOutput written =
                            RecordOutput.open(session, output, writers, augmented.schema(), input.getAttributes())) {
                new AugmentationRun(model, cancellation()).run(records, augmentation, written::write);
                return written.finish();
            }
        }
    }
}
