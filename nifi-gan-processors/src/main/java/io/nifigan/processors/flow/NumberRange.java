// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;

/**
 * Validates that a value is a number between two bounds, both inclusive. A value with Expression Language is accepted
 * here and checked when it is evaluated.
 */
public final class NumberRange implements Validator {
    private final double min;
    private final double max;
    private final boolean whole;

    private NumberRange(final double min, final double max, final boolean whole) {
        this.min = min;
        this.max = max;
        this.whole = whole;
    }

    public static NumberRange whole(final long min, final long max) {
        return new NumberRange(min, max, true);
    }

    public static NumberRange decimal(final double min, final double max) {
        return new NumberRange(min, max, false);
    }

    @Override
    public ValidationResult validate(final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder().subject(subject).input(input);
        if (context.isExpressionLanguageSupported(subject) && context.isExpressionLanguagePresent(input)) {
            return result.valid(true)
                    .explanation("it holds Expression Language")
                    .build();
        }
        return result.valid(accepts(input)).explanation(explanation()).build();
    }

    private boolean accepts(final String input) {
        try {
            final double value = whole ? Long.parseLong(input.trim()) : Double.parseDouble(input.trim());
            return value >= min && value <= max;
        } catch (final NumberFormatException e) {
            return false;
        }
    }

    private String explanation() {
        return whole
                ? "it must be a whole number from %,d to %,d".formatted((long) min, (long) max)
                : "it must be a number from %s to %s".formatted(min, max);
    }
}
