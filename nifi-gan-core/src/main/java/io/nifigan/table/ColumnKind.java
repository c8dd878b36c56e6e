// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.Content;

/** The kind of a column's values, which decides how the engine encodes them. */
public enum ColumnKind {
    /** Whole numbers, encoded by rank. */
    INTEGER,
    /** Numbers with a fraction, encoded by rank and written with the column's own number of decimals. */
    DECIMAL,
    /** True or false. */
    BOOLEAN,
    /** One of a set of values without an order. */
    CATEGORY,
    /** Calendar days. */
    DATE,
    /** Times of day. */
    TIME,
    /** Points in time. */
    TIMESTAMP,
    /**
     * Values that identify a row or a person (keys, names, phones, addresses). They are never learnt; new ones are
     * generated in the same format.
     */
    IDENTIFIER;

    /** The content that the texts of a numeric column have. */
    Content content() {
        return switch (this) {
            case INTEGER, DECIMAL -> Content.NUMBER;
            case DATE -> Content.DATE;
            case TIME -> Content.TIME;
            case TIMESTAMP -> Content.TIMESTAMP;
            default -> throw new IllegalStateException("A column of kind " + this + " has no numbers");
        };
    }

    /** The kind of texts that mean dates or times. */
    static ColumnKind of(final Content content) {
        return switch (content) {
            case DATE -> DATE;
            case TIME -> TIME;
            case TIMESTAMP -> TIMESTAMP;
            case NUMBER -> throw new IllegalArgumentException("Numbers are whole or not");
        };
    }

    /** Whether values are held as numbers; the units are those of {@link Column}. */
    public boolean isNumeric() {
        return this == INTEGER || this == DECIMAL || this == DATE || this == TIME || this == TIMESTAMP;
    }
}
