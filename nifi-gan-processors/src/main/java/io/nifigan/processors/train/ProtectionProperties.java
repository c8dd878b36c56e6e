// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.NumberRange;
import io.nifigan.protect.Protection;
import java.util.List;
import java.util.function.Function;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties that keep values of few records out of the model. */
final class ProtectionProperties {
    static final PropertyDescriptor MINIMUM_OCCURRENCES = described("Minimum Occurrences", """
            The minimum number of records that must share a category's value; rarer values are in neither the model \
            nor synthetic records. For records of people, 5 is a good choice: a city, a job or a product of only \
            four people then never appears. Records with a rare value are still learnt, with a replacement for it. \
            Blank keeps all values.""")
            .required(false)
            .addValidator(NumberRange.whole(1, 1_000_000))
            .build();

    static final PropertyDescriptor RARE_VALUES = new PropertyDescriptor.Builder()
            .name("Rare Values Become")
            .description("What replaces a value of fewer records than Minimum Occurrences. Columns that it "
                    + "determines follow.")
            .required(true)
            .allowableValues(RareValues.class)
            .defaultValue(RareValues.REDISTRIBUTE)
            .dependsOn(MINIMUM_OCCURRENCES)
            .build();

    static final PropertyDescriptor OTHER_VALUE = described(
                    "Other Value", "The text that replaces rare values, such as 'other'.")
            .defaultValue(Protection.NONE.other())
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .dependsOn(RARE_VALUES, RareValues.OTHER)
            .build();

    static final PropertyDescriptor PROTECT_EXTREMES = described("Protect Extremes", """
            Whether to clip numbers, dates and times to the fifth smallest and the fifth greatest value of the \
            records, so that neither synthetic records nor the model reveal the highest income or the first date. \
            'false' keeps the range of the records.""")
            .allowableValues("true", "false")
            .defaultValue(Boolean.toString(Protection.NONE.protectExtremes()))
            .expressionLanguageSupported(ExpressionLanguageScope.NONE)
            .addValidator(Validator.VALID)
            .build();

    private ProtectionProperties() {}

    static List<PropertyDescriptor> all() {
        return List.of(MINIMUM_OCCURRENCES, RARE_VALUES, OTHER_VALUE, PROTECT_EXTREMES);
    }

    private static PropertyDescriptor.Builder described(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    /**
     * The protection that the properties describe.
     *
     * @param values each property's value, Expression Language evaluated
     * @throws IllegalArgumentException if Expression Language gave a value that is no number or out of range
     */
    static Protection protection(final Function<PropertyDescriptor, PropertyValue> values) {
        // The other property is there only where this one has a value.
        final RareValues rare = values.apply(MINIMUM_OCCURRENCES).isSet()
                ? values.apply(RARE_VALUES).asAllowableValue(RareValues.class)
                : RareValues.REDISTRIBUTE;
        final String other =
                rare == RareValues.OTHER ? values.apply(OTHER_VALUE).getValue() : Protection.NONE.other();
        return new Protection(
                TrainingProperties.parsed(
                        values,
                        MINIMUM_OCCURRENCES,
                        text -> text.isEmpty() ? Protection.NONE.minimumCount() : Integer.parseInt(text)),
                rare.replacement(),
                other == null ? "" : other.strip(),
                values.apply(PROTECT_EXTREMES).asBoolean());
    }
}
