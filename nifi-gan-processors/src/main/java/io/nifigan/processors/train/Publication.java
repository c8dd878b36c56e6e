// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.fit.BaselineModel;
import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.model.ModelProperties;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelNames;
import io.nifigan.services.ModelStoreException;
import io.nifigan.services.ModelVersions;
import io.nifigan.services.NoSuchModelException;
import io.nifigan.services.StoredModel;
import io.nifigan.table.Column;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Publishes a trained model under a name, if a store is set. Because a training takes long, the store is tried before
 * it. If publishing fails after it, it is tried again for about half a minute; then the model is sent as a FlowFile
 * only.
 */
final class Publication {
    static final PropertyDescriptor STORE = new PropertyDescriptor.Builder()
            .name("Model Store")
            .description("""
                    The store to which each trained model is published, as the next version of Model Name, before \
                    its FlowFile goes to 'model'. Other processors then load the latest version from the store, on \
                    every node that shares it. Blank publishes nothing.""")
            .required(false)
            .identifiesControllerService(GANModelStore.class)
            .build();

    static final PropertyDescriptor NAME = new PropertyDescriptor.Builder()
            .name("Model Name")
            .description("""
                    The name of the model in the store: up to 100 letters, digits, dots, hyphens and underscores, \
                    such as 'customers', or '${table}' to take it from each FlowFile.""")
            .required(true)
            .addValidator(ModelProperties::validateName)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(STORE)
            .build();

    static final PropertyDescriptor START = new PropertyDescriptor.Builder()
            .name("Start From")
            .description("Which networks each training starts with.")
            .required(true)
            .allowableValues(StartingPoint.class)
            .defaultValue(StartingPoint.ANEW)
            .dependsOn(STORE)
            .build();

    static final PropertyDescriptor RULE = new PropertyDescriptor.Builder()
            .name("Publish")
            .description("Which trained models are published. All of them go to 'model'.")
            .required(true)
            .allowableValues(PublicationRule.class)
            .defaultValue(PublicationRule.ALWAYS)
            .dependsOn(STORE)
            .build();

    /** Held-out records are few, so smaller differences are chance. */
    private static final double WORSE = 1.1;

    private static final int LOOK_MILLIS = 100;
    private static final int[] PAUSES_SECONDS = {1, 2, 4, 8, 16};

    private final GANModelStore store;
    private final String name;
    private final StartingPoint start;
    private final PublicationRule rule;
    private StoredModel latest;
    /** Why the latest model cannot be read; null if it can, or there is none. */
    private String unreadable;

    private Publication(
            final GANModelStore store, final String name, final StartingPoint start, final PublicationRule rule) {
        this.store = store;
        this.name = name;
        this.start = start;
        this.rule = rule;
    }

    static List<PropertyDescriptor> properties() {
        return List.of(STORE, NAME, START, RULE);
    }

    /** @throws IllegalArgumentException if Expression Language gives a name that cannot be one */
    static Publication of(final ProcessContext context, final FlowFile flowFile) {
        return context.getProperty(STORE).isSet()
                ? new Publication(
                        context.getProperty(STORE).asControllerService(GANModelStore.class),
                        ModelNames.check(context.getProperty(NAME)
                                .evaluateAttributeExpressions(flowFile)
                                .getValue()),
                        context.getProperty(START).asAllowableValue(StartingPoint.class),
                        context.getProperty(RULE).asAllowableValue(PublicationRule.class))
                : new Publication(null, null, StartingPoint.ANEW, PublicationRule.ALWAYS);
    }

    /** The name under which the model is published; null if it is not. */
    String name() {
        return name;
    }

    /**
     * Looks up the latest model before the training.
     *
     * @return the latest model, if the training continues from it or is compared with it
     * @throws ModelStoreException if the store cannot be used now, so that no training should start
     */
    Optional<BaselineModel> baseline() throws IOException {
        if (store == null) {
            return Optional.empty();
        }
        store.tryWriting(name);
        final boolean wanted = start.continues() || rule == PublicationRule.UNLESS_WORSE;
        try {
            latest = store.find(name, ModelVersions.LATEST);
            return wanted
                    ? Optional.of(new BaselineModel(SuppliedModel.table(store.load(latest)), start.continues()))
                    : Optional.empty();
        } catch (final NoSuchModelException e) {
            // The new model is the first.
            return Optional.empty();
        } catch (final InvalidModelException e) {
            unreadable = e.getMessage();
            if (wanted && start != StartingPoint.LATEST_OR_NEW) {
                throw new IllegalArgumentException(
                        "The latest model '%s' cannot be used: %s. Remove it from the store, or publish another"
                                .formatted(name, e.getMessage()),
                        e);
            }
            return Optional.empty();
        }
    }

