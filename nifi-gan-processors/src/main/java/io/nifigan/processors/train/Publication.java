// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.model.GanModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.processors.flow.GanAttributes;
import io.nifigan.processors.model.ModelProperties;
import io.nifigan.processors.store.GANModelStore;
import io.nifigan.processors.store.ModelNames;
import io.nifigan.processors.store.ModelStoreException;
import io.nifigan.processors.store.ModelVersions;
import io.nifigan.processors.store.NoSuchModelException;
import io.nifigan.processors.store.StoredModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;

/**
 * Publishes a trained model under a name, if a store is set. A training takes long: the store is asked before it whether it is there, and
 * where it fails after it, it is tried again for about half a minute; then the model goes its way as a flow file all the same.
 */
final class Publication {
    static final PropertyDescriptor STORE = new PropertyDescriptor.Builder().name("Model Store")
            .description("""
                    A store that each trained model is published to, as the next version of Model Name, before its flow file goes to 'model'. Other \
                    processors then take the latest from the store, on every node that shares it. Blank publishes nowhere.""")
            .required(false).identifiesControllerService(GANModelStore.class).build();

    static final PropertyDescriptor NAME = new PropertyDescriptor.Builder().name("Model Name")
            .description("""
                    The name under which the store has the model: up to 100 letters, digits, dots, hyphens and underscores, such as 'customers', or \
                    '${table}' to take it from each flow file.""")
            .required(true).addValidator(ModelProperties::validateName).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(STORE).build();

    private static final int LOOK_MILLIS = 100;
    private static final int[] PAUSES_SECONDS = {1, 2, 4, 8, 16};

    private final GANModelStore store;
    private final String name;

    private Publication(final GANModelStore store, final String name) {
        this.store = store;
        this.name = name;
    }

    static List<PropertyDescriptor> properties() {
        return List.of(STORE, NAME);
    }

    /** @throws IllegalArgumentException where Expression Language gives a name that cannot be one */
    static Publication of(final ProcessContext context, final FlowFile flowFile) {
        return context.getProperty(STORE).isSet() ? new Publication(context.getProperty(STORE).asControllerService(GANModelStore.class),
                ModelNames.check(context.getProperty(NAME).evaluateAttributeExpressions(flowFile).getValue())) : new Publication(null, null);
    }

    /** Under which the model is published; null where it is not. */
    String name() {
        return name;
    }

    /** @throws ModelStoreException where the store cannot be used now, so that there is no use in training */
    void check() throws IOException {
        if (store != null) {
            try {
                store.find(name, ModelVersions.LATEST);
            } catch (final NoSuchModelException | InvalidModelException e) {
                // None is needed: this one comes next.
                return;
            }
        }
    }

    /**
     * Publishes a model, if it is to be.
     *
     * @return what its flow file is to say of it
     */
    Map<String, String> publish(final GanModel model, final ComponentLog log, final BooleanSupplier mayContinue) {
        if (store == null) {
            return Map.of();
        }
        for (int attempt = 0; true; attempt++) {
            try {
                final StoredModel stored = store.publish(name, model);
                return Map.of(GanAttributes.MODEL_NAME, name, GanAttributes.MODEL_VERSION, Long.toString(stored.version()));
            } catch (final IOException e) {
                final boolean again = e instanceof ModelStoreException && attempt < PAUSES_SECONDS.length && mayContinue.getAsBoolean();
                log.error("Model {} cannot be published as '{}', {}: {}", model.id(), name,
                        again ? "which is tried again in %d s".formatted(PAUSES_SECONDS[attempt]) : "and goes to 'model' only", e.getMessage());
                if (!again || !pause(PAUSES_SECONDS[attempt], mayContinue)) {
                    return Map.of(GanAttributes.PUBLISH_ERROR, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** What came of it, to be put after a sentence. */
    static String describe(final Map<String, String> published) {
        return published.containsKey(GanAttributes.MODEL_VERSION) ? ", published as %s version %s".formatted(published.get(GanAttributes.MODEL_NAME),
                published.get(GanAttributes.MODEL_VERSION)) : "";
    }

    /** False where it ended early. */
    private static boolean pause(final int seconds, final BooleanSupplier mayContinue) {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (System.nanoTime() < end && mayContinue.getAsBoolean()) {
                Thread.sleep(LOOK_MILLIS);
            }
            return mayContinue.getAsBoolean();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
