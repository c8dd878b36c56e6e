// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.List;

/**
 * A rule that a user wants to be kept, or not to be found, in names of columns.
 *
 * @param text as it was written
 * @param forbidden whether it is not to be found
 * @param form what kind of rule it is
 * @param names the columns: of an order the smaller first; of an equation, a dependency or a missing column that one
 *     first
 * @param strict of an order, whether the columns are never equal
 * @param factors of an equation, what each column to the right is multiplied by
 * @param unit of an equation between points in time, what a number counts; null where it was not said
 * @param value of a missing column, the value of the other at which it is; null where the other is missing too
 */
record ParsedRule(
        String text,
        boolean forbidden,
        Form form,
        List<String> names,
        boolean strict,
        List<Double> factors,
        TimeUnits unit,
        String value) {
    /** The forms of rules. */
    enum Form {
        ORDER,
        LINEAR,
        LOOKUP,
        NULL,
        COMBINATION
    }

    ParsedRule {
        names = List.copyOf(names);
        factors = List.copyOf(factors);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("The rule '%s' names a column twice".formatted(text));
        }
    }
}
