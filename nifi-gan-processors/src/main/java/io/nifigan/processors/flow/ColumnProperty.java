// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import java.util.Optional;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;

/**
 * The rule for dynamic properties that say something of a column: their names are {@code column:} and the column's
 * name. A column can therefore have any name, also that of a property.
 */
public final class ColumnProperty {
    /** Prefix of the names of these properties. */
    public static final String PREFIX = "column:";

    private ColumnProperty() {}

    /** The name of the property for a column. */
    public static String of(final String column) {
        return PREFIX + column;
    }

    /** The column that a property is for; empty if the property's name does not follow the rule. */
    public static Optional<String> column(final String property) {
        return property.startsWith(PREFIX)
                        && !property.substring(PREFIX.length()).isBlank()
                ? Optional.of(property.substring(PREFIX.length()))
                : Optional.empty();
    }

    /**
     * The descriptor of a property whose name does not follow the rule: it is never valid, and says how the property
     * should be named.
     */
    public static PropertyDescriptor misnamed(final String property) {
        final String example = property.startsWith(PREFIX) || property.isBlank() ? of("age") : of(property);
        return new PropertyDescriptor.Builder()
                .name(property)
                .dynamic(true)
                .description("Not a property of this processor, and not a property for a column")
                .addValidator((subject, input, context) -> new ValidationResult.Builder()
                        .subject(subject)
                        .input(input)
                        .valid(false)
                        .explanation(("this processor has no property '%s'; a property for a column is named '%s' and "
                                        + "the column's name, such as '%s'")
                                .formatted(property, PREFIX, example))
                        .build())
                .build();
    }
}
