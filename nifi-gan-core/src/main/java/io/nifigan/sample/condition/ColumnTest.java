// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.table.Table;
import java.util.List;

/**
 * A condition on a column of a model.
 *
 * @param condition what the user wrote
 * @param column the column's index
 * @param negated whether none of the terms may fit
 * @param terms 1 or more
 */
public record ColumnTest(Condition condition, int column, boolean negated, List<Term> terms) {
    public ColumnTest {
        terms = List.copyOf(terms);
    }

    /** Whether it is about whether there is a value, not which. */
    boolean isAboutMissing() {
        return terms.stream().allMatch(Term.Missing.class::isInstance);
    }

    /** Whether a numeric column's value is wanted, NaN where it is missing. */
    public boolean accepts(final double value) {
        for (final Term term : terms) {
            if (term.fits(value)) {
                return !negated;
            }
        }
        return negated;
    }

    /** Whether any other column's value is wanted, null where it is missing. */
    boolean accepts(final String value) {
        for (final Term term : terms) {
            if (term.fits(value)) {
                return !negated;
            }
        }
        return negated;
    }

    /** Whether a value as {@link io.nifigan.encode.CategoryEncoding} holds it is wanted. */
    boolean acceptsHeld(final String value, final boolean numeric) {
        return numeric ? accepts(value == null ? Double.NaN : Double.parseDouble(value)) : accepts(value);
    }

    boolean accepts(final Table table, final int row) {
        if (table.numbers(column) != null) {
            return accepts(table.numbers(column)[row]);
        }
        final int code = table.codes(column)[row];
        return accepts(code < 0 ? null : table.dictionary(column).get(code));
    }
}
