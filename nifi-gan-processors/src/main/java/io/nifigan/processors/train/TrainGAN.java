// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.model.GANModel;
import io.nifigan.network.NativeThreads;
import io.nifigan.processors.evaluate.EvaluateSynthetic;
import io.nifigan.processors.flow.FailureRouter;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.record.RecordServiceVerification;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.train.Checkpoints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
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
import org.apache.nifi.annotation.lifecycle.OnRemoved;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractSessionFactoryProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Trains a generative adversarial network on incoming records. */
@Tags({
    "gan",
    "synthetic",
    "generate",
    "machine learning",
    "train",
    "model",
    "record",
    "privacy",
    "test data",
    "anonymize",
    "deeplearning4j"
})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription("""
        Trains a generative adversarial network (GAN) on the records of a table, and sends out a model of the values \
        of each column and the relations between columns. SampleGenerator generates synthetic records from the \
        model, and ScoreDiscriminator scores with it how realistic records are. Only the Record Reader must be set: \
        the kinds of columns are recognised, and the defaults suit tables of 10,000 to 100,000 records. Stopping the \
        processor ends a training within two seconds and leaves its FlowFiles in the queue; with a Checkpoint \
        Directory it resumes later from there.""")
@UseCase(
        description = "Train a model on one file or query result of records",
        keywords = {"synthetic data", "train", "table", "csv", "sql"},
        configuration = """
                Set "Record Reader" to a reader of the incoming format.
                Leave "Gather FlowFiles" at "One FlowFile".
                Set "Time Budget" to the time that the training may take.
                Connect "model" to SampleGenerator, or to PutFile to keep the model.
                """)
@UseCase(
        description = "Train a model on records that arrive in many small FlowFiles",
        keywords = {"stream", "batch", "merge", "gather"},
        notes = "All FlowFiles must have the same fields. They wait in the queue, so its back pressure threshold "
                + "must allow for enough of them.",
        configuration = """
                Set "Gather FlowFiles" to "Many FlowFiles".
                Set "Minimum Records" to the number of records that starts a training.
                Set "Maximum Wait" to how long the first FlowFile may wait for the others.
                """)
@UseCase(
        description = "Set the kind of a column that is recognised wrongly, or leave a column out",
        keywords = {"override", "column", "kind", "ignore", "identifier", "category"},
        configuration = """
                Add a property named "column:" and the column's name, such as "column:zip", and choose the kind as \
                its value: "category" for numbers that are codes, "identifier" for values that name one record, \
                "email", "phone", "given name" and so on for identifiers with a meaning, "ignore" to leave the \
                column out.
                """)
@UseCase(
        description = "Keep a model up to date as new records arrive",
        keywords = {"continue", "incremental", "retrain", "latest", "store", "version", "drift", "window", "reservoir"},
        notes = "The other processors take the latest version from the same store, without a restart.",
        configuration = """
                Set "Gather FlowFiles" to "Sliding Window", or to "Reservoir" if old records matter as much as new \
                ones, "Minimum Records" to the number of new records for a new model, and "Records To Keep" to the \
                number of records that it learns.
                Set "Model Store" to a DirectoryGANModelStore or, in a cluster, a CacheGANModelStore, and "Model \
                Name" to a name.
                Set "Start From" to "Latest In Store" and "Publish" to "Unless Worse". With "Settings" at \
                "Advanced", set "Maximum Steps" to a few thousand.
                """)
@UseCase(
        description = "Train for hours, follow the progress, and lose nothing by a restart",
        keywords = {"checkpoint", "resume", "restart", "progress", "monitor"},
        configuration = """
                Set "Time Budget" to the time that the training may take, "Settings" to "Advanced", and "Maximum \
                Steps" to a number that it does not reach.
                Set "Checkpoint Directory" to a directory on a disk that outlives a restart.
                Set "Progress Period" to "1 min" and connect "progress" to a processor that stores or checks it, \
                such as PutDatabaseRecord or RouteOnAttribute.
                """)
