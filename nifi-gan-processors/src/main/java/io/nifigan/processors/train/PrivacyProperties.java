// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.processors.flow.ColumnProperty;
import io.nifigan.processors.flow.NumberRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceReference;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties of a private training, and what they exclude. */
final class PrivacyProperties {
    static final PropertyDescriptor PRIVACY = new PropertyDescriptor.Builder()
            .name("Privacy")
            .description("What the model guarantees to the people whose records it learns.")
            .required(true)
            .allowableValues(PrivacyMode.class)
            .defaultValue(PrivacyMode.NONE)
            .build();

    static final PropertyDescriptor EPSILON = described("Epsilon", """
            How much the model may reveal of a single record: any conclusion from the model is at most e^epsilon \
            times as likely with the record as without it. 1 is a strong guarantee, 3 a common one, more than 10 \
            hardly any. The epsilons of all trainings on the same records add up.""")
            .required(true)
            .defaultValue("1")
            .addValidator(NumberRange.decimal(.001, 100))
            .build();

    static final PropertyDescriptor DELTA = described("Delta", """
            The probability, such as 1e-6, with which the guarantee may fail. It should be less than 1 / (10 × \
            number of records). Blank uses that value for the number of rows in Public Schema, or 1e-6 if it has \
            none.""")
            .required(false)
            .addValidator(NumberRange.decimal(1e-15, 1e-3))
            .build();

    static final PropertyDescriptor PUBLIC_SCHEMA = described("Public Schema", """
            What is publicly known of the columns, without looking at any record: JSON, or the path of a file of it, \
            such as {"rows": 30000, "columns": {"age": {"min": 0, "max": 120}, "plan": {"values": ["basic", \
            "plus"]}, "name": {"identifier": ["Jane Doe"]}}}. It must list every column that is not ignored, and \
            replaces the properties for single columns. The additional details show an example.""")
            .required(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.TEXT)
            .build();

    static final PropertyDescriptor PERSON_COLUMN = described("Person Column", """
            The column that identifies the person of a record, if a person may have several records. The guarantee \
            is then for persons. Blank if every record is of a different person.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor RECORDS_PER_PERSON = described("Records Per Person", """
            The maximum number of records of one person that are learnt; others are left out. The noise grows with \
            this number, so choose what most persons have.""")
            .required(true)
            .defaultValue("1")
            .addValidator(NumberRange.whole(1, 1_000))
            .dependsOn(PERSON_COLUMN)
            .build();

    private PrivacyProperties() {}

    static List<PropertyDescriptor> all() {
        return List.of(PRIVACY, EPSILON, DELTA, PUBLIC_SCHEMA, PERSON_COLUMN, RECORDS_PER_PERSON);
    }

    private static PropertyDescriptor.Builder described(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                .dependsOn(PRIVACY, PrivacyMode.DIFFERENTIAL);
    }

    static boolean isPrivate(final PropertyValue privacy) {
        return privacy.asAllowableValue(PrivacyMode.class) == PrivacyMode.DIFFERENTIAL;
    }

    /**
     * Settings that a private training cannot have: it must not read the records again, because each time spends
     * epsilon.
     */
    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (!isPrivate(context.getProperty(PRIVACY))) {
            return results;
        }
        if (context.getProperty(BatchingProperties.STRATEGY)
                .asAllowableValue(GatheringStrategy.class)
                .keeps()) {
            results.add(invalid(
                    BatchingProperties.STRATEGY.getName(),
                    ("a private training spends its epsilon again whenever it learns the same records again: set "
                                    + "it to '%s' or '%s'")
                            .formatted(GatheringStrategy.ONE.getValue(), GatheringStrategy.MANY.getValue())));
        }
        if (AdvancedProperties.areShown(context)
                && context.getProperty(CheckpointProperties.DIRECTORY).isSet()) {
            results.add(invalid(
                    CheckpointProperties.DIRECTORY.getName(),
                    "a private training draws new noise each time and cannot resume from a checkpoint: leave it "
                            + "blank"));
        }
        ColumnProperties.overrides(context.getProperties()).forEach((name, override) -> {
            if (override != ColumnOverride.IGNORE) {
                results.add(invalid(
                        ColumnProperty.of(name),
                        "a private training takes the kind of a column from Public Schema: remove this property"));
            }
        });
        if (context.getProperty(Publication.STORE).isSet()) {
            if (context.getProperty(Publication.START)
                    .asAllowableValue(StartingPoint.class)
                    .continues()) {
                results.add(invalid(
                        Publication.START.getName(),
                        "a private training starts with new networks: set it to '%s'"
                                .formatted(StartingPoint.ANEW.getValue())));
            }
            if (context.getProperty(Publication.RULE).asAllowableValue(PublicationRule.class)
                    == PublicationRule.UNLESS_WORSE) {
                results.add(invalid(
                        Publication.RULE.getName(),
                        "a private model is not measured on the records, so that two models cannot be compared: "
                                + "set it to '%s'".formatted(PublicationRule.ALWAYS.getValue())));
            }
        }
        return results;
    }

    private static ValidationResult invalid(final String subject, final String explanation) {
        return new ValidationResult.Builder()
                .subject(subject)
                .valid(false)
                .explanation("with Privacy '%s', %s".formatted(PrivacyMode.DIFFERENTIAL.getDisplayName(), explanation))
                .build();
    }

    /**
     * The settings of a private training; empty for an ordinary one.
     *
     * @param values each property's value, Expression Language evaluated
     * @param targets the most important columns
     * @throws IllegalArgumentException if a value is out of range or the schema is invalid
     */
    static Optional<PrivacySettings> settings(
            final Function<PropertyDescriptor, PropertyValue> values, final List<String> targets) {
        if (!isPrivate(values.apply(PRIVACY))) {
            return Optional.empty();
        }
        final PropertyValue delta = values.apply(DELTA);
        final PropertyValue person = values.apply(PERSON_COLUMN);
        return Optional.of(new PrivacySettings(
                TrainingProperties.parsed(values, EPSILON, Double::valueOf),
                delta.isSet() && !delta.getValue().isBlank()
                        ? TrainingProperties.parsed(values, DELTA, Double::valueOf)
                        : 0,
                schema(values.apply(PUBLIC_SCHEMA)),
                targets,
                person.isSet() ? person.getValue().strip() : null,
                person.isSet() ? TrainingProperties.parsed(values, RECORDS_PER_PERSON, Integer::valueOf) : 1,
                BitSource.secure()));
    }

    /**
     * The expected error of a private training, from public information only; empty for an ordinary one.
     *
     * @throws IllegalArgumentException if there is too much noise for so few records, or as {@link #settings}
     */
    static String expectation(final Function<PropertyDescriptor, PropertyValue> values) {
        final Optional<PrivacySettings> settings = settings(values, List.of());
        try {
            return settings.isEmpty() ? "" : PrivateSynthesis.expectation(settings.get());
        } catch (final PrivacyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static PublicSchema schema(final PropertyValue value) {
        final ResourceReference resource = value.asResource();
        if (resource == null) {
            throw new IllegalArgumentException("Public Schema is not set");
        }
        try (InputStream in = resource.read()) {
            return PublicSchema.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new IllegalArgumentException("Public Schema cannot be read: " + e.getMessage(), e);
        } catch (final PrivacyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
