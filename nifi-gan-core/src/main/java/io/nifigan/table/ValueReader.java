// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/**
 * A faster reader of many of a table's values, which are those of {@link Table#value}. It converts each distinct text
 * once; rows share the resulting immutable values. Not thread-safe.
 */
public final class ValueReader {
    /** Marks a text that converts to null; null itself means that it was not converted yet. */
    private static final Object NONE = new Object();

    private final Table table;
    private final Object[][] meanings;

    /** Creates a reader of a table's values. */
    public ValueReader(final Table table) {
        this.table = table;
        this.meanings = new Object[table.columns().size()][];
        for (int c = 0; c < meanings.length; c++) {
            meanings[c] =
                    table.numbers(c) == null ? new Object[table.dictionary(c).size()] : null;
        }
    }

    /** A value; null where it is missing. */
    public Object value(final int column, final int row) {
        if (meanings[column] == null || table.isMissing(column, row)) {
            return table.value(column, row);
        }
        final Object[] known = meanings[column];
        final int code = table.codes(column)[row];
        if (known[code] == null) {
            final Object value = table.value(column, row);
            known[code] = value == null ? NONE : value;
        }
        return known[code] == NONE ? null : known[code];
    }
}
