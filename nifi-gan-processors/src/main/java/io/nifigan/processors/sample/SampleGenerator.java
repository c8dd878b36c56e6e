// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.model.GANModel;
import io.nifigan.processors.evaluate.Role;
import io.nifigan.processors.flow.ColumnProperty;
import io.nifigan.processors.flow.FailureRouter;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.NodeSeeds;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.ModelProcessor;
import io.nifigan.processors.model.ModelProvider;
import io.nifigan.processors.model.ModelSource;
import io.nifigan.processors.model.ModelVerification;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.processors.record.RecordServiceVerification;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.condition.Conditions;
import io.nifigan.sample.condition.SamplingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
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
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;
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
        records, and similar values and \
        relations between columns; a real record occurs among them only by chance. The model comes with each incoming \
        FlowFile, lies in a file, or is the latest in a model store. \
        Records are written while they are generated, so that any number of them fits into memory. Without an \
        incoming connection the processor generates one batch \
        each time it runs: once a minute, unless Run Schedule says otherwise. With one, each run serves all FlowFiles \
        that wait.""")
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
        description = "Generate records on all nodes of a cluster, so that no two nodes generate the same " + "ones",
        keywords = {"cluster", "seed", "load balance", "duplicate", "node"},
        inputRequirement = Requirement.INPUT_REQUIRED,
        configuration = """
                Number the requests, for example with DuplicateFlowFile on the primary node, and set the "Load \
                Balance Strategy" of the connection to \
                this processor to "Round robin". Set "Random Seed" to "${copy.index}": each request gives different \
                records, and the same ones \
                again if a node dies and another node takes over. Blank gives different records each time; a fixed \
                seed would give the same for every request.
                """)
@UseCase(
        description = "Always use the newest model, on every node of a cluster and without a restart",
        keywords = {"latest", "version", "retrain", "cluster", "store"},
        configuration = """
                Set "Model Source" to "Model Store", "Model Store" to the store that TrainGAN publishes to, and \
                "Model Name" to its \
                name there. Leave "Model Version" at "latest"; a number stays with that version, or goes back to it.
                """)
@UseCase(
        description = "Generate a very large number of records for a load test",
        keywords = {"load test", "split", "large"},
        configuration = """
                Set "Number of Records" to the total, and "Records Per FlowFile" to how many each FlowFile holds, \
                such as 100000.
                """)
@UseCase(
        description = "Generate records of one class, or records that meet other conditions",
        keywords = {"condition", "class", "imbalance", "rare", "augment", "oversampling", "filter"},
        configuration = """
                Add a property named "column:" and the column's name, with the wanted value: "column:churned" with \
                "yes", or with "${class}" to take it from each \
                FlowFile. Each further property adds a condition: "column:age" with "18..25", "column:phone" with \
                "not null".
                Set "Number of Records" to how many are needed.
                Merge the records with the real ones, for example with MergeRecord.
                """)
@MultiProcessorUseCase(
        description = "Share data without sharing people: give a partner synthetic records",
        keywords = {"privacy", "anonymize", "share", "partner", "synthetic", "GDPR"},
        notes = "This is no formal guarantee; TrainGAN's property Privacy gives one. The additional "
                + "details of TrainGAN say what each setting protects.",
        configurations = {
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Columns To Ignore" to the columns that must not be shared, "Minimum Occurrences" to 5, and \
                    "Protect Extremes" to "true".
                    Check in the attribute gan.model.identifiers.meanings that names, addresses and numbers of people \
                    were recognised. Where one was not, add a \
                    property such as "column:surname" with "family name". Connect "model" to SampleGenerator and \
                    terminate "original".
                    """),
            @ProcessorConfiguration(processorClass = SampleGenerator.class, configuration = """
                    Set "Model Source" to "FlowFile Content" and "Number of Records" to "${gan.model.rows}".
                    Connect "success" to what delivers the records, such as PutSFTP or PublishKafka.
                    """)
        })
@DynamicProperty(
        name = "column:NAME",
        value = "A condition: values (gold, silver), a range (18..65, >= 18, < 2020-01-01), null, "
                + "not null, not gold",
        expressionLanguageScope = ExpressionLanguageScope.FLOWFILE_ATTRIBUTES,
        description = "Generates only records whose column NAME meets the condition. With several such "
                + "properties, records meet all conditions. Commas separate "
                + "alternative values; put a value that contains a comma into double quotes.")
