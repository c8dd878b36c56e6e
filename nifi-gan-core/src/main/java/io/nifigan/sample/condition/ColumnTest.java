// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.table.Table;
import java.util.List;

/**
 * A condition that was read for a column of a model.
 *
 * @param condition the user's condition
 * @param column the column's index
 * @param negated whether none of the terms may fit, instead of one of them
 * @param terms 1 or more
 */
public record ColumnTest(Condition condition, int column, boolean negated, List<Term> terms) {
    public ColumnTest {
        terms = List.copyOf(terms);
    }

    /** Whether it asks only whether there is a value. */
    boolean isAboutMissing() {
        return terms.stream().allMatch(Term.Missing.class::isInstance);
    }

    /** Whether a value of a numeric column meets the condition, NaN where it is missing. */
    public boolean accepts(final double value) {
        for (final Term term : terms) {
            if (term.fits(value)) {
                return !negated;
            }
        }
        return negated;
    }

    /** Whether a value of a column that is not numeric meets the condition, null where it is missing. */
    boolean accepts(final String value) {
        for (final Term term : terms) {
            if (term.fits(value)) {
                return !negated;
            }
        }
        return negated;
    }

    /** Whether a value, as {@link io.nifigan.encode.CategoryEncoding} holds it, meets the condition. */
    boolean acceptsHeld(final String value, final boolean numeric) {
        return numeric ? accepts(value == null ? Double.NaN : Double.parseDouble(value)) : accepts(value);
    }

    /** Whether a row of a table meets the condition. */
    boolean accepts(final Table table, final int row) {
        if (table.numbers(column) != null) {
            return accepts(table.numbers(column)[row]);
        }
        final int code = table.codes(column)[row];
        return accepts(code < 0 ? null : table.dictionary(column).get(code));
    }
}
