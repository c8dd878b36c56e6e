// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import java.util.List;

/** Refuses encodings that do not fit their columns, which only a changed model file has. */
public final class Misfit {
    private Misfit() {}

    /**
     * @param what what is wrong, as in "has ..."
     * @throws IllegalArgumentException where something is not good
     */
    public static void require(final boolean good, final Column column, final String what) {
        if (!good) {
            throw new IllegalArgumentException(column.name() + " has " + what);
        }
    }

    /**
     * @param values separate values of a column, as {@link CategoryEncoding} holds them
     * @throws IllegalArgumentException where the column is numeric and a value is no finite number
     */
    public static void requireValues(final Column column, final List<String> values) {
        for (final String value : values) {
            if (column.kind().isNumeric() && value != null) {
                try {
                    require(Double.isFinite(Double.parseDouble(value)), column, "a value that is not finite");
                } catch (final NumberFormatException e) {
                    throw new IllegalArgumentException(column.name() + " has a value that is no number", e);
                }
            }
        }
    }
}
