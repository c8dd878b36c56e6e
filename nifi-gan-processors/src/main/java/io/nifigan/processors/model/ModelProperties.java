// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelNames;
import io.nifigan.services.ModelVersions;
import java.util.EnumSet;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/**
 * The properties that name a processor's model. They are the same in all processors, except that only some accept a
 * model as a FlowFile.
 */
public final class ModelProperties {
    /** Where the model comes from, for a processor whose FlowFiles may be models. */
    public static final PropertyDescriptor SOURCE_OR_CONTENT = source().allowableValues(ModelSource.class)
            .defaultValue(ModelSource.FLOW_FILE)
            .build();

    /** Where the model comes from, for a processor whose FlowFiles are records. */
    public static final PropertyDescriptor SOURCE = source().allowableValues(
                    EnumSet.of(ModelSource.LOCATION, ModelSource.STORE))
            .defaultValue(ModelSource.LOCATION)
            .build();

    /**
     * The path of a model file. It is checked when a model is needed, not when the processor is validated: a flow can
     * be started before its first model is there, which NiFi's own check of external resources would refuse.
     */
    public static final PropertyDescriptor LOCATION =
            location().dependsOn(SOURCE, ModelSource.LOCATION).build();

    public static final PropertyDescriptor STORE =
            store().dependsOn(SOURCE, ModelSource.STORE).build();

    public static final PropertyDescriptor NAME =
            name().dependsOn(SOURCE, ModelSource.STORE).build();

    public static final PropertyDescriptor VERSION =
            version().dependsOn(SOURCE, ModelSource.STORE).build();

    private ModelProperties() {}

    private static PropertyDescriptor.Builder source() {
        return new PropertyDescriptor.Builder()
                .name("Model Source")
                .description("Where the model comes from.")
                .required(true);
    }

    /** The property for the path of a model file, without dependencies. */
    public static PropertyDescriptor.Builder location() {
        return new PropertyDescriptor.Builder()
                .name("Model Location")
                .description("The path of a model file on this machine. It is read again when it changes, and "
                        + "kept in memory in between. For a model on a web server, fetch it with InvokeHTTP "
                        + "and write it to this path with PutFile.")
                .required(true)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                .addValidator(ModelProperties::validateLocation)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    /** The property for the store of a model, without dependencies. */
    public static PropertyDescriptor.Builder store() {
        return new PropertyDescriptor.Builder()
                .name("Model Store")
                .description("The store to which TrainGAN publishes its models.")
                .required(true)
                .identifiesControllerService(GANModelStore.class);
    }

    /** The property for the name of a model in a store, without dependencies. */
    public static PropertyDescriptor.Builder name() {
        return new PropertyDescriptor.Builder()
                .name("Model Name")
                .description("The name under which TrainGAN publishes the model, such as 'customers'.")
                .required(true)
                .addValidator(ModelProperties::validateName)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    /** The property for the version of a model in a store, without dependencies. */
    public static PropertyDescriptor.Builder version() {
        return new PropertyDescriptor.Builder()
                .name("Model Version")
                .description("'latest' for the newest version, which is looked up for each FlowFile, or the number "
                        + "of a certain version.")
                .required(true)
                .defaultValue(ModelVersions.LATEST_WORD)
                .addValidator(ModelProperties::validateVersion)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    private static ValidationResult validateLocation(
            final String subject, final String input, final ValidationContext context) {
        return validate(subject, input, context, () -> ModelLoader.path(input.trim()));
    }

    /** Accepts what may be the name of a model. */
    public static ValidationResult validateName(
            final String subject, final String input, final ValidationContext context) {
        return validate(subject, input, context, () -> ModelNames.check(input));
    }

    private static ValidationResult validateVersion(
            final String subject, final String input, final ValidationContext context) {
        return validate(subject, input, context, () -> ModelVersions.parse(input));
    }

    private static ValidationResult validate(
            final String subject, final String input, final ValidationContext context, final Runnable check) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder().subject(subject).input(input);
        if (!context.isExpressionLanguagePresent(input)) {
            try {
                check.run();
            } catch (final IllegalArgumentException e) {
                return result.valid(false).explanation(e.getMessage()).build();
            }
        }
        return result.valid(true).build();
    }
}