@WritesAttributes({
    @WritesAttribute(
            attribute = GANAttributes.RECORD_COUNT,
            description = "success: the number of records in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "success: what the Record Writer writes"),
    @WritesAttribute(
            attribute = "filename",
            description = "success: synthetic-MODEL-SEED, the number of the FlowFile if there are "
                    + "several, and an extension"),
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
    @WritesAttribute(
            attribute = GANAttributes.FRAGMENT_ID,
            description = "success, if there are several FlowFiles: the same for all of them"),
    @WritesAttribute(
            attribute = GANAttributes.FRAGMENT_INDEX,
            description = "success, if there are several FlowFiles: the number of this one, " + "from 0"),
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
@SeeAlso({TrainGAN.class, ScoreDiscriminator.class})
public final class SampleGenerator extends ModelProcessor {
    static final PropertyDescriptor NUMBER_OF_RECORDS = new PropertyDescriptor.Builder()
            .name("Number of Records")
            .description("The number of records to generate, for each incoming FlowFile or, without an "
                    + "incoming connection, each time the processor runs.")
            .required(true)
            .defaultValue("1000")
            .addValidator(NumberRange.whole(1, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor RECORDS_PER_FLOW_FILE = new PropertyDescriptor.Builder()
            .name("Records Per FlowFile")
            .description("The maximum number of records in each FlowFile. Blank or 0 puts all records into one.")
            .required(false)
            .addValidator(NumberRange.whole(0, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor RANDOM_SEED = new PropertyDescriptor.Builder()
            .name("Random Seed")
            .description("A whole number. The same model and seed give the same records each time. Blank "
                    + "gives different records each time, and writes their seed " + "to the attribute "
                    + GANAttributes.SEED + ".")
            .required(false)
            .addValidator(NumberRange.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor SEED_SCOPE = NodeSeeds.scope(RANDOM_SEED);

    static final PropertyDescriptor MINIMUM_REALISM = new PropertyDescriptor.Builder()
            .name("Minimum Realism")
            .description("The minimum realism score, from 0 to 0.99; records with a lower score are discarded "
                    + "and others generated instead. Higher values remove "
                    + "odd records, but also rare ones that are right, and take longer. Blank keeps all.")
            .required(false)
            .addValidator(NumberRange.decimal(0, .99))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor TEMPERATURE = new PropertyDescriptor.Builder()
            .name("Temperature")
            .description("How varied the records are, from 0.1 to 2. At 1 they are as varied as the real "
                    + "ones. Below 1 they are more typical, and rare "
                    + "values become rarer; above 1 they are more varied, and odd records more frequent. "
                    + "With any other value than 1 the records are no longer "
                    + "distributed like the real ones; the additional details say how far.")
            .required(true)
            .defaultValue("1")
            .addValidator(NumberRange.decimal(SampleSettings.MIN_TEMPERATURE, SampleSettings.MAX_TEMPERATURE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("Writes the records. With 'Inherit Record Schema' they have the schema of the "
                    + "records that the model was trained on.")
            .required(true)
            .identifiesControllerService(RecordSetWriterFactory.class)
            .build();

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
    private static final List<PropertyDescriptor> PROPERTIES = Stream.concat(
                    ModelProvider.ofContentToo().properties().stream(),
                    Stream.of(
                            NUMBER_OF_RECORDS,
                            RECORDS_PER_FLOW_FILE,
                            RANDOM_SEED,
                            SEED_SCOPE,
                            MINIMUM_REALISM,
                            TEMPERATURE,
                            RECORD_WRITER))
            .toList();
    private static final Map<String, String> EXTENSIONS = Map.of(
            "text/csv",
            ".csv",
            "application/json",
            ".json",
            "application/xml",
            ".xml",
            "application/avro-binary",
            ".avro",
            "application/parquet",
            ".parquet");

    private final NodeSeeds nodeSeeds = new NodeSeeds(SEED_SCOPE);

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
        return PROPERTIES;
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String propertyDescriptorName) {
        return ColumnProperty.column(propertyDescriptorName)
                .map(column -> new PropertyDescriptor.Builder()
                        .name(propertyDescriptorName)
                        .dynamic(true)
                        .description("The condition for the column '%s'".formatted(column))
                        .addValidator(new ConditionSyntax())
                        .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                        .build())
                .orElseGet(() -> ColumnProperty.misnamed(propertyDescriptorName));
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
                            conditions(context));
                    return "Generates %,d records in %,d FlowFiles%s"
                            .formatted(request.records(), request.flowFiles(), explanation(request, model.model()));
                }),
                RecordServiceVerification.ofWriter(context, RECORD_WRITER, attributes, model.schema()));
    }

    /** What the conditions come to, as far as it is known. */
    private static String explanation(final SampleRequest request, final GANModel model) throws SamplingException {
        if (!request.settings().hasConditions()) {
            return "";
        }
        return model == null
                ? " that meet: " + request.conditions().orElseThrow()
                        + " (whether the model can meet them is checked when it is there)"
                : " that meet: "
                        + String.join(
                                "; ",
                                Conditions.of(model, request.settings().conditions())
                                        .explanations());
    }

    private static List<PropertyDescriptor> conditions(final ProcessContext context) {
        return context.getProperties().keySet().stream()
                .filter(PropertyDescriptor::isDynamic)
                .sorted(Comparator.comparing(PropertyDescriptor::getName))
                .toList();
    }

    /**
     * Serves all FlowFiles that wait: the default schedule, which is meant for a source, would otherwise let one
     * through a minute. Looks at the back pressure of the outgoing connections before each, as NiFi does before each
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
                            "Model Source is '{}', but nothing is connected that brings FlowFiles: connect "
                                    + "TrainGAN's 'model', or choose '{}' or '{}'",
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
        final WorkResult result = work(
                context,
                session,
                input,
                () -> made,
                () -> generate(
                        context,
                        session,
                        input,
                        model(context, session, input),
                        onNode(
                                context,
                                SampleRequest.of(
                                        property -> evaluation.apply(context.getProperty(property)),
                                        conditions(context))),
                        made));
        if (result != WorkResult.DONE) {
            return input != null && result == WorkResult.REFUSED;
        }
        session.transfer(made, SUCCESS);
        if (input != null) {
            session.transfer(session.removeAttribute(input, GANAttributes.ERROR), ORIGINAL);
        }
        return input != null;
    }

    /** The request with the seed that this node is to draw with. */
    private SampleRequest onNode(final ProcessContext context, final SampleRequest request) {
        return request.withSeed(nodeSeeds.of(context, request.seed(), getNodeTypeProvider()));
    }

    private void generate(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile input,
            final SuppliedModel supplied,
            final SampleRequest request,
            final List<FlowFile> made)
            throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException {
        final RecordSetWriterFactory writers =
                context.getProperty(RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final String fragments = UUID.randomUUID().toString();
        try (RecordStream stream = new RecordStream(supplied.model(), request, cancellation())) {
            for (long index = 0, left = request.records(); left > 0; index++, left -= request.perFile()) {
                final long started = System.nanoTime();
                FlowFile flowFile = input == null ? session.create() : session.create(input);
                made.add(flowFile);
                final Map<String, String> attributes = new LinkedHashMap<>();
                try (RecordOutput output =
                        RecordOutput.open(session, flowFile, writers, stream.schema(), flowFile.getAttributes())) {
                    stream.write(output, Math.min(left, request.perFile()));
                    attributes.putAll(output.finish());
                }
                attributes.putAll(names(supplied, request, index, attributes.get(CoreAttributes.MIME_TYPE.key())));
                request.conditions().ifPresent(conditions -> attributes.put(GANAttributes.CONDITIONS, conditions));
                if (request.settings().temperature() != 1) {
                    attributes.put(
                            GANAttributes.TEMPERATURE,
                            Double.toString(request.settings().temperature()));
                }
                if (request.flowFiles() > 1) {
                    attributes.putAll(fragment(fragments, index, request.flowFiles(), input));
                }
                flowFile = session.removeAllAttributes(
                        session.removeAttribute(flowFile, GANAttributes.ERROR), supplied.foreignAttributes());
                flowFile = session.putAllAttributes(flowFile, attributes);
                made.set(made.size() - 1, flowFile);
                report(
                        session,
                        input,
                        flowFile,
                        "Generated with %s and the seed %d".formatted(supplied.describe(), request.seed()),
                        started);
                session.adjustCounter("Records Generated", Math.min(left, request.perFile()), false);
            }
        }
    }

    private static void report(
            final ProcessSession session,
            final FlowFile input,
            final FlowFile flowFile,
            final String details,
            final long started) {
        if (input == null) {
            session.getProvenanceReporter().create(flowFile, details);
        } else {
            session.getProvenanceReporter().modifyContent(flowFile, details, (System.nanoTime() - started) / 1_000_000);
        }
    }

    private static Map<String, String> names(
            final SuppliedModel supplied, final SampleRequest request, final long index, final String mimeType) {
        final String part = request.flowFiles() > 1 ? "-" + index : "";
        final Map<String, String> attributes = supplied.attributes();
        attributes.put(GANAttributes.SEED, Long.toString(request.seed()));
        attributes.put(GANAttributes.ROLE, Role.SYNTHETIC.value());
        attributes.put(
                CoreAttributes.FILENAME.key(),
                "synthetic-%s-%d%s%s"
                        .formatted(supplied.model().id(), request.seed(), part, EXTENSIONS.getOrDefault(mimeType, "")));
        return attributes;
    }

    private static Map<String, String> fragment(
            final String identifier, final long index, final long count, final FlowFile input) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(GANAttributes.FRAGMENT_ID, identifier);
        attributes.put(GANAttributes.FRAGMENT_INDEX, Long.toString(index));
        attributes.put(GANAttributes.FRAGMENT_COUNT, Long.toString(count));
        if (input != null) {
            attributes.put(
                    FragmentAttributes.SEGMENT_ORIGINAL_FILENAME.key(),
                    input.getAttribute(CoreAttributes.FILENAME.key()));
        }
        return attributes;
    }
}
