// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.model.GanModel;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GanAttributes;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.flow.Refusal;
import io.nifigan.processors.model.ModelProcessor;
import io.nifigan.processors.model.ModelProvider;
import io.nifigan.processors.model.ModelVerification;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.processors.record.FlowFileRecords;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.processors.record.RecordServiceVerification;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.train.TrainGAN;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
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
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.RecordSchema;

/** Says of records how real they look to a trained model. */
@Tags({"gan", "synthetic", "machine learning", "score", "anomaly", "outlier", "model", "record", "data quality", "discriminator"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription("""
        Adds to each record the probability that it is real, as a model that TrainGAN trained sees it: not made by the model, and not put together \
        from fields that do not belong together. Adds also its percentile among real records that the model had not learnt from (1 means that 99 % of \
        them look more real) and, where asked, which fields make it look unreal. Records can be routed by the probability. A record that does not fit \
        the model is scored too: a category or a value that the model never saw counts as the rarest or most extreme that it knows, a value of the \
        wrong type and a missing field count as missing, and the record is counted as unusual.""")
@UseCase(description = "Tell records that look real from those that do not",
        keywords = {"route", "real", "generated", "threshold", "filter"},
        configuration = """
                Set "Model Location" to the path of a model.
                Leave "Routing Strategy" at "Route By Threshold" and set "Threshold": higher sends more records to "generated".
                """)
@UseCase(description = "Find records of real data that are out of the ordinary",
        keywords = {"anomaly", "outlier", "data quality", "percentile"},
        notes = "The model has to be trained on records of which hardly any are wrong.",
        configuration = """
                Set "Model Location" to the path of a model, and "Routing Strategy" to "All To Scored".
                Connect "scored" to QueryRecord with a query such as: SELECT * FROM FLOWFILE WHERE gan_percentile < 1
                Set "Reasons Field" to have the fields named that make a record look wrong.
                """)
@MultiProcessorUseCase(description = "Watch incoming records for the unreal with a model that is trained again and again",
        keywords = {"anomaly", "monitor", "retrain", "drift", "data quality", "latest"},
        notes = "Give each processor the same controller service, a DirectoryGANModelStore or, in a cluster, a CacheGANModelStore.",
        configurations = {
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Gather Flow Files" to "Many Flow Files" with as many "Minimum Records" as make up a day or a week.
                    Set "Model Store" to the store and "Model Name" to a name, such as "orders". Terminate "model" and "original".
                    """),
            @ProcessorConfiguration(processorClass = ScoreDiscriminator.class, configuration = """
                    Set "Model Source" to "Model Store", with the same store and name, and leave "Model Version" at "latest".
                    Set "Reasons Field" to have the fields named that look wrong. Connect "generated" to what raises an alert.
                    Let "failure" be retried, for records that come before the first model.
                    """)
        })
@MultiProcessorUseCase(description = "Keep the newest model in a file, and score with it all records that come from then on",
        keywords = {"model", "file", "retrain"},
        configurations = {
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = "Connect \"model\" to UpdateAttribute."),
            @ProcessorConfiguration(processorClassName = "org.apache.nifi.processors.attributes.UpdateAttribute", configuration = """
                    Add a property "filename" with the value "model.zip". Connect "success" to PutFile.
                    """),
            @ProcessorConfiguration(processorClassName = "org.apache.nifi.processors.standard.PutFile", configuration = """
                    Set "Directory" to the models' folder and "Conflict Resolution Strategy" to "replace".
                    """),
            @ProcessorConfiguration(processorClass = ScoreDiscriminator.class, configuration = """
                    Set "Model Location" to the file "model.zip" in that folder. Let "failure" be retried, for records that come before the first \
                    model.
                    """)
        })
@ReadsAttribute(attribute = "any", description = "Where a property uses Expression Language")
@WritesAttributes({
    @WritesAttribute(attribute = GanAttributes.RECORD_COUNT, description = "scored, real, generated: how many records the flow file holds"),
    @WritesAttribute(attribute = "mime.type", description = "scored, real, generated: what the Record Writer writes"),
    @WritesAttribute(attribute = GanAttributes.MODEL_ID, description = "scored, real, generated: the id of the model that scored"),
    @WritesAttribute(attribute = GanAttributes.MODEL_NAME, description = "scored, real, generated, where the model is from a store: its name there"),
    @WritesAttribute(attribute = GanAttributes.MODEL_VERSION, description = "scored, real, generated, where the model is from a store: its version"),
    @WritesAttribute(attribute = GanAttributes.MEAN_PROBABILITY, description = "scored, real, generated: the mean probability of the flow file's "
            + "records"),
    @WritesAttribute(attribute = GanAttributes.UNUSUAL,
            description = "scored, real, generated: how many records hold a value that the model cannot place"),
    @WritesAttribute(attribute = GanAttributes.ERROR, description = "failure: why, and what to do about it")
})
@Restricted(restrictions = @Restriction(requiredPermission = RequiredPermission.READ_FILESYSTEM,
        explanation = "Provides operator the ability to read a model from any file that NiFi has access to."))
@SeeAlso({TrainGAN.class, SampleGenerator.class})
public final class ScoreDiscriminator extends ModelProcessor {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder().name("Record Reader")
            .description("Reads the records to score.")
            .required(true).identifiesControllerService(RecordReaderFactory.class).build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder().name("Record Writer")
            .description("Writes the scored records. With 'Inherit Record Schema' they have the fields that were read, and the new ones.")
            .required(true).identifiesControllerService(RecordSetWriterFactory.class).build();

    static final PropertyDescriptor JUDGE = new PropertyDescriptor.Builder().name("Judge")
            .description("Which part of the model says how real a record looks.")
            .required(true).allowableValues(ScoringJudge.class).defaultValue(ScoringJudge.TREES).build();

    static final PropertyDescriptor ROUTING_STRATEGY = new PropertyDescriptor.Builder().name("Routing Strategy")
            .description("Where the scored records go.")
            .required(true).allowableValues(RoutingStrategy.class).defaultValue(RoutingStrategy.BY_THRESHOLD).build();

    static final PropertyDescriptor THRESHOLD = new PropertyDescriptor.Builder().name("Threshold")
            .description("The least probability, from 0 to 1, of a record that goes to 'real'. Higher lets fewer made records pass, and turns more "
                    + "real ones away.")
            .required(true).defaultValue("0.5").addValidator(NumberRange.decimal(0, 1))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(ROUTING_STRATEGY, RoutingStrategy.BY_THRESHOLD).build();

    static final PropertyDescriptor PROBABILITY_FIELD = field("Probability Field", true, "gan_probability",
            "Name of the field for the probability that the record is real: between 0 and 1, where real and unreal records are equally many.");
    static final PropertyDescriptor PERCENTILE_FIELD = field("Percentile Field", true, "gan_percentile",
            "Name of the field for the percentage, from 0 to 100, of real records (not learnt from) that look no more real than this one.");
    static final PropertyDescriptor UNUSUAL_FIELD = field("Unusual Values Field", false, null,
            "Name of a field for how many of the record's values the model cannot place, such as categories that it never saw. Blank adds none.");

    static final PropertyDescriptor REASONS_FIELD = new PropertyDescriptor.Builder().name("Reasons Field")
            .description("Name of a field for up to three fields that make the record look unreal, the worst first, with what each takes from the logarithm of "
                    + "the odds of being real, such as: state (-2.1), age (-0.4). Filled for records with a probability below 0.5 or below Threshold, "
                    + "otherwise empty. Blank adds none.")
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR).expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .dependsOn(JUDGE, ScoringJudge.TREES).build();

    static final Relationship SCORED = new Relationship.Builder().name("scored").description("All records, scored").build();
    static final Relationship REAL = new Relationship.Builder().name("real").description("Scored records that look real").build();
    static final Relationship GENERATED = new Relationship.Builder().name("generated").description("Scored records that look made").build();
    static final Relationship ORIGINAL = new Relationship.Builder().name("original").description("Flow files whose records were scored").build();
    static final Relationship FAILURE = new Relationship.Builder().name("failure")
            .description("Flow files that cannot be read, or for which there is no model; the attribute " + GanAttributes.ERROR + " says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS_ALL = Set.of(SCORED, ORIGINAL, FAILURE);
    private static final Set<Relationship> RELATIONSHIPS_BY_THRESHOLD = Set.of(REAL, GENERATED, ORIGINAL, FAILURE);
    private static final List<PropertyDescriptor> PROPERTIES = Stream.of(List.of(RECORD_READER, RECORD_WRITER), ModelProvider.ofLocationOrStore().properties(),
            List.of(JUDGE, ROUTING_STRATEGY, THRESHOLD, PROBABILITY_FIELD, PERCENTILE_FIELD, UNUSUAL_FIELD, REASONS_FIELD)).flatMap(List::stream).toList();

    private static final double REASONS_BELOW = .5;

    private volatile Set<Relationship> relationships = RELATIONSHIPS_BY_THRESHOLD;

    /** Called by NiFi. */
    public ScoreDiscriminator() {
        super(ModelProvider.ofLocationOrStore(), new Refusal(FAILURE, "cannot be scored"));
    }

    private static PropertyDescriptor field(final String name, final boolean required, final String value, final String description) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(required).defaultValue(value)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR).expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    }

    @Override
    public Set<Relationship> getRelationships() {
        return relationships;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    public void onPropertyModified(final PropertyDescriptor descriptor, final String oldValue, final String newValue) {
        if (ROUTING_STRATEGY.equals(descriptor)) {
            relationships = RoutingStrategy.ALL.getValue().equals(newValue) ? RELATIONSHIPS_ALL : RELATIONSHIPS_BY_THRESHOLD;
        }
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<String> names = new ArrayList<>();
        for (final PropertyDescriptor property : List.of(PROBABILITY_FIELD, PERCENTILE_FIELD, UNUSUAL_FIELD, REASONS_FIELD)) {
            final String name = context.getProperty(property).evaluateAttributeExpressions().getValue();
            if (name != null && names.contains(name)) {
                return List.of(new ValidationResult.Builder().subject(property.getName()).input(name).valid(false)
                        .explanation("another score has the field '%s' already: give each a name of its own".formatted(name)).build());
            }
            names.add(name);
        }
        return List.of();
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger,
                                                 final Map<String, String> attributes) {
        final ModelVerification model = verifyModel(context, attributes);
        final RecordSchema schema = model.schema() == null ? null : fields(context).extend(model.schema());
        return List.of(RecordServiceVerification.ofReader(context, RECORD_READER, attributes, verificationLogger), model.result(),
                RecordServiceVerification.ofWriter(context, RECORD_WRITER, attributes, schema));
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) throws ProcessException {
        final FlowFile input = session.get();
        if (input == null) {
            return;
        }
        final Map<Relationship, ScoredOutput> outputs = new LinkedHashMap<>();
        final boolean done = work(context, session, input, () -> outputs.values().stream().map(ScoredOutput::flowFile).toList(), () -> {
            final SuppliedModel supplied = model(context, session, input);
            final Map<ScoredOutput, Map<String, String>> finished = score(context, session, input, supplied.model(), outputs);
            finished.forEach((output, attributes) -> {
                attributes.putAll(supplied.attributes());
                output.transfer(session, attributes, supplied.foreignAttributes(), "Scored by " + supplied.describe());
                session.adjustCounter("Records Scored", output.count(), false);
            });
        });
        if (done) {
            session.transfer(session.removeAttribute(input, GanAttributes.ERROR), ORIGINAL);
        }
    }

    /** Writes all outputs, and closes them whatever happens: a session can only be committed or rolled back without open streams. */
    private Map<ScoredOutput, Map<String, String>> score(final ProcessContext context, final ProcessSession session, final FlowFile input,
                                                         final GanModel model,
                                                         final Map<Relationship, ScoredOutput> outputs)
            throws IOException, FlowFileRejectedException, ProcessorStoppedException {
        final RecordReaderFactory readers = context.getProperty(RECORD_READER).asControllerService(RecordReaderFactory.class);
        final boolean all = context.getProperty(ROUTING_STRATEGY).asAllowableValue(RoutingStrategy.class) == RoutingStrategy.ALL;
        final double threshold = all ? 0 : threshold(context, input);
        final Map<ScoredOutput, Map<String, String>> finished = new LinkedHashMap<>();
        try (FlowFileRecords records = FlowFileRecords.open(session, input, readers)) {
            final ScoreFields fields = fields(context);
            if (all) {
                outputs.put(SCORED, open(context, session, input, SCORED, fields.extend(records.schema())));
            }
            new ScoringRun(model, judge(context).judge(), fields, Math.max(REASONS_BELOW, threshold), this::isScheduled).run(records, (record, schema, probability, unusual) -> {
                final Relationship relationship = all ? SCORED : probability >= threshold ? REAL : GENERATED;
                if (!outputs.containsKey(relationship)) {
                    outputs.put(relationship, open(context, session, input, relationship, schema));
                }
                outputs.get(relationship).write(record, probability, unusual);
            });
            for (final ScoredOutput output : outputs.values()) {
                finished.put(output, output.finish());
            }
        } finally {
            for (final ScoredOutput output : outputs.values()) {
                output.close();
            }
        }
        return finished;
    }

    private ScoredOutput open(final ProcessContext context, final ProcessSession session, final FlowFile input, final Relationship relationship,
                              final RecordSchema schema) throws FlowFileRejectedException, IOException {
        final RecordSetWriterFactory writers = context.getProperty(RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final FlowFile flowFile = session.create(input);
        try {
            return new ScoredOutput(relationship, flowFile, RecordOutput.open(session, flowFile, writers, schema, input.getAttributes()));
        } catch (final FlowFileRejectedException e) {
            session.remove(flowFile);
            throw e;
        }
    }

    private static double threshold(final ProcessContext context, final FlowFile input) {
        final String text = context.getProperty(THRESHOLD).evaluateAttributeExpressions(input).getValue();
        try {
            return Double.parseDouble(text.trim());
        } catch (final NumberFormatException | NullPointerException e) {
            throw new IllegalArgumentException("Threshold is '%s'; it must be a number from 0 to 1".formatted(text), e);
        }
    }

    private static ScoreFields fields(final ProcessContext context) {
        return new ScoreFields(context.getProperty(PROBABILITY_FIELD).evaluateAttributeExpressions().getValue(),
                context.getProperty(PERCENTILE_FIELD).evaluateAttributeExpressions().getValue(),
                context.getProperty(UNUSUAL_FIELD).evaluateAttributeExpressions().getValue(),
                judge(context) == ScoringJudge.TREES ? context.getProperty(REASONS_FIELD).evaluateAttributeExpressions().getValue() : null);
    }

    private static ScoringJudge judge(final ProcessContext context) {
        return context.getProperty(JUDGE).asAllowableValue(ScoringJudge.class);
    }
}
