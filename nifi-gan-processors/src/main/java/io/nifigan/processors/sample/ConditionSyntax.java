// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.processors.flow.ColumnProperty;
import io.nifigan.sample.condition.Condition;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;

/** Validates the syntax of a condition. Whether it fits its column is checked when the model is there. */
final class ConditionSyntax implements Validator {
    @Override
    public ValidationResult validate(final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder().subject(subject).input(input);
        if (context.isExpressionLanguagePresent(input)) {
            return result.valid(true)
                    .explanation("it holds Expression Language")
                    .build();
        }
        try {
            return result.valid(true)
                    .explanation(new Condition(ColumnProperty.column(subject).orElse(subject), input).toString())
                    .build();
        } catch (final IllegalArgumentException e) {
            return result.valid(false).explanation(e.getMessage()).build();
        }
    }
}
