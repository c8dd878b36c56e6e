// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.ColumnProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;

/** The properties for single columns ({@link ColumnProperty}), and those that list columns. */
final class ColumnProperties {
    private ColumnProperties() {}

    static PropertyDescriptor descriptor(final String property) {
        return ColumnProperty.column(property)
                .map(column -> new PropertyDescriptor.Builder()
                        .name(property)
                        .dynamic(true)
                        .description("The kind of the column '%s'".formatted(column))
                        .allowableValues(ColumnOverride.class)
                        .build())
                .orElseGet(() -> ColumnProperty.misnamed(property));
    }

    /** Contradictions between the properties. */
    static Collection<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        final PropertyValue ignored = context.getProperty(TrainingProperties.IGNORED_COLUMNS);
        final PropertyValue targets = context.getProperty(TrainingProperties.TARGET_COLUMNS);
        if (ignored.isExpressionLanguagePresent() || targets.isExpressionLanguagePresent()) {
            return results;
        }
        final Map<String, ColumnOverride> overrides = overrides(context.getProperties());
        for (final String name : TrainingProperties.list(ignored)) {
            if (overrides.containsKey(name) && overrides.get(name) != ColumnOverride.IGNORE) {
                results.add(new ValidationResult.Builder()
                        .subject(ColumnProperty.of(name))
                        .valid(false)
                        .explanation("the column is in Columns To Ignore: take it out there, or remove this property")
                        .build());
            }
        }
        final Set<String> left = ColumnChoices.of(overrides, TrainingProperties.list(ignored), List.of())
                .ignored();
        for (final String name : TrainingProperties.list(targets)) {
            if (left.contains(name)) {
                results.add(new ValidationResult.Builder()
                        .subject(TrainingProperties.TARGET_COLUMNS.getName())
                        .input(name)
                        .valid(false)
                        .explanation("'%s' is also a column to ignore: it cannot be both".formatted(name))
                        .build());
            }
        }
        return results;
    }

    /**
     * The user's settings for single columns.
     *
     * @param flowFile the FlowFile whose attributes Expression Language sees
     */
    static ColumnChoices choices(final ProcessContext context, final FlowFile flowFile) {
        // What a private training learns of records, and whether it refuses them, must not depend on single ones.
        final boolean isPrivate = context.getProperty(PrivacyProperties.PRIVACY).asAllowableValue(PrivacyMode.class)
                == PrivacyMode.DIFFERENTIAL;
        return ColumnChoices.of(
                        overrides(context.getProperties()),
                        names(context, TrainingProperties.IGNORED_COLUMNS, flowFile),
                        names(context, TrainingProperties.TARGET_COLUMNS, flowFile))
                .with(
                        !isPrivate
                                && AdvancedProperties.evaluated(context, TrainingProperties.UNLEARNABLE, flowFile)
                                                .asAllowableValue(UnlearnableFields.class)
                                        == UnlearnableFields.LEAVE_OUT,
                        !isPrivate,
                        !isPrivate && DatabaseProperties.takeDocuments(context));
    }

    private static List<String> names(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile flowFile) {
        return TrainingProperties.list(AdvancedProperties.evaluated(context, property, flowFile));
    }

    /** The kinds that were set, by the columns' names. */
    static Map<String, ColumnOverride> overrides(final Map<PropertyDescriptor, String> properties) {
        final Map<String, ColumnOverride> overrides = new LinkedHashMap<>();
        properties.forEach((property, value) -> {
            if (property.isDynamic()) {
                ColumnProperty.column(property.getName())
                        .ifPresent(column -> Stream.of(ColumnOverride.values())
                                .filter(override -> override.getValue().equals(value))
                                .findFirst()
                                .ifPresent(override -> overrides.put(column, override)));
            }
        });
        return overrides;
    }
}