    /**
     * Why the training starts with new networks although it was to continue; empty if it continues, or is the first of
     * its name.
     *
     * @param columns the columns of the records
     */
    Optional<String> reasonToStartAnew(final BaselineModel baseline, final List<Column> columns) {
        if (start != StartingPoint.LATEST_OR_NEW) {
            return Optional.empty();
        }
        final Optional<String> reason = baseline == null
                ? Optional.ofNullable(unreadable).map("The latest model cannot be used: %s"::formatted)
                : baseline.difference(columns);
        return reason.map(why -> why + ". The training starts with new networks");
    }

    /**
     * Publishes a model, unless it is worse and the rule forbids that.
     *
     * @param earlier the errors of the latest model on the new records; null if they were not measured
     * @return the attributes of the model's FlowFile
     */
    Map<String, String> publish(
            final TrainedModel model,
            final EarlierErrors earlier,
            final ComponentLog log,
            final Cancellation cancellation) {
        if (store == null) {
            return Map.of();
        }
        final Map<String, String> attributes = new LinkedHashMap<>(Map.of(GANAttributes.MODEL_NAME, name));
        if (earlier != null && model instanceof GANModel table) {
            attributes.putAll(earlier.attributes(latest));
            final double before = earlier.shape() + earlier.trend();
            final double now = table.fidelity().shapeError() + table.fidelity().trendError();
            if (rule == PublicationRule.UNLESS_WORSE && now > WORSE * before) {
                final String reason =
                        ("The model is worse than %s: shape error %.2f %% instead of %.2f %%, trend error %.2f "
                                        + "%% instead of %.2f %%")
                                .formatted(
                                        latest.describe(),
                                        table.fidelity().shapeError(),
                                        earlier.shape(),
                                        table.fidelity().trendError(),
                                        earlier.trend());
                log.warn("Model {} is not published as '{}'. {}", model.id(), name, reason);
                attributes.put(GANAttributes.PUBLISH_SKIPPED, reason);
                return attributes;
            }
        }
        attributes.putAll(publish(model, log, cancellation));
        return attributes;
    }

    private Map<String, String> publish(
            final TrainedModel model, final ComponentLog log, final Cancellation cancellation) {
        for (int attempt = 0; true; attempt++) {
            try {
                final StoredModel stored = store.publish(name, model);
                return Map.of(GANAttributes.MODEL_VERSION, Long.toString(stored.version()));
            } catch (final IOException e) {
                final boolean again = e instanceof ModelStoreException
                        && attempt < PAUSES_SECONDS.length
                        && !cancellation.isCancelled();
                log.error(
                        "Model {} cannot be published as '{}'; {}: {}",
                        model.id(),
                        name,
                        again
                                ? "it is tried again in %d s".formatted(PAUSES_SECONDS[attempt])
                                : "it goes to 'model' only",
                        e.getMessage());
                if (!again || !pause(PAUSES_SECONDS[attempt], cancellation)) {
                    return Map.of(GANAttributes.PUBLISH_ERROR, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** The verification step that asks the store. */
    static ConfigVerificationResult verify(final ProcessContext context, final Map<String, String> attributes) {
        final ConfigVerificationResult.Builder result =
                new ConfigVerificationResult.Builder().verificationStepName("Ask Model Store");
        if (!context.getProperty(STORE).isSet()) {
            return result.outcome(Outcome.SKIPPED)
                    .explanation("No store is set: models go to 'model' only")
                    .build();
        }
        try {
            final String name = ModelNames.check(context.getProperty(NAME)
                    .evaluateAttributeExpressions(attributes)
                    .getValue());
            final StoredModel latest = context.getProperty(STORE)
                    .asControllerService(GANModelStore.class)
                    .find(name, ModelVersions.LATEST);
            return result.outcome(Outcome.SUCCESSFUL)
                    .explanation("The latest is %s of %s%s"
                            .formatted(
                                    latest.describe(),
                                    latest.publishedAt(),
                                    context.getProperty(START)
                                                    .asAllowableValue(StartingPoint.class)
                                                    .continues()
                                            ? "; the next model continues from it"
                                            : ""))
                    .build();
        } catch (final NoSuchModelException e) {
            return result.outcome(Outcome.SUCCESSFUL)
                    .explanation("The store answers, and has no model of that name yet")
                    .build();
        } catch (final IOException | IllegalArgumentException | ProcessException e) {
            return result.outcome(Outcome.FAILED).explanation(e.getMessage()).build();
        }
    }

    /** The published version, to be appended to a sentence. */
    static String describe(final Map<String, String> published) {
        return published.containsKey(GANAttributes.MODEL_VERSION)
                ? ", published as %s version %s"
                        .formatted(published.get(GANAttributes.MODEL_NAME), published.get(GANAttributes.MODEL_VERSION))
                : "";
    }

    /** Waits; false if it was cancelled. */
    private static boolean pause(final int seconds, final Cancellation cancellation) {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (System.nanoTime() < end && !cancellation.isCancelled()) {
                Thread.sleep(LOOK_MILLIS);
            }
            return !cancellation.isCancelled();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
