// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.List;

/**
 * A parsed rule of the user's, with names of columns: a rule to keep, or one that must not be found.
 *
 * @param text the text that was parsed
 * @param forbidden whether the rule must not be found
 * @param form the form of the rule
 * @param names the columns: for an order the smaller first; for an equation, a lookup or a null rule the target first
 * @param strict for an order, whether the columns are never equal
 * @param factors for an equation, the factors of the columns on the right
 * @param unit for an equation between points in time, the unit of the number; null where none is given
 * @param value for a null rule, the value of the deciding column; null where both are missing together
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
