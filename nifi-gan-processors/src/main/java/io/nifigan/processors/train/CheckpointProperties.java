// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.train.Checkpoints;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties of checkpoints, from which an interrupted training resumes. */
final class CheckpointProperties {
    static final PropertyDescriptor DIRECTORY = new PropertyDescriptor.Builder()
            .name("Checkpoint Directory")
            .description("""
                    The directory in which the state of a training is saved, periodically and when the processor is \
                    stopped. After a stop, a restart or a crash, a training of the same records with the same \
                    settings resumes from there and gives the same model as without the interruption. The files hold \
                    the networks and no records; they are deleted when the model is finished. Blank saves nothing: a \
                    training that is interrupted starts from the beginning.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    static final PropertyDescriptor PERIOD = new PropertyDescriptor.Builder()
            .name("Checkpoint Period")
            .description("""
                    How often the state is saved. A crash loses at most this much of the training; a stop loses \
                    nothing. Saving takes as long as writing the networks five times: a few milliseconds for the \
                    default size.""")
            .required(true)
            .defaultValue("1 min")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 30, TimeUnit.DAYS))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .dependsOn(DIRECTORY)
            .build();

    private CheckpointProperties() {}

    /** Whether an interrupted training can resume. */
    static boolean isSet(final ProcessContext context) {
        return AdvancedProperties.areShown(context)
                && context.getProperty(DIRECTORY).isSet();
    }

    /** The checkpoints of one training; none if the properties are hidden or there is no directory. */
    static Checkpoints of(final ProcessContext context) {
        if (!isSet(context)) {
            return Checkpoints.none();
        }
        final String directory =
                context.getProperty(DIRECTORY).evaluateAttributeExpressions().getValue();
        return directory == null || directory.isBlank()
                ? Checkpoints.none()
                : new Checkpoints(
                        Path.of(directory.trim()),
                        context.getProperty(PERIOD)
                                .evaluateAttributeExpressions()
                                .asDuration());
    }
}
