// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.ClassShares;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.NodeSeeds;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.model.FairnessProperties;
import io.nifigan.processors.model.ModelProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** The properties of AugmentRecords. */
final class AugmentationProperties {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the real records.")
            .required(true)
            .identifiesControllerService(RecordReaderFactory.class)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("Writes the records. With 'Inherit Record Schema' they have the fields that were read, "
                    + "and the Origin Field if it is set.")
            .required(true)
            .identifiesControllerService(RecordSetWriterFactory.class)
            .build();

    static final PropertyDescriptor TASK = new PropertyDescriptor.Builder()
            .name("Task")
            .description("How to augment the records.")
            .required(true)
            .allowableValues(AugmentationTask.class)
            .defaultValue(AugmentationTask.BALANCE)
            .build();

    static final PropertyDescriptor CLASS_COLUMN = column(
                    "Class Column", "The column whose values are the classes to balance.")
            .required(true)
            .dependsOn(TASK, AugmentationTask.BALANCE)
            .build();

    static final PropertyDescriptor CLASS_SHARES = new PropertyDescriptor.Builder()
            .name("Class Shares")
            .description("The share of each class in the output, real and synthetic records together, such as: "
                    + "yes=20%, no=80%. Other classes divide the rest in proportion to their frequency. "
                    + "Records are only added, as few as possible, and never removed. Blank makes all classes "
                    + "equally frequent.")
            .required(false)
            .addValidator(AugmentationProperties::validateShares)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(TASK, AugmentationTask.BALANCE)
            .build();

    static final PropertyDescriptor COLUMNS_TO_COMPLETE = column(
                    "Columns To Complete",
                    "The columns in which missing values are filled in, separated by commas. A column that the "
                            + "records do not have is added to them. Blank fills in all columns that both "
                            + "model and records have.")
            .required(false)
            .dependsOn(TASK, AugmentationTask.IMPUTE)
            .build();

    static final PropertyDescriptor FILL_WITH = new PropertyDescriptor.Builder()
            .name("Fill With")
            .description("Which of the possible values of a missing field is filled in.")
            .required(true)
            .allowableValues(FillStrategy.class)
            .defaultValue(FillStrategy.TYPICAL)
            .dependsOn(TASK, AugmentationTask.IMPUTE)
            .build();

    static final PropertyDescriptor COLUMNS_TO_KEEP = column(
                    "Columns To Keep",
                    "The columns that stay as they are, separated by commas; all other columns of the model get "
                            + "new values that go with them.")
            .required(true)
            .dependsOn(TASK, AugmentationTask.VARY)
            .build();

    static final PropertyDescriptor VARIATIONS = new PropertyDescriptor.Builder()
            .name("Variations Per Record")
            .description("The number of variations of each record.")
            .required(true)
            .defaultValue("5")
            .addValidator(NumberRange.whole(1, AugmentationSettings.MAX_VARIATIONS))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(TASK, AugmentationTask.VARY)
            .build();

    static final PropertyDescriptor INCLUDE_ORIGINALS = new PropertyDescriptor.Builder()
            .name("Include Originals")
            .description("Whether the output includes the real records: with Balance before the synthetic ones, "
                    + "with Vary each before its variations.")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("true")
            .dependsOn(TASK, AugmentationTask.BALANCE, AugmentationTask.VARY)
            .build();

    static final PropertyDescriptor ORIGIN_FIELD = column(
                    "Origin Field",
                    "The field for the origin of each record: 'original' if it is unchanged, 'synthetic' if it "
                            + "was added, 'completed' if missing values were filled in. Blank adds none.")
            .required(false)
            .build();

    static final PropertyDescriptor RANDOM_SEED = new PropertyDescriptor.Builder()
            .name("Random Seed")
            .description("A whole number. The same records, model and seed give the same output each time. Blank "
                    + "gives a different output each time, and writes its seed to the attribute "
                    + GANAttributes.SEED + ".")
            .required(false)
            .addValidator(NumberRange.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor SEED_SCOPE = NodeSeeds.scope(RANDOM_SEED);

    private static final List<PropertyDescriptor> ALL = Stream.of(
                    List.of(RECORD_READER, RECORD_WRITER),
                    ModelProvider.ofLocationOrStore().properties(),
                    List.of(
                            TASK,
                            CLASS_COLUMN,
                            CLASS_SHARES,
                            COLUMNS_TO_COMPLETE,
                            FILL_WITH,
                            COLUMNS_TO_KEEP,
                            VARIATIONS,
                            INCLUDE_ORIGINALS,
                            FairnessProperties.FAIR_TARGET,
                            FairnessProperties.SENSITIVE_COLUMNS,
                            ORIGIN_FIELD,
                            RANDOM_SEED,
                            SEED_SCOPE))
            .flatMap(List::stream)
            .toList();

    private AugmentationProperties() {}

    /** All properties, in the order in which they are shown. */
    static List<PropertyDescriptor> all() {
        return ALL;
    }

    /** The value of a property for a FlowFile with these attributes. */
    static PropertyValue evaluated(
            final ProcessContext context, final PropertyDescriptor property, final Map<String, String> attributes) {
        return property.isExpressionLanguageSupported()
                ? context.getProperty(property).evaluateAttributeExpressions(attributes)
                : context.getProperty(property);
    }

    private static PropertyDescriptor.Builder column(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    private static ValidationResult validateShares(
            final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder().subject(subject).input(input);
        if (context.isExpressionLanguagePresent(input)) {
            return result.valid(true)
                    .explanation("it holds Expression Language")
                    .build();
        }
        try {
            ClassShares.parse(input);
            return result.valid(true).build();
        } catch (final IllegalArgumentException e) {
            return result.valid(false).explanation(e.getMessage()).build();
        }
    }
}
