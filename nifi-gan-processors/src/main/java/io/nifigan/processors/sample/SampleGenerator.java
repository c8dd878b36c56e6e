// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.processors.flow.FailureRouter;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.NodeSeeds;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.FairTargetCache;
import io.nifigan.processors.model.ModelProcessor;
import io.nifigan.processors.model.ModelProvider;
import io.nifigan.processors.model.ModelSource;
import io.nifigan.processors.model.ModelVerification;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.processors.record.RecordServiceVerification;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.sample.condition.SamplingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.scheduling.SchedulingStrategy;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** Generates synthetic records from a trained model. */
@Tags({
    "gan",
    "synthetic",
    "generate",
    "machine learning",
    "sample",
    "model",
    "record",
    "test data",
    "privacy",
    "anonymize"
})
@InputRequirement(Requirement.INPUT_ALLOWED)
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "1 min")
@CapabilityDescription("""
        Generates synthetic records from a model that TrainGAN trained. They have the same fields as the real \
        records, and similar values and relations between columns; a real record occurs among them only by chance. \
        The model comes with each incoming FlowFile, lies in a file, or is the latest in a model store. Records are \
        written while they are generated, so that any number of them fits into memory. Without an incoming \
        connection the processor generates one batch each time it runs: once a minute, unless Run Schedule says \
        otherwise. With one, each run serves all FlowFiles that wait.""")
@UseCase(
        description = "Generate synthetic records as soon as a model is trained",
        keywords = {"synthetic data", "generate", "model"},
        inputRequirement = Requirement.INPUT_REQUIRED,
        configuration = """
                Connect TrainGAN's "model" to this processor, and leave "Model Source" at "FlowFile Content".
                Set "Number of Records"; "${gan.model.rows}" generates as many as the model was trained on.
                Set "Run Schedule" to "0 sec", so that a new model does not wait.
                """)
@UseCase(
        description = "Generate a batch of synthetic records by a timer, with a model that lies in a file",
        keywords = {"schedule", "test data", "load test", "stream"},
        inputRequirement = Requirement.INPUT_FORBIDDEN,
        configuration = """
                Set "Model Source" to "File" and "Model Location" to the model's path.
                Set "Run Schedule" to how often a batch is generated, and "Number of Records" to its size.
                Leave "Random Seed" blank: with a fixed seed all batches would be the same.
                """)
@UseCase(
        description = "Generate records on all nodes of a cluster, so that no two nodes generate the same ones",
        keywords = {"cluster", "seed", "load balance", "duplicate", "node"},
        inputRequirement = Requirement.INPUT_REQUIRED,
        configuration = """
                Number the requests, for example with DuplicateFlowFile on the primary node, and set the "Load \
                Balance Strategy" of the connection to this processor to "Round robin". Set "Random Seed" to \
                "${copy.index}": each request gives different records, and the same ones again if a node dies and \
                another node takes over. Blank gives different records each time; a fixed seed would give the same \
                for every request.
                """)
@UseCase(
        description = "Always use the newest model, on every node of a cluster and without a restart",
        keywords = {"latest", "version", "retrain", "cluster", "store"},
        configuration = """
                Set "Model Source" to "Model Store", "Model Store" to the store that TrainGAN publishes to, and \
                "Model Name" to its name there. Leave "Model Version" at "latest"; a number stays with that version, \
                or goes back to it.
                """)
@UseCase(
        description = "Generate a very large number of records for a load test",
        keywords = {"load test", "split", "large"},
        configuration = """
                Set "Number of Records" to the total, and "Records Per FlowFile" to how many each FlowFile holds, \
                such as 100000.
                """)
@UseCase(
        description = "Fill a database table in several batches, with keys that go on from batch to batch",
        keywords = {"key", "sequence", "primary key", "batch", "insert", "duplicate"},
        configuration = """
                Set "Continue Keys" to "true". If the table has rows of its own, set "Start Keys At" to a number \
                above its largest key.
                """)
