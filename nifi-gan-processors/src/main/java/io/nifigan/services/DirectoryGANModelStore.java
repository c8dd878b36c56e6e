// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.reporting.InitializationException;

/** A model store in a directory. */
@Tags({"gan", "synthetic", "model", "store", "version", "machine learning", "directory", "file"})
@CapabilityDescription("""
        Keeps the models that TrainGAN publishes in a directory, under their names and in numbered versions. A \
        version is published completely or not at all, even if the disk is full or NiFi is killed, and never \
        changes. In a cluster all nodes must share the directory, for example on a network file system; otherwise \
        use CacheGANModelStore.""")
@Restricted(
        restrictions = {
            @Restriction(
                    requiredPermission = RequiredPermission.READ_FILESYSTEM,
                    explanation =
                            "Provides operator the ability to read models from any directory that NiFi can read."),
            @Restriction(
                    requiredPermission = RequiredPermission.WRITE_FILESYSTEM,
                    explanation =
                            "Provides operator the ability to write models to any directory that NiFi can write to.")
        })
@SeeAlso(CacheGANModelStore.class)
public final class DirectoryGANModelStore extends AbstractModelStore implements VerifiableControllerService {
    static final PropertyDescriptor DIRECTORY = new PropertyDescriptor.Builder()
            .name("Directory")
            .description("The directory of the models. It is created if it does not exist. Each model has a "
                    + "subdirectory.")
            .required(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    private static final List<PropertyDescriptor> PROPERTIES = List.of(DIRECTORY, VERSIONS_TO_KEEP);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) throws InitializationException {
        try {
            final DirectoryModelStorage directory = directory(context);
            directory.prepare();
            use(directory);
        } catch (final ModelStoreException | InvalidPathException e) {
            throw new InitializationException(e.getMessage(), e);
        }
    }

    private static DirectoryModelStorage directory(final ConfigurationContext context) {
        return new DirectoryModelStorage(
                Path.of(context.getProperty(DIRECTORY)
                                .evaluateAttributeExpressions()
                                .getValue()
                                .trim())
                        .toAbsolutePath(),
                context.getProperty(VERSIONS_TO_KEEP)
                        .evaluateAttributeExpressions()
                        .asInteger());
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ConfigurationContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> variables) {
        try {
            directory(context).prepare();
            return List.of(
                    result("Write To Directory", Outcome.SUCCESSFUL, "The directory exists and can be written to"));
        } catch (final ModelStoreException | IllegalArgumentException e) {
            return List.of(result("Write To Directory", Outcome.FAILED, e.getMessage()));
        }
    }
}
