// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import io.nifigan.table.ColumnKind;
import java.util.Locale;

/** What an expression's value is, and so the unit of its double: that of the column kind of the same name. */
public enum Quantity {
    NUMBER,
    DATE,
    TIME,
    TIMESTAMP;

    /**
     * The quantity of a column's values; a boolean is the number 0 or 1.
     *
     * @throws IllegalArgumentException for texts and identifiers
     */
    public static Quantity of(final ColumnKind kind) {
        return switch (kind) {
            case INTEGER, DECIMAL, BOOLEAN -> NUMBER;
            case DATE -> DATE;
            case TIME -> TIME;
            case TIMESTAMP -> TIMESTAMP;
            case CATEGORY, IDENTIFIER ->
                throw new IllegalArgumentException("A column of kind %s is neither a number nor a time"
                        .formatted(kind.name().toLowerCase(Locale.ROOT)));
        };
    }

    boolean isTime() {
        return this != NUMBER;
    }

    /** The kind of column with the same unit. */
    ColumnKind kind() {
        return switch (this) {
            case NUMBER -> ColumnKind.DECIMAL;
            case DATE -> ColumnKind.DATE;
            case TIME -> ColumnKind.TIME;
            case TIMESTAMP -> ColumnKind.TIMESTAMP;
        };
    }

    /** Whether values of this and another quantity can be subtracted from and compared with each other. */
    boolean isComparable(final Quantity other) {
        return this == other || this == DATE && other == TIMESTAMP || this == TIMESTAMP && other == DATE;
    }
}
