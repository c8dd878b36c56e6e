// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.model.ModelProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** The properties of ScoreDiscriminator. */
final class ScoreProperties {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the records to score.")
            .required(true)
            .identifiesControllerService(RecordReaderFactory.class)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("Writes the scored records. With 'Inherit Record Schema' they have the fields that were "
                    + "read, and the new ones.")
            .required(true)
            .identifiesControllerService(RecordSetWriterFactory.class)
            .build();

    static final PropertyDescriptor CLASSIFIER = new PropertyDescriptor.Builder()
            .name("Classifier")
            .description("Which classifier of the model scores the records.")
            .required(true)
            .allowableValues(ScoringModelOption.class)
            .defaultValue(ScoringModelOption.TREES)
            .build();

    static final PropertyDescriptor ROUTING_STRATEGY = new PropertyDescriptor.Builder()
            .name("Routing Strategy")
            .description("Where the scored records go.")
            .required(true)
            .allowableValues(RoutingStrategy.class)
            .defaultValue(RoutingStrategy.BY_THRESHOLD)
            .build();

    static final PropertyDescriptor THRESHOLD = new PropertyDescriptor.Builder()
            .name("Threshold")
            .description("The minimum probability, from 0 to 1, of a record that goes to 'real'. A higher "
                    + "threshold lets fewer synthetic records through, and rejects more real ones.")
            .required(true)
            .defaultValue("0.5")
            .addValidator(NumberRange.decimal(0, 1))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(ROUTING_STRATEGY, RoutingStrategy.BY_THRESHOLD)
            .build();

    static final PropertyDescriptor MINIMUM_PERCENTILE = new PropertyDescriptor.Builder()
            .name("Minimum Percentile")
            .description("The minimum percentile, from 0 to 100, of a record that goes to 'usual'. About so many "
                    + "percent of real records are below it. A record with an impossible value or a broken rule is "
                    + "always below 1.")
            .required(true)
            .defaultValue("1")
            .addValidator(NumberRange.decimal(0, 100))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(ROUTING_STRATEGY, RoutingStrategy.UNUSUAL)
            .build();

    static final PropertyDescriptor PROBABILITY_FIELD = field(
            "Probability Field",
            true,
            "gan_probability",
            "The field for the probability that the record is real, from 0 to 1, if half of all records are real.");
    static final PropertyDescriptor PERCENTILE_FIELD = field(
            "Percentile Field",
            true,
            "gan_percentile",
            "The field for the percentage, from 0 to 100, of held-out real records that are no more realistic "
                    + "than this one.");
    static final PropertyDescriptor UNUSUAL_FIELD = field(
            "Unusual Values Field",
            false,
            null,
            "The field for the number of the record's values that the model does not know, such as new "
                    + "categories, and of rules that it breaks. Blank adds none.");

    static final PropertyDescriptor REASONS_FIELD = new PropertyDescriptor.Builder()
            .name("Reasons Field")
            .description("The field for up to three reasons that make the record unrealistic, each with its "
                    + "contribution to the log odds of being real, such as: age out of range (-3.0), state (-2.1). "
                    + "Impossible values and broken rules come first, then fields that do not fit. Filled for "
                    + "records with a probability below 0.5 or below Threshold, and for those below Minimum "
                    + "Percentile, otherwise empty. Blank adds none.")
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .dependsOn(CLASSIFIER, ScoringModelOption.TREES)
            .build();

    private static final List<PropertyDescriptor> ALL = Stream.of(
                    List.of(RECORD_READER, RECORD_WRITER),
                    ModelProvider.ofLocationOrStore().properties(),
                    List.of(
                            CLASSIFIER,
                            ROUTING_STRATEGY,
                            THRESHOLD,
                            MINIMUM_PERCENTILE,
                            PROBABILITY_FIELD,
                            PERCENTILE_FIELD,
                            UNUSUAL_FIELD,
                            REASONS_FIELD))
            .flatMap(List::stream)
            .toList();

    private ScoreProperties() {}

    /** All properties, in the order in which they are shown. */
    static List<PropertyDescriptor> all() {
        return ALL;
    }

    private static PropertyDescriptor field(
            final String name, final boolean required, final String value, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(required)
                .defaultValue(value)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                .build();
    }

    /** Each of the fields that scoring adds needs a name of its own. */
    static List<ValidationResult> validate(final ValidationContext context) {
        final List<String> names = new ArrayList<>();
        for (final PropertyDescriptor property :
                List.of(PROBABILITY_FIELD, PERCENTILE_FIELD, UNUSUAL_FIELD, REASONS_FIELD)) {
            final String name =
                    context.getProperty(property).evaluateAttributeExpressions().getValue();
            if (name != null && names.contains(name)) {
                return List.of(new ValidationResult.Builder()
                        .subject(property.getName())
                        .input(name)
                        .valid(false)
                        .explanation("another property already names the field '%s': each needs a name of its own"
                                .formatted(name))
                        .build());
            }
            names.add(name);
        }
        return List.of();
    }

    /**
     * The records that go to 'real' or 'usual'.
     *
     * @throws IllegalArgumentException if Expression Language gives no number
     */
    static Threshold threshold(final ProcessContext context, final FlowFile input) {
        return switch (context.getProperty(ROUTING_STRATEGY).asAllowableValue(RoutingStrategy.class)) {
            case ALL -> new Threshold(0, 0);
            case BY_THRESHOLD -> new Threshold(number(context, input, THRESHOLD, 1), 0);
            case UNUSUAL -> new Threshold(0, number(context, input, MINIMUM_PERCENTILE, 100));
        };
    }

    private static double number(
            final ProcessContext context, final FlowFile input, final PropertyDescriptor property, final int max) {
        final String text = context.getProperty(property)
                .evaluateAttributeExpressions(input)
                .getValue();
        try {
            return Double.parseDouble(text.trim());
        } catch (final NumberFormatException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be a number from 0 to %d".formatted(property.getName(), text, max), e);
        }
    }

    /** The fields that scoring adds. */
    static ScoreFields fields(final ProcessContext context) {
        return new ScoreFields(
                context.getProperty(PROBABILITY_FIELD)
                        .evaluateAttributeExpressions()
                        .getValue(),
                context.getProperty(PERCENTILE_FIELD)
                        .evaluateAttributeExpressions()
                        .getValue(),
                context.getProperty(UNUSUAL_FIELD)
                        .evaluateAttributeExpressions()
                        .getValue(),
                classifier(context) == ScoringModelOption.TREES
                        ? context.getProperty(REASONS_FIELD)
                                .evaluateAttributeExpressions()
                                .getValue()
                        : null);
    }

    static ScoringModelOption classifier(final ProcessContext context) {
        return context.getProperty(CLASSIFIER).asAllowableValue(ScoringModelOption.class);
    }
}
