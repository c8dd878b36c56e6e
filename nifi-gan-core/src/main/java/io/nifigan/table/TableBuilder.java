// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.List;
import java.util.Map;

/** Collects rows of records and recognises what each column is. */
public final class TableBuilder {
    /**
     * @param fields    the records' fields
     * @param overrides kinds set by the user, by field name
     */
    public TableBuilder(final List<Field> fields, final Map<String, ColumnKind> overrides) {
        throw new UnsupportedOperationException("stub");
    }

    /** A builder for rows of a known table (to score them): kinds are given; what does not fit a column counts as missing. */
    public static TableBuilder forColumns(final List<Column> columns) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Adds a row.
     *
     * @param values one value a field, in the fields' order: null, Boolean, any Number, Character, String, LocalDate,
     *               LocalTime or LocalDateTime
     * @throws IllegalArgumentException where the number of values is not that of the fields
     */
    public void add(final Object[] values) {
        throw new UnsupportedOperationException("stub");
    }

    public int rows() {
        throw new UnsupportedOperationException("stub");
    }

    /** The table of all rows added so far. */
    public Table build() {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * What a user should know of what was read, one sentence each, without any value of the rows: infinities taken as
     * missing and how many, texts that did not fit a forced kind, and the like. Known after {@link #build()}.
     */
    public List<String> warnings() {
        throw new UnsupportedOperationException("stub");
    }
}
