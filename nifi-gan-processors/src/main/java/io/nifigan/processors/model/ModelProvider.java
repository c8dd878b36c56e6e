// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.TrainedModel;
import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelVersions;
import io.nifigan.services.StoredModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Provides the model that a processor's properties name. It is looked up for each FlowFile, so that a changed file or a
 * new version is used at once; an unchanged model is not read again.
 */
public final class ModelProvider {
    private final PropertyDescriptor source;
    /** Whether the model may be one of several tables. */
    private final boolean takesDatabases;

    private final ModelLoader loader = new ModelLoader();

    private ModelProvider(final PropertyDescriptor source, final boolean takesDatabases) {
        this.source = source;
        this.takesDatabases = takesDatabases;
    }

    /** For a processor whose FlowFiles may hold the model, also one of several tables. */
    public static ModelProvider ofContentToo() {
        return new ModelProvider(ModelProperties.SOURCE_OR_CONTENT, true);
    }

    /** For a processor whose FlowFiles hold records. */
    public static ModelProvider ofLocationOrStore() {
        return new ModelProvider(ModelProperties.SOURCE, false);
    }

    /** The properties that say where the model is. */
    public List<PropertyDescriptor> properties() {
        return List.of(
                source, ModelProperties.LOCATION, ModelProperties.STORE, ModelProperties.NAME, ModelProperties.VERSION);
    }

    /** Where the model comes from. */
    public ModelSource source(final ProcessContext context) {
        return context.getProperty(source).asAllowableValue(ModelSource.class);
    }

    /**
     * The model for a FlowFile.
     *
     * @param input may be null if FlowFiles do not hold the model
     * @throws io.nifigan.services.ModelStoreException if a store cannot be used now: the FlowFile is to wait
     * @throws IOException if there is no model, or what is there is none; the message says what to do
     * @throws IllegalArgumentException if Expression Language gave no name or version
     */
    public SuppliedModel get(final ProcessContext context, final ProcessSession session, final FlowFile input)
            throws IOException {
        if (source(context) == ModelSource.FLOW_FILE) {
            return new SuppliedModel(loader.fromContent(session, input), ModelSource.FLOW_FILE, null);
        }
        return outside(
                context,
                loader,
                value -> input == null
                        ? value.evaluateAttributeExpressions()
                        : value.evaluateAttributeExpressions(input));
    }

    private SuppliedModel outside(
            final ProcessContext context, final ModelLoader models, final UnaryOperator<PropertyValue> evaluation)
            throws IOException {
        if (source(context) == ModelSource.LOCATION) {
            final TrainedModel model = models.fromFile(evaluation
                    .apply(context.getProperty(ModelProperties.LOCATION))
                    .getValue());
            return new SuppliedModel(model, ModelSource.LOCATION, null);
        }
        return fromStore(context, models, evaluation);
    }

    /**
     * The model that the properties Model Store, Model Name and Model Version name.
     *
     * @param evaluation evaluates Expression Language
     * @throws io.nifigan.services.ModelStoreException if the store cannot be used now
     * @throws IOException if there is no such model
     * @throws IllegalArgumentException if Expression Language gave no name or version
     */
    public static SuppliedModel fromStore(
            final PropertyContext context, final ModelLoader models, final UnaryOperator<PropertyValue> evaluation)
            throws IOException {
        final GANModelStore store = context.getProperty(ModelProperties.STORE).asControllerService(GANModelStore.class);
        final StoredModel stored = store.find(
                evaluation.apply(context.getProperty(ModelProperties.NAME)).getValue(),
                ModelVersions.parse(evaluation
                        .apply(context.getProperty(ModelProperties.VERSION))
                        .getValue()));
        return new SuppliedModel(models.fromStore(store, stored), ModelSource.STORE, stored);
    }

    /** Reads the model as for a FlowFile with these attributes, and describes it. */
    public ModelVerification verify(final ProcessContext context, final Map<String, String> attributes) {
        if (source(context) == ModelSource.FLOW_FILE) {
            return ModelVerification.skipped();
        }
        final ModelLoader models = new ModelLoader();
        try {
            final SuppliedModel supplied =
                    outside(context, models, value -> value.evaluateAttributeExpressions(attributes));
            return takesDatabases ? ModelVerification.ofAny(supplied) : ModelVerification.of(supplied);
        } catch (final IOException | IllegalArgumentException | ProcessException e) {
            return ModelVerification.failed(e);
        } finally {
            models.clear();
        }
    }

    /** Releases all models. */
    public void clear() {
        loader.clear();
    }
}
