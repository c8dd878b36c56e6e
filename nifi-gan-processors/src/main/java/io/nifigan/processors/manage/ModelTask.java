// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.manage;

import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelNames;
import io.nifigan.services.ModelVersions;
import io.nifigan.services.StoredModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;

/**
 * An action on a model of a store.
 *
 * @param store whose model it is
 * @param action any but {@link ModelAction#FROM_ATTRIBUTE}
 * @param name the model's name; blank for all of them
 * @param version a number, {@link ModelVersions#LATEST}, or blank
 * @param target the name under which a version is promoted
 */
record ModelTask(GANModelStore store, ModelAction action, String name, String version, String target) {
    ModelTask {
        if (action != ModelAction.LIST && name.isEmpty()) {
            throw new IllegalArgumentException("%s needs a Model Name".formatted(action.getValue()));
        }
        if (action.needsVersion() && version.isEmpty()) {
            throw new IllegalArgumentException("%s needs a Model Version".formatted(action.getValue()));
        }
    }

    /**
     * The result of an action.
     *
     * @param action what was done
     * @param names the models that it was on
     * @param version the version that it was on; 0 for none
     */
    record Outcome(ModelAction action, List<String> names, long version) {
        Map<String, String> attributes() {
            final Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put(GANAttributes.ACTION, action.getValue());
            if (action != ModelAction.LIST) {
                attributes.put(GANAttributes.MODEL_NAME, names.getFirst());
            }
            if (version > 0) {
                attributes.put(GANAttributes.MODEL_VERSION, Long.toString(version));
            }
            return attributes;
        }

        String describe() {
            return "%s: %s%s"
                    .formatted(
                            action.getValue(),
                            names.size() == 1 ? names.getFirst() : "%,d models".formatted(names.size()),
                            version > 0 ? " version %d".formatted(version) : "");
        }
    }

    /**
     * Reads the properties.
     *
     * @param input null without an incoming FlowFile
     * @throws IllegalArgumentException if a name or a version is missing, or cannot be one
     */
    static ModelTask of(final ProcessContext context, final FlowFile input) {
        final ModelAction chosen = context.getProperty(ManageGANModels.ACTION).asAllowableValue(ModelAction.class);
        final ModelAction action = chosen == ModelAction.FROM_ATTRIBUTE
                ? ModelAction.parse(input == null ? null : input.getAttribute(GANAttributes.ACTION))
                : chosen;
        final String name = text(context, ManageGANModels.NAME, input);
        final String target = text(context, ManageGANModels.TARGET, input);
        return new ModelTask(
                context.getProperty(ManageGANModels.STORE).asControllerService(GANModelStore.class),
                action,
                name.isEmpty() ? name : ModelNames.check(name),
                text(context, ManageGANModels.VERSION, input),
                target.isEmpty() ? name : ModelNames.check(target));
    }

    private static String text(final ProcessContext context, final PropertyDescriptor property, final FlowFile input) {
        final PropertyValue value = context.getProperty(property);
        final String text = (input == null
                        ? value.evaluateAttributeExpressions()
                        : value.evaluateAttributeExpressions(input))
                .getValue();
        return text == null ? "" : text.strip();
    }

    /**
     * Carries out the action.
     *
     * @throws io.nifigan.services.ModelStoreException if the store cannot be used now
     * @throws IOException if there is no such model
     * @throws IllegalArgumentException if the action cannot be carried out on this version
     */
    Outcome run() throws IOException {
        return switch (action) {
            case LIST -> new Outcome(action, name.isEmpty() ? store.names() : List.of(name), 0);
            case PROMOTE -> new Outcome(action, List.of(target), promote());
            case PIN -> {
                final long number = find().version();
                store.pin(name, number);
                yield new Outcome(action, List.of(name), number);
            }
            case UNPIN -> {
                store.find(name, ModelVersions.LATEST);
                store.pin(name, ModelVersions.LATEST);
                yield new Outcome(action, List.of(name), 0);
            }
            case DELETE -> new Outcome(action, List.of(name), delete());
            case FROM_ATTRIBUTE -> throw new IllegalStateException("An attribute must have named the action");
        };
    }

    private StoredModel find() throws IOException {
        return store.find(name, ModelVersions.parse(version));
    }

    private long promote() throws IOException {
        final StoredModel stored = find();
        if (target.equals(name) && store.versions(name).getLast() == stored.version()) {
            throw new IllegalArgumentException(
                    "%s is the newest already: choose an earlier Model Version or a Target Model Name"
                            .formatted(stored.describe()));
        }
        return store.publish(target, store.load(stored)).version();
    }

    private long delete() throws IOException {
        final long number = ModelVersions.parse(version);
        if (number == ModelVersions.LATEST) {
            throw new IllegalArgumentException("Delete needs the number of a version, not 'latest'");
        }
        store.delete(name, number);
        return number;
    }
}
