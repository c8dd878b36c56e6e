// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.record.SpillProperties;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;

/**
 * The properties that are shown only with "Advanced" settings. While they are hidden they have their defaults, whatever
 * was entered before: NiFi keeps the values of hidden properties, and nobody sees them.
 */
final class AdvancedProperties {
    static final PropertyDescriptor SETTINGS = new PropertyDescriptor.Builder()
            .name("Settings")
            .description("Whether the details of the training are shown and can be changed, or have their defaults.")
            .required(true)
            .allowableValues(SettingsChoice.class)
            .defaultValue(SettingsChoice.RECOMMENDED)
            .build();

    private static final List<PropertyDescriptor> ALL = Stream.of(
                    // How long to train, and on what.
                    TrainingProperties.MAXIMUM_STEPS,
                    TrainingProperties.PATIENCE,
                    TrainingProperties.RANDOM_SEED,
                    TrainingProperties.UNLEARNABLE,
                    TrainingProperties.HELD_OUT_SHARE,
                    TrainingProperties.PROCESSOR_CORES,
                    // What generated records have to keep.
                    TrainingProperties.RULES,
                    TrainingProperties.FIND_RULES,
                    TrainingProperties.CHOOSE_RECORDS,
                    TrainingProperties.PROTECT_FILE,
                    // How a long or large training runs.
                    ProgressRecords.PERIOD,
                    CheckpointProperties.DIRECTORY,
                    CheckpointProperties.PERIOD,
                    SpillProperties.CELLS,
                    SpillProperties.DIRECTORY,
                    // The networks.
                    TrainingProperties.LATENT_PRIOR,
                    TrainingProperties.LOSS,
                    TrainingProperties.LATENT_SIZE,
                    TrainingProperties.LAYER_WIDTH,
                    TrainingProperties.DEPTH,
                    TrainingProperties.BATCH_SIZE,
                    TrainingProperties.LEARNING_RATE,
                    TrainingProperties.GRADIENT_PENALTY)
            .map(AdvancedProperties::shownWithAdvanced)
            .toList();
    private static final Set<PropertyDescriptor> HIDDEN = new HashSet<>(ALL);

    private AdvancedProperties() {}

    /** In the order in which they are shown. */
    static List<PropertyDescriptor> all() {
        return ALL;
    }

    /** A property that depends on another advanced one is hidden with it. */
    private static PropertyDescriptor shownWithAdvanced(final PropertyDescriptor property) {
        return property.getDependencies().isEmpty()
                ? new PropertyDescriptor.Builder()
                        .fromPropertyDescriptor(property)
                        .dependsOn(SETTINGS, SettingsChoice.ADVANCED)
                        .build()
                : property;
    }

    /** Whether the properties are shown, so that their values count. */
    static boolean areShown(final PropertyContext context) {
        return context.getProperty(SETTINGS).asAllowableValue(SettingsChoice.class) == SettingsChoice.ADVANCED;
    }

    /** The value of any property of the processor as it counts: its default if it is hidden by {@link #SETTINGS}. */
    private static PropertyValue value(final ProcessContext context, final PropertyDescriptor property) {
        return HIDDEN.contains(property) && !areShown(context)
                ? context.newPropertyValue(Objects.requireNonNullElse(property.getDefaultValue(), ""))
                : context.getProperty(property);
    }

    /** The value of any property of the processor as it counts for a FlowFile. */
    static PropertyValue evaluated(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile flowFile) {
        return evaluated(context, property, value -> value.evaluateAttributeExpressions(flowFile));
    }

    /** The value of any property of the processor as it counts for a FlowFile with these attributes. */
    static PropertyValue evaluated(
            final ProcessContext context, final PropertyDescriptor property, final Map<String, String> attributes) {
        return evaluated(context, property, value -> value.evaluateAttributeExpressions(attributes));
    }

    private static PropertyValue evaluated(
            final ProcessContext context,
            final PropertyDescriptor property,
            final UnaryOperator<PropertyValue> evaluation) {
        final PropertyValue value = value(context, property);
        return property.isExpressionLanguageSupported() ? evaluation.apply(value) : value;
    }
}
