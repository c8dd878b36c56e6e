// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
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

/** The properties of a private training. */
final class PrivacyProperties {
    static final PropertyDescriptor PRIVACY = new PropertyDescriptor.Builder().name("Privacy")
            .description("What is promised to those whose records are learnt.")
            .required(true).allowableValues(PrivacyMode.class).defaultValue(PrivacyMode.NONE).build();

    static final PropertyDescriptor EPSILON = described("Epsilon", """
            How much may be told of a single record: whatever anybody concludes from the model is at most e^epsilon times as likely with the record as \
            without it. 1 is a strong promise, 3 a usual one, above 10 hardly any. Every training on the same records spends anew, and the epsilons add up.""")
            .required(true).defaultValue("1").addValidator(NumberRange.decimal(.001, 100)).build();

    static final PropertyDescriptor DELTA = described("Delta", """
            How likely the promise may fail altogether, such as 1e-6: less than one over ten times the number of records. Blank takes a tenth of one \
            over the number of rows in the Public Schema, or 1e-6 where it has none.""")
            .required(false).addValidator(NumberRange.decimal(1e-15, 1e-3)).build();

    static final PropertyDescriptor PUBLIC_SCHEMA = described("Public Schema", """
            What is known of the columns without looking at any record, as JSON or the path of a file of it: {"rows": 30000, "columns": {"age": \
            {"least": 0, "most": 120}, "plan": {"values": ["basic", "plus"]}, "name": {"identifier": ["Jane Doe"]}}}. It must name every column that is not \
            ignored, and takes the place of kinds that are set for single columns. The processor's page has all of it.""")
            .required(true).addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.TEXT).build();

    static final PropertyDescriptor PERSON_COLUMN = described("Person Column", """
            The column that says whose a record is, where a person may have several. The promise is then to persons. Blank where every record is \
            somebody else's.""")
            .required(false).addValidator(StandardValidators.NON_BLANK_VALIDATOR).build();

    static final PropertyDescriptor RECORDS_PER_PERSON = described("Records Per Person", """
            The most records of one person that are learnt; more are left out. Noise grows with it, so take what most persons have, not what any has.""")
            .required(true).defaultValue("1").addValidator(NumberRange.whole(1, 1_000)).dependsOn(PERSON_COLUMN).build();

    private PrivacyProperties() {
    }

    static List<PropertyDescriptor> all() {
        return List.of(PRIVACY, EPSILON, DELTA, PUBLIC_SCHEMA, PERSON_COLUMN, RECORDS_PER_PERSON);
    }

    private static PropertyDescriptor.Builder described(final String name, final String description) {
        return new PropertyDescriptor.Builder().name(name).description(description).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                .dependsOn(PRIVACY, PrivacyMode.DIFFERENTIAL);
    }

    static boolean isPrivate(final PropertyValue privacy) {
        return privacy.asAllowableValue(PrivacyMode.class) == PrivacyMode.DIFFERENTIAL;
    }

    /** What an ordinary training takes and a private one does not. */
    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (!isPrivate(context.getProperty(PRIVACY))) {
            return results;
        }
        ColumnProperties.overrides(context.getProperties()).forEach((name, override) -> {
            if (override != ColumnOverride.IGNORE) {
                results.add(invalid(name, "a private training takes what a column is from Public Schema: remove this property"));
            }
        });
        if (context.getProperty(Publication.STORE).isSet()) {
            if (context.getProperty(Publication.START).asAllowableValue(StartingPoint.class) == StartingPoint.LATEST) {
                results.add(invalid(Publication.START.getName(), "a private training begins anew: set it to '%s'".formatted(StartingPoint.ANEW.getValue())));
            }
            if (context.getProperty(Publication.RULE).asAllowableValue(PublicationRule.class) == PublicationRule.UNLESS_WORSE) {
                results.add(invalid(Publication.RULE.getName(), "a private training is not measured on records, so that it cannot be told which model is "
                        + "worse: set it to '%s'".formatted(PublicationRule.ALWAYS.getValue())));
            }
        }
        return results;
    }

    private static ValidationResult invalid(final String subject, final String explanation) {
        return new ValidationResult.Builder().subject(subject).valid(false).explanation(explanation).build();
    }

    /**
     * What the properties ask for; nothing where the training is an ordinary one.
     *
     * @param values  each property's value, Expression Language evaluated
     * @param targets columns to favour
     * @throws IllegalArgumentException where a value is out of range or the schema is none
     */
    static Optional<PrivacySettings> settings(final Function<PropertyDescriptor, PropertyValue> values, final List<String> targets) {
        if (!isPrivate(values.apply(PRIVACY))) {
            return Optional.empty();
        }
        final PropertyValue delta = values.apply(DELTA);
        final PropertyValue person = values.apply(PERSON_COLUMN);
        return Optional.of(new PrivacySettings(TrainingProperties.parsed(values, EPSILON, Double::valueOf),
                delta.isSet() && !delta.getValue().isBlank() ? TrainingProperties.parsed(values, DELTA, Double::valueOf) : 0, schema(values.apply(PUBLIC_SCHEMA)), targets,
                person.isSet() ? person.getValue().strip() : null,
                person.isSet() ? TrainingProperties.parsed(values, RECORDS_PER_PERSON, Integer::valueOf) : 1, BitSource.secure()));
    }

    /**
     * What error to expect of a private training, by what is public alone; empty for an ordinary one.
     *
     * @throws IllegalArgumentException where noise would drown the records, or as {@link #settings}
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