@MultiProcessorUseCase(
        description = "Fill a table of a test system with synthetic rows instead of real ones",
        keywords = {"test data", "database", "jdbc", "synthetic", "privacy"},
        configurations = {
            @ProcessorConfiguration(
                    processorClassName = "org.apache.nifi.processors.standard.ExecuteSQLRecord",
                    configuration = """
                    Set "SQL select query" to read the table, and "Record Writer" to an AvroRecordSetWriter or \
                    JsonRecordSetWriter.
                    Schedule it to run as often as you need a new model. Connect "success" to TrainGAN.
                    """),
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Record Reader" to the reader of the format that ExecuteSQLRecord writes. Connect "model" to \
                    SampleGenerator.
                    """),
            @ProcessorConfiguration(processorClass = SampleGenerator.class, configuration = """
                    Set "Model Source" to "FlowFile Content", and "Number of Records" to "${gan.model.rows}" for as \
                    many records as the real table has.
                    Set "Record Writer" to the format that PutDatabaseRecord reads, and "Run Schedule" to "0 sec". \
                    Connect "success" to PutDatabaseRecord.
                    """),
            @ProcessorConfiguration(
                    processorClassName = "org.apache.nifi.processors.standard.PutDatabaseRecord",
                    configuration = """
                    Set "Statement Type" to "INSERT" and "Table Name" to the table of the test system.
                    """)
        })
@MultiProcessorUseCase(
        description = "Fill a whole test database with synthetic rows, whose keys fit together",
        keywords = {"database", "tables", "foreign key", "relational", "referential integrity", "test data", "jdbc"},
        configurations = {
            @ProcessorConfiguration(
                    processorClassName = "org.apache.nifi.processors.standard.ListDatabaseTables",
                    configuration = """
                    Set "Database Connection Pooling Service" to the real database. Connect "success" to \
                    ExecuteSQLRecord.
                    """),
            @ProcessorConfiguration(
                    processorClassName = "org.apache.nifi.processors.standard.ExecuteSQLRecord",
                    configuration = """
                    Set "SQL select query" to "SELECT * FROM ${db.table.name}". Connect "success" to TrainGAN.
                    """),
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Gather FlowFiles" to "Tables Of A Database" and "Tables" to the names of the tables. Look in \
                    the log for the keys that were found; set "Keys" if one is wrong. Connect "model" to \
                    SampleGenerator.
                    """),
            @ProcessorConfiguration(processorClass = SampleGenerator.class, configuration = """
                    Set "Model Source" to "FlowFile Content" and "Scale" to how many times as many rows are wanted. \
                    Connect "success" to PutDatabaseRecord, with the prioritizer "First In, First Out".
                    """),
            @ProcessorConfiguration(
                    processorClassName = "org.apache.nifi.processors.standard.PutDatabaseRecord",
                    configuration = """
                    Set "Statement Type" to "INSERT" and "Table Name" to "${gan.table}". Parents come before their \
                    children, so the constraints of the database may stay enabled.
                    """)
        })
