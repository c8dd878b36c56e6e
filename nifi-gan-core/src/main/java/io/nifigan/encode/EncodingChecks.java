// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import java.util.List;

/** Checks that encodings fit their columns. Only a manipulated model file fails them. */
public final class EncodingChecks {
    private EncodingChecks() {}

    /**
     * Requires a condition.
     *
     * @param what the fault, to follow "has" in the message
     * @throws IllegalArgumentException where the condition is false
     */
    public static void require(final boolean good, final Column column, final String what) {
        if (!good) {
            throw new IllegalArgumentException(column.name() + " has " + what);
        }
    }

    /**
     * Requires values that fit a column.
     *
     * @param values values as in {@link CategoryEncoding#values()}
     * @throws IllegalArgumentException where the column is numeric and a value is not a finite number
     */
    public static void requireValues(final Column column, final List<String> values) {
        for (final String value : values) {
            if (column.kind().isNumeric() && value != null) {
                try {
                    require(Double.isFinite(Double.parseDouble(value)), column, "a value that is not finite");
                } catch (final NumberFormatException e) {
                    throw new IllegalArgumentException(column.name() + " has a value that is not a number", e);
                }
            }
        }
    }
}
