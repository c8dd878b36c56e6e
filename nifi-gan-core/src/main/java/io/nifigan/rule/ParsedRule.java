// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Expression;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.TimeUnits;
import java.util.List;

/**
 * A rule of the user's after parsing, still with names of columns: a rule to keep, or one that must not be found.
 *
 * @param text the text that was parsed
 * @param forbidden whether the rule must not be found
 * @param form the form of the rule
 * @param names the columns, each once: for an order the smaller first; for a formula, a lookup, a key or a null rule
 *     the target first
 * @param strict for an order or a comparison, whether the two are never equal
 * @param left for a formula or a key, what the target is computed from; for a comparison the smaller side. Its columns
 *     are indices of names. Null for other forms
 * @param right for a comparison the larger side, else null
 * @param unit for a formula, the unit of numbers beside times; null where none is given
 * @param rounding for a formula, how it is rounded; null where nothing is said
 * @param whereKnown for a formula, whether it says nothing of rows with missing values
 * @param value for a null rule, the value of the deciding column; null where both are missing together
 */
record ParsedRule(
        String text,
        boolean forbidden,
        Form form,
        List<String> names,
        boolean strict,
        Expression left,
        Expression right,
        TimeUnits unit,
        Rounding rounding,
        boolean whereKnown,
        String value) {
    /** The forms of rules. */
    enum Form {
        ORDER,
        COMPARISON,
        /** A comparison that a share of the rows keeps. */
        MOSTLY,
        FORMULA,
        /** A formula that holds in part of the rows. */
        PART,
        /** A formula that the target is close to in part of the rows. */
        NEAR,
        LOOKUP,
        KEY,
        NULL,
        COMBINATION
    }

    ParsedRule {
        names = List.copyOf(names);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("The rule '%s' names a column twice".formatted(text));
        }
    }
}