@MultiProcessorUseCase(
        description = "Train on records of several cluster nodes or sites that must not leave their place",
        keywords = {"federated", "cluster", "node", "site", "distributed", "privacy", "share"},
        notes = """
                Only synthetic records leave a node. That is no formal guarantee for single real records, unless \
                each node trains with Privacy. A column of consecutive numbers starts again on each node: set it to \
                "identifier" in the last TrainGAN, with a property such as "column:id".""",
        configurations = {
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    On each node, without load balancing on its incoming connection: set "Gather FlowFiles" to "Many \
                    FlowFiles" and "Minimum Records" to the number of records of a node. Connect "model" to \
                    SampleGenerator.
                    """),
            @ProcessorConfiguration(processorClass = SampleGenerator.class, configuration = """
                    Set "Model Source" to "FlowFile Content" and "Number of Records" to \
                    "${gan.model.rows:multiply(3)}", so that each node contributes in proportion to its records. Set \
                    "Run Schedule" to "0 sec".
                    Connect "success" to another TrainGAN, and set the "Load Balance Strategy" of that connection to \
                    "Single node".
                    """),
            @ProcessorConfiguration(processorClass = TrainGAN.class, configuration = """
                    Set "Gather FlowFiles" to "Many FlowFiles", "Minimum Records" to three times the records of all \
                    nodes, and "Maximum Wait" to the time to wait for a missing node. Set "Model Store" and "Model \
                    Name", so that all nodes get the common model.
                    """)
        })
@DynamicProperty(
        name = "column:NAME",
        value = "integer, decimal, boolean, category, date, time, timestamp, ignore, identifier, or the meaning "
                + "of an identifier: given name, family name, full name, user name, email, phone, street "
                + "address, postal code, company, credit card, iban, ip v4, ip v6, mac, url, uuid, national id",
        expressionLanguageScope = ExpressionLanguageScope.NONE,
        description = "The kind of the column NAME, instead of the recognised one. NAME is the column's name, or "
                + "the path of a nested field. 'ignore' leaves the column out of the model")
@WritesAttributes({
    @WritesAttribute(attribute = "mime.type", description = "model: " + GANModel.MIME_TYPE),
    @WritesAttribute(attribute = "filename", description = "model: model-ID.zip"),
    @WritesAttribute(attribute = GANAttributes.MODEL_ID, description = "model and original: the model's id"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_NAME,
            description = "model and original, if the model was published: its name in the store"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_VERSION,
            description = "model and original, if the model was published: its version in the store"),
    @WritesAttribute(
            attribute = GANAttributes.PUBLISH_ERROR,
            description = "model and original, if the model could not be published: why"),
    @WritesAttribute(
            attribute = GANAttributes.PUBLISH_SKIPPED,
            description = "model and original, if the model was not published because it is worse: by how much"),
    @WritesAttribute(
            attribute = GANAttributes.EARLIER_ID,
            description = "model and original, if the model was compared with the latest one before: that model's id"),
    @WritesAttribute(
            attribute = GANAttributes.EARLIER_VERSION,
            description = "model and original, if the model was compared: the earlier model's version"),
    @WritesAttribute(
            attribute = GANAttributes.EARLIER_SHAPE_ERROR,
            description = "model and original, if the model was compared: the earlier model's shape error on the "
                    + "same held-out records"),
    @WritesAttribute(
            attribute = GANAttributes.EARLIER_TREND_ERROR,
            description = "model and original, if the model was compared: the earlier model's trend error"),
    @WritesAttribute(
            attribute = GANAttributes.LEARNT,
            description = "FlowFiles that stay in the queue: in how many trainings they were learnt"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_ROWS,
            description = "model: the number of records that it was trained on"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_TABLES,
            description = "model of a database: its tables, parents first, separated by commas"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_KEYS,
            description = "model of a database: the keys and orders of its tables, found or given; at most 4,000 "
                    + "characters"),
    @WritesAttribute(attribute = GANAttributes.MODEL_COLUMNS, description = "model: the number of its columns"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_IDENTIFIERS,
            description = "model, if there are any: names of the columns whose values are replaced by new ones of "
                    + "the same form instead of being learnt"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_MEANINGS,
            description = "model, if there are any: the meanings of these columns, such as fname=given name"),
    @WritesAttribute(
            attribute = GANAttributes.COLUMN_VERDICTS,
            description = "model: what became of each column, such as income: decimal; at most 4,000 characters"),
    @WritesAttribute(
            attribute = GANAttributes.COLUMN_WARNINGS,
            description = "model, if there were any: what to know about the columns before synthetic records are "
                    + "used, such as values that count as missing, numbers that are not learnt, or names of persons "
                    + "that will appear; at most 4,000 characters"),
    @WritesAttribute(attribute = GANAttributes.MODEL_STEPS, description = "model: the number of training steps"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_SECONDS,
            description = "model: the seconds that the training took"),
    @WritesAttribute(attribute = GANAttributes.MODEL_SEED, description = "model: the Random Seed"),
    @WritesAttribute(
            attribute = GANAttributes.TRAINING_ENDED,
            description = "model: what ended the training: maximum steps, time budget, that more steps would "
                    + "memorise so few records, or no improvement for as long as Stop Without Improvement says"),
    @WritesAttribute(
            attribute = GANAttributes.TRAINING_KEPT,
            description = "model: the step of its networks: the last one, or with Stop Without Improvement the best"),
    @WritesAttribute(
            attribute = GANAttributes.TRAINING_NOTES,
            description = "model, if there were any: problems of the training that were handled, what was left "
                    + "out, mostly for lack of time, and what to change"),
    @WritesAttribute(
            attribute = GANAttributes.TRAINING_ID,
            description = "progress: the UUID of the FlowFile that is learnt, or of the first of many"),
    @WritesAttribute(
            attribute = GANAttributes.PROGRESS_STEP,
            description = "progress: the number of training steps so far"),
    @WritesAttribute(
            attribute = GANAttributes.PROGRESS_PERCENT,
            description = "progress: the same in percent of all steps"),
    @WritesAttribute(
            attribute = GANAttributes.EPSILON,
            description = "model of a private training: its epsilon; such a model has none of the figures below, "
                    + "since they would reveal something of the records"),
    @WritesAttribute(attribute = GANAttributes.DELTA, description = "model of a private training: its delta"),
    @WritesAttribute(
            attribute = GANAttributes.SHAPE_ERROR,
            description = "model: the difference between the single columns of synthetic and held-out real "
                    + "records, in percent; 0 is perfect"),
    @WritesAttribute(
            attribute = GANAttributes.SHAPE_FLOOR,
            description = "model: the same between real records, which is the best that a model can be expected "
                    + "to reach"),
    @WritesAttribute(
            attribute = GANAttributes.TREND_ERROR,
            description = "model: the same as the shape error for pairs of columns"),
    @WritesAttribute(attribute = GANAttributes.TREND_FLOOR, description = "model: the same between real records"),
    @WritesAttribute(
            attribute = GANAttributes.AUC,
            description = "model: how well the discriminator distinguishes held-out real records from synthetic "
                    + "ones: 0.5 not at all, 1 always"),
    @WritesAttribute(
            attribute = GANAttributes.FIDELITY_ROWS,
            description = "model: the number of held-out records on which these figures were measured"),
    @WritesAttribute(
            attribute = GANAttributes.ROLE,
            description = "model and original: 'model' and 'real', which EvaluateSynthetic reads"),
    @WritesAttribute(attribute = "gan.report.NAME", description = "report: its figures"),
    @WritesAttribute(attribute = GANAttributes.ERROR, description = "failure: why, and what to do about it")
})
@Restricted(
        restrictions = {
            @Restriction(
                    requiredPermission = RequiredPermission.READ_FILESYSTEM,
                    explanation = "Provides operator the ability to read a public schema from any file, and "
                            + "checkpoints from any directory, that NiFi can read."),
            @Restriction(
                    requiredPermission = RequiredPermission.WRITE_FILESYSTEM,
                    explanation = "Provides operator the ability to write checkpoints to any directory that NiFi "
                            + "can write to.")
        })
@SystemResourceConsideration(
        resource = SystemResource.CPU,
        description = "A training uses as many cores as Processor Cores says until it ends. Each concurrent task "
                + "trains a model of its own")
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description = "The records of a training are held in memory, by column, up to Cells In Memory: 8 bytes "
                + "for a number, 4 for any other value, and each different text once; several times that "
                + "during the training. Larger tables are written to disk, at about 10 bytes a value")
@SeeAlso({SampleGenerator.class, ScoreDiscriminator.class, EvaluateSynthetic.class})
public final class TrainGAN extends AbstractSessionFactoryProcessor implements VerifiableProcessor {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the incoming records. A reader with a fixed schema gives more exact types than "
                    + "one that infers the schema. For CSV, 'Use String Fields From Header' is best: numbers, dates "
                    + "and codes are recognised in the texts, and written as they were.")
            .required(true)
            .identifiesControllerService(RecordReaderFactory.class)
            .build();

    static final Relationship MODEL = new Relationship.Builder()
            .name("model")
            .description("The trained model, with its quality as attributes")
            .build();
    static final Relationship ORIGINAL = new Relationship.Builder()
            .name("original")
            .description("The FlowFiles that a model was trained on; with 'Sliding Window' or 'Reservoir', when "
                    + "they will not be learnt again")
            .build();
    static final Relationship REPORT = new Relationship.Builder()
            .name("report")
            .autoTerminateDefault(true)
            .description("A report on the model as one HTML page: how similar its records are to held-out "
                    + "records, and what they reveal. It is made only if this relationship is connected, takes "
                    + "about ten seconds, and is omitted in a private training, whose guarantee it would break")
            .build();
    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read or trained on; the attribute " + GANAttributes.ERROR + " says why")
            .build();

    private static final Set<Relationship> RELATIONSHIPS = Set.of(MODEL, ORIGINAL, REPORT, FAILURE);
    private static final Set<Relationship> RELATIONSHIPS_WITH_PROGRESS =
            Set.of(MODEL, ORIGINAL, REPORT, FAILURE, ProgressRecords.RELATIONSHIP);
    /**
     * In the order in which a user thinks about them: data, duration, protection, destination of the model, details.
     */
    private static final List<PropertyDescriptor> PROPERTIES = Stream.of(
                    List.of(RECORD_READER),
                    BatchingProperties.properties(),
                    List.of(TrainingProperties.TARGET_COLUMNS, TrainingProperties.IGNORED_COLUMNS),
                    List.of(TrainingProperties.TIME_BUDGET),
                    PrivacyProperties.all(),
                    ProtectionProperties.all(),
                    Publication.properties(),
                    List.of(AdvancedProperties.SETTINGS),
                    AdvancedProperties.all())
            .flatMap(List::stream)
            .toList();

    /** Routes FlowFiles that no model can be trained on. */
    static final FailureRouter REFUSAL = new FailureRouter(FAILURE, "cannot be trained on");

    private final BatchingProperties gathering = new BatchingProperties();
    private final ColumnReport columns = new ColumnReport();
    private volatile boolean advanced;
    private volatile boolean progressWanted;

    @Override
    public Set<Relationship> getRelationships() {
        return advanced && progressWanted ? RELATIONSHIPS_WITH_PROGRESS : RELATIONSHIPS;
    }

    @Override
    public void onPropertyModified(final PropertyDescriptor descriptor, final String oldValue, final String newValue) {
        if (ProgressRecords.PERIOD.equals(descriptor)) {
            progressWanted = newValue != null;
        } else if (AdvancedProperties.SETTINGS.equals(descriptor)) {
            advanced = SettingsChoice.ADVANCED.getValue().equals(newValue);
        }
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String propertyDescriptorName) {
        return ColumnProperties.descriptor(propertyDescriptorName);
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>(PrivacyProperties.validate(context));
        results.addAll(ColumnProperties.validate(context));
        results.addAll(DatabaseProperties.validate(context));
        return results;
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        return List.of(
                RecordServiceVerification.ofReader(context, RECORD_READER, attributes, verificationLogger),
                TrainingVerification.settings(context, attributes),
                columns.verify(),
                TrainingVerification.kernel(),
                Publication.verify(context, attributes));
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
        gathering.clear();
    }

    /** One session holds the input until the model is there; each record of progress has a session of its own. */
    @Override
    public void onTrigger(final ProcessContext context, final ProcessSessionFactory sessionFactory)
            throws ProcessException {
        if (!gathering.acquire(context)) {
            context.yield();
            return;
        }
        final ProcessSession session = sessionFactory.createSession();
        try {
            final Checkpoints done = new TrainingTrigger(
                            context, sessionFactory, session, getLogger(), cancellation(), gathering, columns)
                    .run();
            session.commitAsync(done::discard);
        } catch (final RuntimeException | Error e) {
            session.rollback(true);
            throw e;
        } finally {
            gathering.release();
        }
    }

    /** Cancels a training as soon as the processor is stopped. */
    private Cancellation cancellation() {
        return Cancellation.when(() -> !isScheduled());
    }
}
