// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.encode.Protection;
import io.nifigan.processors.flow.NumberRange;
import java.util.List;
import java.util.function.Function;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties that say which values must not come out because they would tell of few records. */
final class ProtectionProperties {
    static final PropertyDescriptor MINIMUM_OCCURRENCES = described("Minimum Occurrences", """
            How many of the records that are learnt must have a value of a category for it to be learnt and to come out. 1 lets all values come out. \
            Where records are about people, 5 is a good choice: a city, a job or a product that four of them have then never shows in made records, \
            nor in the model. The records that have such a value are learnt all the same, with a stand-in.""")
            .defaultValue(Integer.toString(Protection.NONE.minimumCount())).addValidator(NumberRange.whole(1, 1_000_000)).build();

    static final PropertyDescriptor RARE_VALUES = new PropertyDescriptor.Builder().name("Rare Values Become")
            .description("What stands in for a value that fewer records have than Minimum Occurrences. Columns that it determines follow.")
            .required(true).allowableValues(RareValues.class).defaultValue(RareValues.REDISTRIBUTE).build();

    static final PropertyDescriptor OTHER_VALUE = described("Other Value", "The text that stands in for rare values, such as 'other'.")
            .defaultValue(Protection.NONE.other()).addValidator(StandardValidators.NON_BLANK_VALIDATOR).dependsOn(RARE_VALUES, RareValues.OTHER)
            .build();

    static final PropertyDescriptor PROTECT_EXTREMES = described("Protect Extremes", """
            Whether numbers, dates and times are clipped to the fifth smallest and the fifth greatest of the records that are learnt, so that neither \
            made records nor the model show the greatest income or the first date. 'false' keeps the range that the records have.""")
            .allowableValues("true", "false").defaultValue(Boolean.toString(Protection.NONE.protectExtremes()))
            .expressionLanguageSupported(ExpressionLanguageScope.NONE).addValidator(Validator.VALID).build();

    private ProtectionProperties() {
    }

    static List<PropertyDescriptor> all() {
        return List.of(MINIMUM_OCCURRENCES, RARE_VALUES, OTHER_VALUE, PROTECT_EXTREMES);
    }

    private static PropertyDescriptor.Builder described(final String name, final String description) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(true)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    /**
     * What the properties ask for.
     *
     * @param values each property's value, Expression Language evaluated
     * @throws IllegalArgumentException where Expression Language gave a value that is no number or out of range
     */
    static Protection protection(final Function<PropertyDescriptor, PropertyValue> values) {
        final RareValues rare = values.apply(RARE_VALUES).asAllowableValue(RareValues.class);
        final String other = rare == RareValues.OTHER ? values.apply(OTHER_VALUE).getValue() : Protection.NONE.other();
        return new Protection(TrainingProperties.parsed(values, MINIMUM_OCCURRENCES, Integer::valueOf), rare.standIn(),
                other == null ? "" : other.strip(), values.apply(PROTECT_EXTREMES).asBoolean());
    }
}
