// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GanModel;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GanAttributes;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.model.ModelAttributes;
import io.nifigan.processors.record.RecordServiceVerification;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Trains a model on incoming records. */
@Tags({"gan", "synthetic", "generate", "machine learning", "train", "model", "record", "privacy", "test data", "anonymize", "deeplearning4j"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription("""
        Learns what the records of a table look like, single columns and how they depend on each other, and sends out a model. \
        SampleGenerator makes as many new records as wanted from it, and ScoreDiscriminator says with it how real records look. \
        Two neural networks are trained against each other (a generative adversarial network): one makes records, the other tells them from \
        real ones. Nothing has to be set but the Record Reader: kinds of columns are recognised, and the defaults suit tables of 10,000 to \
        100,000 records. Stopping the processor ends a training within two seconds and leaves its flow files in the queue.""")
@UseCase(description = "Train a model on one file or query result of records",
        keywords = {"synthetic data", "train", "table", "csv", "sql"},
        configuration = """
                Set "Record Reader" to a reader of the incoming format.
                Leave "Gather Flow Files" at "One Flow File".
                Set "Time Budget" to as long as the training may take.
                Connect "model" to SampleGenerator, or to PutFile to keep the model.
                """)
@UseCase(description = "Train a model on records that arrive in many small flow files",
        keywords = {"stream", "batch", "merge", "gather"},
        notes = "All flow files must have the same fields. Those that wait are in the queue: its back pressure threshold must let enough of them in.",
        configuration = """
                Set "Gather Flow Files" to "Many Flow Files".
                Set "Minimum Records" to how many records start a training.
                Set "Maximum Wait" to how long the first flow file may wait for the others.
                """)
@UseCase(description = "Tell the processor what a column is, where it guesses wrong, or leave a column out",
        keywords = {"override", "column", "kind", "ignore", "identifier", "category"},
        configuration = """
                Add a property with the column's name, and choose its kind as the value: "category" for numbers that are codes, "identifier" for \
                values that name one record, "email", "phone", "given name" and so on for what they are, "ignore" to leave the column out.
                """)
@MultiProcessorUseCase(description = "Replace the real rows of a database table by synthetic ones in a test system",
        keywords = {"test data", "database", "jdbc", "synthetic", "privacy"},
        configurations = {
            @ProcessorConfiguration(processorClassName = "org.apache.nifi.processors.standard.ExecuteSQLRecord", configuration = """
                    Set "SQL select query" to read the table, and "Record Writer" to an AvroRecordSetWriter or JsonRecordSetWriter.
                    Schedule it to run as often as a new model is wanted. Connect "success" to TrainGAN.
                    """),
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Record Reader" to the reader of the format that ExecuteSQLRecord writes. Connect "model" to SampleGenerator.
                    """),
            @ProcessorConfiguration(processorClass = SampleGenerator.class, configuration = """
                    Set "Model Source" to "Flow File Content", "Number of Records" to "${gan.model.rows}" for as many as there were, and
                    "Record Writer" to the format that the next processor reads. Connect "success" to PutDatabaseRecord.
                    """),
            @ProcessorConfiguration(processorClassName = "org.apache.nifi.processors.standard.PutDatabaseRecord", configuration = """
                    Set "Statement Type" to "INSERT" and "Table Name" to the table of the test system.
                    """)
        })
@DynamicProperty(name = "The name of a column, or the path of a nested one", value = "integer, decimal, boolean, category, date, time, timestamp, ignore, identifier, or what an "
        + "identifier is: given name, family name, full name, user name, email, phone, street address, postal code, company, credit card, iban, ip v4, "
        + "ip v6, mac, url, uuid, national id",
        expressionLanguageScope = ExpressionLanguageScope.NONE,
        description = "What the column is, where it should not be recognised by itself. 'ignore' leaves it out of the model")
@ReadsAttribute(attribute = "any", description = "Where a property uses Expression Language: those of the flow file, or of the first of many")
@WritesAttributes({
    @WritesAttribute(attribute = "mime.type", description = "model: " + GanModel.MIME_TYPE),
    @WritesAttribute(attribute = "filename", description = "model: model-ID.zip"),
    @WritesAttribute(attribute = GanAttributes.MODEL_ID, description = "model and original: a name for this very model, by what it has learnt"),
    @WritesAttribute(attribute = GanAttributes.MODEL_ROWS, description = "model: how many records there were"),
    @WritesAttribute(attribute = GanAttributes.MODEL_COLUMNS, description = "model: how many columns it makes"),
    @WritesAttribute(attribute = GanAttributes.MODEL_IDENTIFIERS,
            description = "model: names of the columns that are made anew in the same shape instead of being learnt"),
    @WritesAttribute(attribute = GanAttributes.MODEL_MEANINGS, description = "model: what these columns are taken for, such as fname=given name"),
    @WritesAttribute(attribute = GanAttributes.MODEL_STEPS, description = "model: how many training steps were done"),
    @WritesAttribute(attribute = GanAttributes.MODEL_SECONDS, description = "model: how many seconds the training took"),
    @WritesAttribute(attribute = GanAttributes.MODEL_SEED, description = "model: the Random Seed"),
    @WritesAttribute(attribute = GanAttributes.EPSILON, description = "model of a private training: the epsilon that it keeps; such a model has none of "
            + "the figures below, since they would tell of records"),
    @WritesAttribute(attribute = GanAttributes.DELTA, description = "model of a private training: its delta"),
    @WritesAttribute(attribute = GanAttributes.SHAPE_ERROR,
            description = "model: how far single columns of made records are from held-out real ones, in percent; 0 is perfect"),
    @WritesAttribute(attribute = GanAttributes.SHAPE_FLOOR, description = "model: the same between real records, which no model can be expected to "
            + "pass"),
    @WritesAttribute(attribute = GanAttributes.TREND_ERROR, description = "model: the same as the shape error for pairs of columns"),
    @WritesAttribute(attribute = GanAttributes.TREND_FLOOR, description = "model: the same between real records"),
    @WritesAttribute(attribute = GanAttributes.AUC,
            description = "model: how well the judging network tells held-out real records from made ones: 0.5 not at all, 1 always"),
    @WritesAttribute(attribute = GanAttributes.FIDELITY_ROWS, description = "model: how many held-out records these figures come from"),
    @WritesAttribute(attribute = GanAttributes.ERROR, description = "failure: why, and what to do about it")
})
@SystemResourceConsideration(resource = SystemResource.CPU,
        description = "A training keeps as many cores as Processor Cores says busy until it ends. Each concurrent task trains a model of its own")
@SystemResourceConsideration(resource = SystemResource.MEMORY,
        description = "All records of a training are held in memory, by column: 8 bytes for a number, 4 for any other value, and each different "
                + "text once")
@SeeAlso({SampleGenerator.class, ScoreDiscriminator.class})
public final class TrainGAN extends AbstractProcessor implements VerifiableProcessor {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder().name("Record Reader")
            .description("Reads the incoming records. A reader with a fixed schema recognises types better than one that infers them.")
            .required(true).identifiesControllerService(RecordReaderFactory.class).build();

    static final PropertyDescriptor GATHERING = new PropertyDescriptor.Builder().name("Gather Flow Files")
            .description("Whether each flow file gives a model, or many flow files give one together.")
            .required(true).allowableValues(GatheringStrategy.class).defaultValue(GatheringStrategy.ONE).build();

    static final PropertyDescriptor MINIMUM_RECORDS = new PropertyDescriptor.Builder().name("Minimum Records")
            .description("Training starts once the flow files in the queue hold this many records. Flow files beyond are left for the next training.")
            .required(true).defaultValue("10000").addValidator(NumberRange.whole(ModelFitter.MIN_ROWS, Integer.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).dependsOn(GATHERING, GatheringStrategy.MANY).build();

    static final PropertyDescriptor MAXIMUM_WAIT = new PropertyDescriptor.Builder().name("Maximum Wait")
            .description("Training starts once a flow file has been in the queue for this long, with as many records as there are then.")
            .required(true).defaultValue("10 min").addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).dependsOn(GATHERING, GatheringStrategy.MANY).build();

    static final Relationship MODEL = new Relationship.Builder().name("model")
            .description("The trained model, with its figures as attributes").build();
    static final Relationship ORIGINAL = new Relationship.Builder().name("original")
            .description("The flow files that a model was trained on").build();
    static final Relationship FAILURE = new Relationship.Builder().name("failure")
            .description("Flow files that cannot be read or learnt; the attribute " + GanAttributes.ERROR + " says why").build();

    private static final Set<Relationship> RELATIONSHIPS = Set.of(MODEL, ORIGINAL, FAILURE);
    private static final List<PropertyDescriptor> PROPERTIES = Stream.concat(
            Stream.of(RECORD_READER, GATHERING, MINIMUM_RECORDS, MAXIMUM_WAIT), TrainingProperties.all().stream()).toList();

    private final FlowFileGatherer gatherer = new FlowFileGatherer();

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
        return new PropertyDescriptor.Builder().name(propertyDescriptorName).dynamic(true)
                .description("What the column '%s' is".formatted(propertyDescriptorName))
                .allowableValues(ColumnOverride.class).build();
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>(privateSettings(context));
        final PropertyValue ignored = context.getProperty(TrainingProperties.IGNORED_COLUMNS);
        final PropertyValue targets = context.getProperty(TrainingProperties.TARGET_COLUMNS);
        if (ignored.isExpressionLanguagePresent() || targets.isExpressionLanguagePresent()) {
            return results;
        }
        final Map<String, ColumnOverride> overrides = overrides(context.getProperties());
        for (final String name : TrainingProperties.list(ignored)) {
            if (overrides.containsKey(name) && overrides.get(name) != ColumnOverride.IGNORE) {
                results.add(new ValidationResult.Builder().subject(name).valid(false)
                        .explanation("the column is in Columns To Ignore: take it out there, or remove this property").build());
            }
        }
        final Set<String> left = ColumnChoices.of(overrides, TrainingProperties.list(ignored), List.of()).ignored();
        for (final String name : TrainingProperties.list(targets)) {
            if (left.contains(name)) {
                results.add(new ValidationResult.Builder().subject(TrainingProperties.TARGET_COLUMNS.getName()).input(name).valid(false)
                        .explanation("'%s' is also a column to ignore: it cannot be both".formatted(name)).build());
            }
        }
        return results;
    }

    /** What an ordinary training takes and a private one does not. */
    private static List<ValidationResult> privateSettings(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (PrivacyProperties.isPrivate(context.getProperty(PrivacyProperties.PRIVACY))) {
            overrides(context.getProperties()).forEach((name, override) -> {
                if (override != ColumnOverride.IGNORE) {
                    results.add(new ValidationResult.Builder().subject(name).valid(false)
                            .explanation("a private training takes what a column is from Public Schema: remove this property").build());
                }
            });
        }
        return results;
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger,
                                                 final Map<String, String> attributes) {
        final ConfigVerificationResult.Builder settings = new ConfigVerificationResult.Builder().verificationStepName("Check Settings");
        try {
            final TrainingSettings checked = TrainingProperties.settings(property -> evaluated(context, property, attributes));
            PrivacyProperties.settings(property -> evaluated(context, property, attributes), List.of());
            settings.outcome(Outcome.SUCCESSFUL).explanation("Trains for at most %d s and %,d steps, on %s of %d processor cores".formatted(
                    checked.timeBudget().toSeconds(), checked.maxSteps(), checked.threads() == 0 ? "all (up to 8)" : checked.threads(),
                    Runtime.getRuntime().availableProcessors()));
        } catch (final IllegalArgumentException | ProcessException e) {
            settings.outcome(Outcome.FAILED).explanation(e.getMessage());
        }
        return List.of(RecordServiceVerification.ofReader(context.getProperty(RECORD_READER), attributes, verificationLogger), settings.build());
    }

    @OnStopped
    public void forgetQueue() {
        gatherer.clear();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) throws ProcessException {
        try {
            final List<FlowFile> flowFiles = take(context, session);
            if (!flowFiles.isEmpty()) {
                train(context, session, flowFiles);
            }
        } catch (final ProcessorStoppedException | TrainingStoppedException e) {
            getLogger().info("Stopped before the training ended: its flow files are back in the queue");
            session.rollback();
        } catch (final IOException e) {
            throw new ProcessException("The content of a flow file could not be read or written", e);
        }
    }

    private List<FlowFile> take(final ProcessContext context, final ProcessSession session) throws ProcessorStoppedException, IOException {
        if (context.getProperty(GATHERING).asAllowableValue(GatheringStrategy.class) == GatheringStrategy.ONE) {
            final FlowFile flowFile = session.get();
            return flowFile == null ? List.of() : List.of(flowFile);
        }
        final TrainingData data = data(context, session);
        final FlowFileGatherer.Gathered gathered = gatherer.gather(session, flowFile -> data.inspect(flowFile, choices(context, flowFile)),
                context.getProperty(MINIMUM_RECORDS).evaluateAttributeExpressions().asLong(),
                context.getProperty(MAXIMUM_WAIT).evaluateAttributeExpressions().asDuration());
        gathered.problems().forEach((flowFile, problem) -> refuse(session, List.of(flowFile), problem));
        if (gathered.ready().isEmpty() && gathered.problems().isEmpty()) {
            context.yield();
        }
        return gathered.ready();
    }

    private void train(final ProcessContext context, final ProcessSession session, final List<FlowFile> flowFiles)
            throws ProcessorStoppedException, TrainingStoppedException, IOException {
        final FlowFile first = flowFiles.getFirst();
        final GanModel model;
        try {
            final TrainingSettings settings = TrainingProperties.settings(property -> evaluated(context, property, first));
            final ColumnChoices choices = choices(context, first);
            final TrainingListener progress = new TrainingProgress(session, getLogger(), this::isScheduled);
            final Optional<PrivacySettings> privacy = PrivacyProperties.settings(property -> evaluated(context, property, first), choices.targets());
            if (privacy.isPresent()) {
                // What is logged is as public as the model: not even the number of records is told.
                final Table table = data(context, session).readPrivately(flowFiles, choices, privacy.get().schema());
                getLogger().info("Training privately on {} columns from {} flow files", table.columns().size(), flowFiles.size());
                model = new PrivateFitter(settings, privacy.get()).fit(table, progress);
            } else {
                final Table table = data(context, session).read(flowFiles, choices);
                getLogger().info("Training on {} records of {} columns from {} flow files", table.rows(), table.columns().size(), flowFiles.size());
                getLogger().info("{}", ModelAttributes.describeIdentifiers(table.columns()));
                model = new ModelFitter(settings.withTargets(choices.targets(table.columns()))).fit(table, progress);
            }
        } catch (final TrainingStoppedException e) {
            throw e;
        } catch (final FlowFileRejectedException | TrainingException | IllegalArgumentException e) {
            refuse(session, flowFiles, e.getMessage());
            return;
        }
        send(session, flowFiles, model);
    }

    private void send(final ProcessSession session, final List<FlowFile> flowFiles, final GanModel model) {
        FlowFile trained = flowFiles.size() == 1 ? session.create(flowFiles.getFirst()) : session.create(flowFiles);
        trained = session.removeAllAttributes(trained, Set.of(GanAttributes.RECORD_COUNT, GanAttributes.ERROR));
        trained = session.write(trained, model::write);
        trained = session.putAllAttributes(trained, ModelAttributes.of(model));
        session.getProvenanceReporter().modifyContent(trained,
                "Trained on %,d records in %,d steps".formatted(model.privacy().map(PrivacyReport::records).orElse((long) model.provenance().rows()),
                        model.provenance().steps()),
                Math.round(1_000 * model.provenance().seconds()));
        session.transfer(trained, MODEL);
        for (final FlowFile flowFile : flowFiles) {
            final FlowFile used = session.putAttribute(session.removeAttribute(flowFile, GanAttributes.ERROR), GanAttributes.MODEL_ID, model.id());
            session.getProvenanceReporter().route(used, ORIGINAL);
            session.transfer(used, ORIGINAL);
        }
        session.adjustCounter("Models Trained", 1, false);
        getLogger().info("Trained model {}: {}", model.id(), trained);
    }

    private void refuse(final ProcessSession session, final List<FlowFile> flowFiles, final String reason) {
        for (final FlowFile flowFile : flowFiles) {
            getLogger().error("{} cannot be trained on: {}", flowFile, reason);
            final FlowFile refused = session.penalize(session.putAttribute(flowFile, GanAttributes.ERROR, reason));
            session.getProvenanceReporter().route(refused, FAILURE, reason);
            session.transfer(refused, FAILURE);
        }
    }

    private TrainingData data(final ProcessContext context, final ProcessSession session) {
        final RecordReaderFactory readers = context.getProperty(RECORD_READER).asControllerService(RecordReaderFactory.class);
        return new TrainingData(session, readers, getLogger(), this::isScheduled);
    }

    private static ColumnChoices choices(final ProcessContext context, final FlowFile flowFile) {
        return ColumnChoices.of(overrides(context.getProperties()),
                TrainingProperties.list(evaluated(context, TrainingProperties.IGNORED_COLUMNS, flowFile)),
                TrainingProperties.list(evaluated(context, TrainingProperties.TARGET_COLUMNS, flowFile)));
    }

    private static Map<String, ColumnOverride> overrides(final Map<PropertyDescriptor, String> properties) {
        final Map<String, ColumnOverride> overrides = new LinkedHashMap<>();
        properties.forEach((property, value) -> {
            if (property.isDynamic()) {
                Stream.of(ColumnOverride.values()).filter(override -> override.getValue().equals(value)).findFirst()
                        .ifPresent(override -> overrides.put(property.getName(), override));
            }
        });
        return overrides;
    }

    private static PropertyValue evaluated(final ProcessContext context, final PropertyDescriptor property, final FlowFile flowFile) {
        return evaluated(context, property, value -> value.evaluateAttributeExpressions(flowFile));
    }

    private static PropertyValue evaluated(final ProcessContext context, final PropertyDescriptor property, final Map<String, String> attributes) {
        return evaluated(context, property, value -> value.evaluateAttributeExpressions(attributes));
    }

    private static PropertyValue evaluated(final ProcessContext context, final PropertyDescriptor property,
                                           final Function<PropertyValue, PropertyValue> evaluation) {
        final PropertyValue value = context.getProperty(property);
        return property.isExpressionLanguageSupported() ? evaluation.apply(value) : value;
    }
}