@UseCase(
        description = "Generate records of one class, or records that meet other conditions",
        keywords = {"condition", "class", "imbalance", "rare", "augment", "oversampling", "filter"},
        configuration = """
                Add a property named "column:" and the column's name, with the wanted value: "column:churned" with \
                "yes", or with "${class}" to take it from each FlowFile. Each further property adds a condition: \
                "column:age" with "18..25", "column:phone" with "not null".
                Set "Number of Records" to how many are needed.
                Merge the records with the real ones, for example with MergeRecord.
                """)
@UseCase(
        description = "Generate records from which a classifier learns no preference for a group of people",
        keywords = {"fairness", "bias", "discrimination", "demographic parity", "equality", "protected attribute"},
        notes = "Let the classifier learn from all columns, the sensitive ones too: only so can it make up for other "
                + "columns that reveal them.",
        configuration = """
                Set "Fair Target" to the column that the classifier foretells, such as "income", and "Sensitive \
                Columns" to the columns on which it must not depend, such as "sex, origin".
                The attributes gan.fair.gap and gan.fair.gap.before say what was reached, gan.fair.auc and \
                gan.fair.auc.before what it cost.
                """)
@MultiProcessorUseCase(
        description = "Share data without sharing people: give a partner synthetic records",
        keywords = {"privacy", "anonymize", "share", "partner", "synthetic", "GDPR"},
        notes = "This is no formal guarantee; TrainGAN's property Privacy gives one. The additional details of "
                + "TrainGAN say what each setting protects.",
        configurations = {
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Columns To Ignore" to the columns that must not be shared, "Minimum Occurrences" to 5, and \
                    "Protect Extremes" to "true".
                    Check in the attribute gan.model.identifiers.meanings that names, addresses and numbers of \
                    people were recognised. Where one was not, add a property such as "column:surname" with "family \
                    name". Connect "model" to SampleGenerator and terminate "original".
                    """),
            @ProcessorConfiguration(processorClass = SampleGenerator.class, configuration = """
                    Set "Model Source" to "FlowFile Content" and "Number of Records" to "${gan.model.rows}".
                    Connect "success" to what delivers the records, such as PutSFTP or PublishKafka.
                    """)
        })
@DynamicProperty(
        name = "column:NAME",
        value = "A condition: values (gold, silver), a range (18..65, >= 18, < 2020-01-01), null, not null, not "
                + "gold",
        expressionLanguageScope = ExpressionLanguageScope.FLOWFILE_ATTRIBUTES,
        description = "Generates only records whose column NAME meets the condition. With several such "
                + "properties, records meet all conditions. Commas separate alternative values; put a value "
                + "that contains a comma into double quotes.")
@WritesAttributes({
    @WritesAttribute(
            attribute = GANAttributes.RECORD_COUNT,
            description = "success: the number of records in the FlowFile"),
    @WritesAttribute(
            attribute = GANAttributes.REQUESTED,
            description = "success, if a stop ended the request and Records On Stop is 'Keep': the number of records "
                    + "that was asked for"),
    @WritesAttribute(attribute = "mime.type", description = "success: what the Record Writer writes"),
    @WritesAttribute(
            attribute = "filename",
            description = "success: synthetic-MODEL-SEED, the number of the FlowFile if there are several, and "
                    + "an extension"),
    @WritesAttribute(attribute = GANAttributes.MODEL_ID, description = "success: the model's id"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_NAME,
            description = "success, if the model is from a store: its name there"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_VERSION,
            description = "success, if the model is from a store: its version"),
    @WritesAttribute(
            attribute = GANAttributes.ROLE,
            description = "success: 'synthetic', which EvaluateSynthetic reads"),
    @WritesAttribute(
            attribute = GANAttributes.SEED,
            description = "success: the seed; the same Random Seed gives the same records again"),
    @WritesAttribute(
            attribute = GANAttributes.CONDITIONS,
            description = "success, if there are conditions: COLUMN: CONDITION, separated by semicolons"),
    @WritesAttribute(attribute = GANAttributes.TEMPERATURE, description = "success, if it is not 1: the temperature"),
    @WritesAttribute(attribute = GANAttributes.FAIR_TARGET, description = "success, with Fair Target: its column"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_SENSITIVE,
            description = "success, with Fair Target: the sensitive columns, separated by commas"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_GAP,
            description = "success, with Fair Target: the largest difference between the mean scores of records with "
                    + "a sensitive value and of all others, of a classifier that learnt from fair records"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_GAP_BEFORE,
            description = "success, with Fair Target: the same without fairness"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_DISTANCE,
            description = "success, with Fair Target: the largest Kolmogorov-Smirnov statistic of these scores"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_DISTANCE_BEFORE,
            description = "success, with Fair Target: the same without fairness"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_AUC,
            description = "success, with Fair Target: the AUC with which that classifier foretells the target of "
                    + "records that were not made fair"),
    @WritesAttribute(
            attribute = GANAttributes.FAIR_AUC_BEFORE,
            description = "success, with Fair Target: the same without fairness; the difference is the cost"),
    @WritesAttribute(
            attribute = GANAttributes.TABLE,
            description = "success, with a model of a database: the table that the records belong to"),
    @WritesAttribute(
            attribute = GANAttributes.TABLE_ORDER,
            description = "success, with a model of a database: the number of that table, from 0, parents before "
                    + "their children"),
    @WritesAttribute(
            attribute = GANAttributes.FRAGMENT_ID,
            description = "success, if there are several FlowFiles: the same for all of them"),
    @WritesAttribute(
            attribute = GANAttributes.FRAGMENT_INDEX,
            description = "success, if there are several FlowFiles: the number of this one, from 0; of a database in "
                    + "the order in which its tables can be filled"),
    @WritesAttribute(
            attribute = GANAttributes.FRAGMENT_COUNT,
            description = "success, if there are several FlowFiles: their number"),
    @WritesAttribute(attribute = GANAttributes.ERROR, description = "failure: why, and what to do about it")
})
@Restricted(
        restrictions =
                @Restriction(
                        requiredPermission = RequiredPermission.READ_FILESYSTEM,
                        explanation =
                                "Provides operator the ability to read a model from any file that NiFi has access to."))
@Stateful(
        scopes = Scope.CLUSTER,
        description = "With Continue Keys: the next number of each column whose keys count up. All nodes of a cluster "
                + "share them, so no key is given twice.")
@SeeAlso({TrainGAN.class, ScoreDiscriminator.class})
public final class SampleGenerator extends ModelProcessor {
    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The synthetic records")
            .build();
    static final Relationship ORIGINAL = new Relationship.Builder()
            .name("original")
            .description("Incoming FlowFiles for which records were generated")
            .build();
    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description("Incoming FlowFiles for which no records can be generated; the attribute "
                    + GANAttributes.ERROR + " says why")
            .build();

    private static final Set<Relationship> RELATIONSHIPS = Set.of(SUCCESS, ORIGINAL, FAILURE);
    private final FairTargetCache fairTargets = new FairTargetCache();
    private final NodeSeeds nodeSeeds = new NodeSeeds(SampleProperties.SEED_SCOPE);

    /** Called by NiFi. */
    public SampleGenerator() {
        super(ModelProvider.ofContentToo(), new FailureRouter(FAILURE, "gets no records"));
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return SampleProperties.all();
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String propertyDescriptorName) {
        return SampleProperties.descriptor(propertyDescriptorName);
    }

    @Override
    public void onStopped() {
        super.onStopped();
        fairTargets.clear();
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final ModelVerification model = verifyModel(context, attributes);
        return List.of(
                model.result(),
                verifySettings(() -> {
                    final SampleRequest request = SampleRequest.of(
                            property -> context.getProperty(property).evaluateAttributeExpressions(attributes),
                            SampleProperties.conditions(context));
                    return model.ofDatabase()
                            ? RequestExplanation.ofDatabase(request)
                            : RequestExplanation.of(request, model.model());
                }),
                RecordServiceVerification.ofWriter(
                        context, SampleProperties.RECORD_WRITER, attributes, model.schema()));
    }

    /**
     * Serves all FlowFiles in the queue: with the default schedule, which is meant for a source, one FlowFile a minute
     * would pass otherwise. Checks the back pressure of the outgoing connections before each, as NiFi does before each
     * run.
     */
    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) throws ProcessException {
        boolean more;
        do {
            more = serveNext(context, session);
            session.commitAsync();
        } while (more && isScheduled() && context.getAvailableRelationships().containsAll(RELATIONSHIPS));
    }

    /** @return whether there may be another FlowFile to serve */
    private boolean serveNext(final ProcessContext context, final ProcessSession session) {
        final FlowFile input = context.hasIncomingConnection() ? session.get() : null;
        if (input == null && context.hasIncomingConnection() && context.hasNonLoopConnection()) {
            return false;
        }
        if (input == null && source(context) == ModelSource.FLOW_FILE) {
            getLogger()
                    .error(
                            "Model Source is '{}', but there is no incoming connection: connect TrainGAN's "
                                    + "'model', or choose '{}' or '{}'",
                            ModelSource.FLOW_FILE.getValue(),
                            ModelSource.LOCATION.getValue(),
                            ModelSource.STORE.getValue());
            context.yield();
            return false;
        }
        if (!nodeSeeds.ready(context, session, getNodeTypeProvider(), getLogger())) {
            return false;
        }
        final List<FlowFile> made = new ArrayList<>();
        final UnaryOperator<PropertyValue> evaluation = value ->
                input == null ? value.evaluateAttributeExpressions() : value.evaluateAttributeExpressions(input);
        final WorkResult result = work(context, session, input, () -> made, () -> {
            final SuppliedModel model = model(context, session, input);
            final SampleRequest request = SampleRequest.of(
                            property -> evaluation.apply(context.getProperty(property)),
                            SampleProperties.conditions(context))
                    .withChoosing(
                            context.getProperty(SampleProperties.CHOOSE_RECORDS).asBoolean());
            generate(context, session, input, model, onNode(context, request), made);
        });
        if (result != WorkResult.DONE) {
            return input != null && result == WorkResult.REFUSED;
        }
        session.transfer(made, SUCCESS);
        if (input != null) {
            session.transfer(FlowFileAttributes.remove(session, input, GANAttributes.ERROR), ORIGINAL);
        }
        return input != null;
    }

    private void generate(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile input,
            final SuppliedModel model,
            final SampleRequest request,
            final List<FlowFile> made)
            throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException {
        final RecordSetWriterFactory writers =
                context.getProperty(SampleProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final KeyCounter keys = new KeyCounter(context.getStateManager());
        final boolean goesOn =
                context.getProperty(SampleProperties.CONTINUE_KEYS).asBoolean();
        if (model.database().isPresent()) {
            new DatabaseGeneration(
                            session,
                            getLogger(),
                            input,
                            writers,
                            model,
                            model.database().get(),
                            request)
                    .run(keys, goesOn, cancellation(), made);
            return;
        }
        new GenerationRun(
                        session,
                        getLogger(),
                        input,
                        writers,
                        model,
                        keys.withKeys(request, model.model(), goesOn),
                        fairTargets)
                .run(
                        cancellation(),
                        context.getProperty(SampleProperties.RECORDS_ON_STOP).asAllowableValue(StopStrategy.class),
                        made);
    }

    /** The request with the seed of this node. */
    private SampleRequest onNode(final ProcessContext context, final SampleRequest request) {
        return request.withSeed(nodeSeeds.of(context, request.seed(), getNodeTypeProvider()));
    }
}
