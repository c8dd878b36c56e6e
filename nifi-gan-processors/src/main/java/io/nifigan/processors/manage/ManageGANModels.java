// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.manage;

import io.nifigan.processors.flow.FailureRouter;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.model.ModelProperties;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.services.CacheGANModelStore;
import io.nifigan.services.DirectoryGANModelStore;
import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelStoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.scheduling.SchedulingStrategy;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;

/** Lists the models of a store, and promotes, pins and deletes their versions. */
@Tags({"gan", "model", "store", "version", "promote", "pin", "roll back", "delete", "list", "registry"})
@InputRequirement(Requirement.INPUT_ALLOWED)
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "1 min")
@CapabilityDescription("""
        Lists the models of a model store, with what each is and how good, and promotes, pins and deletes versions, so \
        that nobody has to touch the store's files. After each action the records of 'success' say how the versions of \
        the model are now. Without an incoming connection, use "Run Once" in the processor's menu.""")
@UseCase(
        description = "See which models and versions a store holds, and how good they are",
        keywords = {"list", "quality", "overview"},
        inputRequirement = Requirement.INPUT_FORBIDDEN,
        configuration = """
                Leave "Action" at "List" and "Model Name" blank, choose "Run Once" in the processor's menu, and look \
                at the content of the FlowFile in the queue of "success".
                """)
@UseCase(
        description = "Go back to an earlier version at once, on all nodes",
        keywords = {"roll back", "rollback", "revert", "pin"},
        inputRequirement = Requirement.INPUT_FORBIDDEN,
        configuration = """
                Set "Action" to "Pin", "Model Name" to the model and "Model Version" to the earlier version; choose \
                "Run Once". Processors whose "Model Version" is "latest" use it from their next FlowFile on. "Unpin" \
                goes on with the newest.
                """)
@UseCase(
        description = "Use a new model only after it passed an evaluation",
        keywords = {"gate", "promote", "candidate", "approval"},
        configuration = """
                Let TrainGAN publish under a name for candidates, such as "customers-candidate". Connect "accepted" of \
                EvaluateSynthetic to this processor.
                Set "Action" to "Promote", "Model Name" to "${gan.model.name}", "Model Version" to \
                "${gan.model.version}" and "Target Model Name" to "customers", the name that consumers use.
                """)
@ReadsAttribute(attribute = GANAttributes.ACTION, description = "What is done, if Action is 'Use gan.action Attribute'")
@WritesAttributes({
    @WritesAttribute(attribute = GANAttributes.ACTION, description = "success: what was done"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_NAME,
            description = "success, if the action was on one model: its name; after Promote that of the target"),
    @WritesAttribute(
            attribute = GANAttributes.MODEL_VERSION,
            description = "success, if the action was on one version: its number; after Promote the new one"),
    @WritesAttribute(
            attribute = GANAttributes.RECORD_COUNT,
            description = "success: the number of records, one for each version"),
    @WritesAttribute(attribute = "mime.type", description = "success: what the Record Writer writes"),
    @WritesAttribute(attribute = GANAttributes.ERROR, description = "failure: why, and what to do about it")
})
@SeeAlso({DirectoryGANModelStore.class, CacheGANModelStore.class, TrainGAN.class})
public final class ManageGANModels extends AbstractProcessor {
    static final PropertyDescriptor STORE = ModelProperties.store()
            .description("The store whose models are listed or changed.")
            .build();

    static final PropertyDescriptor ACTION = new PropertyDescriptor.Builder()
            .name("Action")
            .description("What is done to the models of the store.")
            .required(true)
            .allowableValues(ModelAction.class)
            .defaultValue(ModelAction.LIST)
            .build();

    static final PropertyDescriptor NAME = ModelProperties.name()
            .description("The name of the model in the store, such as 'customers'. Blank lists all models; every other "
                    + "action needs a name.")
            .required(false)
            .build();

    static final PropertyDescriptor VERSION = ModelProperties.version()
            .description("The number of the version; 'latest' is the one that processors with 'latest' use now.")
            .required(false)
            .clearDefaultValue()
            .dependsOn(ACTION, ModelAction.PROMOTE, ModelAction.PIN, ModelAction.DELETE, ModelAction.FROM_ATTRIBUTE)
            .build();

    static final PropertyDescriptor TARGET = new PropertyDescriptor.Builder()
            .name("Target Model Name")
            .description("The name under which Promote publishes the version. Blank takes Model Name.")
            .required(false)
            .addValidator(ModelProperties::validateName)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(ACTION, ModelAction.PROMOTE, ModelAction.FROM_ATTRIBUTE)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("Writes the list of versions: of all models after List without Model Name, else of the one "
                    + "that the action was on.")
            .required(true)
            .identifiesControllerService(RecordSetWriterFactory.class)
            .build();

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The list of versions after the action, a record for each")
            .build();
    static final Relationship ORIGINAL = new Relationship.Builder()
            .name("original")
            .description("Incoming FlowFiles whose action was carried out")
            .build();
    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description("Incoming FlowFiles whose action cannot be carried out; the attribute " + GANAttributes.ERROR
                    + " says why")
            .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(STORE, ACTION, NAME, VERSION, TARGET, RECORD_WRITER);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(SUCCESS, ORIGINAL, FAILURE);
    private static final FailureRouter REFUSAL = new FailureRouter(FAILURE, "changes no model");

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile input = context.hasIncomingConnection() ? session.get() : null;
        if (input == null && context.hasIncomingConnection() && context.hasNonLoopConnection()) {
            return;
        }
        final List<FlowFile> made = new ArrayList<>();
        try {
            list(ModelTask.of(context, input).run(), context, session, input, made);
            session.transfer(made, SUCCESS);
            if (input != null) {
                session.transfer(FlowFileAttributes.remove(session, input, GANAttributes.ERROR), ORIGINAL);
            }
        } catch (final ModelStoreException e) {
            getLogger().warn("The model store cannot be used at present; this is tried again: {}", e.getMessage());
            session.rollback();
            context.yield();
        } catch (final IOException | FlowFileRejectedException | IllegalArgumentException e) {
            session.remove(made);
            if (input == null) {
                getLogger().error("No model was changed: {}", e.getMessage());
                context.yield();
            } else {
                REFUSAL.refuse(session, getLogger(), input, e.getMessage());
            }
        }
    }

    private static void list(
            final ModelTask.Outcome outcome,
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile input,
            final List<FlowFile> made)
            throws IOException, FlowFileRejectedException {
        final ModelListing listing =
                new ModelListing(context.getProperty(STORE).asControllerService(GANModelStore.class));
        final FlowFile flowFile = input == null ? session.create() : session.create(input);
        made.add(flowFile);
        final Map<String, String> attributes = new LinkedHashMap<>(outcome.attributes());
        try (RecordOutput output = RecordOutput.open(
                session,
                flowFile,
                context.getProperty(RECORD_WRITER).asControllerService(RecordSetWriterFactory.class),
                ModelListing.SCHEMA,
                flowFile.getAttributes())) {
            for (final String name : outcome.names()) {
                for (final Record version : listing.of(name)) {
                    output.write(version);
                }
            }
            attributes.putAll(output.finish());
        }
        final FlowFile listed =
                session.putAllAttributes(FlowFileAttributes.remove(session, flowFile, GANAttributes.ERROR), attributes);
        made.set(0, listed);
        if (input == null) {
            session.getProvenanceReporter().create(listed, outcome.describe());
        } else {
            session.getProvenanceReporter().modifyContent(listed, outcome.describe());
        }
    }
}
