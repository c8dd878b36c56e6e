// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/** What a column is to the engine, which decides how it is learnt. */
public enum ColumnKind {
    /** Whole numbers with an order, learnt by rank. */
    INTEGER,
    /** Numbers with a fraction, learnt by rank and written at the column's own scale. */
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
    /** Values that name one row (keys, names, phones, addresses): never learnt, made anew in the same shape. */
    IDENTIFIER;

    /** Whether values are held as numbers (days, milliseconds of the day or since 1970 where they are times). */
    public boolean isNumeric() {
        return this == INTEGER || this == DECIMAL || this == DATE || this == TIME || this == TIMESTAMP;
    }
}
