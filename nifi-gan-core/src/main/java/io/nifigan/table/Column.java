// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Objects;

/**
 * A column of a table: the field that it came from and what was recognised in its values.
 *
 * <p>Numeric kinds hold a {@code double} per row in these units: INTEGER and DECIMAL the number itself, DATE days since
 * 1970-01-01, TIME milliseconds of the day, TIMESTAMP milliseconds since 1970-01-01T00:00 in local time.
 *
 * @param field  the field in records
 * @param kind   how the column is learnt
 * @param step   numeric kinds: the grid that every value lies on, in the column's unit (1, .01, 1000 for whole
 *               seconds), or 0 where there is none; 0 for other kinds
 * @param format DATE, TIME and TIMESTAMP held as text: the {@link java.time.format.DateTimeFormatter} pattern; else null
 */
public record Column(Field field, ColumnKind kind, double step, String format) {
    public Column {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(kind, "kind");
    }

    public String name() {
        return field.name();
    }
}
