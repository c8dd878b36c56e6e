// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.Locale;
import java.util.function.IntUnaryOperator;

/** Thrown where a rule of the user's cannot be kept. The message says why, and names a row that breaks the rule. */
public final class RuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The index of a row that breaks the rule, -1 where the rule fits no row. */
    private final int row;

    public RuleException(final String message) {
        this(message, -1);
    }

    /** @param row the index of a row that breaks the rule */
    RuleException(final String message, final int row) {
        super(message);
        this.row = row;
    }

    @Override
    public String getMessage() {
        return message(index -> index);
    }

    /**
     * The message.
     *
     * @param records for a row's index in the table that was searched its index among all records
     */
    public String message(final IntUnaryOperator records) {
        return row < 0
                ? super.getMessage()
                : String.format(
                        Locale.ROOT, "%s. The first is row %,d", super.getMessage(), records.applyAsInt(row) + 1);
    }
}
