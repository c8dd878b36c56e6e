// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.train.Checkpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties that say whether a training that is cut off goes on later. */
final class CheckpointProperties {
    static final PropertyDescriptor DIRECTORY = new PropertyDescriptor.Builder().name("Checkpoint Directory")
            .description("""
                    A directory in which it is saved how far a training has come, from time to time and when the processor is stopped. After a stop, a \
                    restart or a crash, the training of the same records with the same settings goes on from there, and gives the same model as without \
                    the break. The files hold the networks and no record; they go when the model is there. Blank saves nothing: a training that is \
                    cut off begins anew.""")
            .required(false).addValidator(StandardValidators.NON_BLANK_VALIDATOR).expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();

    static final PropertyDescriptor PERIOD = new PropertyDescriptor.Builder().name("Checkpoint Period")
            .description("""
                    How often it is saved. A crash costs this much of the training at most; a stop costs nothing. Each time costs as long as it takes to \
                    write the networks five times, for the default size some milliseconds.""")
            .required(true).defaultValue("1 min").addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 30, TimeUnit.DAYS))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).dependsOn(DIRECTORY).build();

    private CheckpointProperties() {
    }

    static List<PropertyDescriptor> all() {
        return List.of(DIRECTORY, PERIOD);
    }

    /** Of one training. */
    static Checkpoints of(final ProcessContext context) {
        final String directory = context.getProperty(DIRECTORY).evaluateAttributeExpressions().getValue();
        return directory == null || directory.isBlank() ? Checkpoints.none()
                : new Checkpoints(Path.of(directory.trim()), context.getProperty(PERIOD).evaluateAttributeExpressions().asDuration());
    }
}
