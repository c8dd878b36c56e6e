// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/**
 * Reads a table's values as {@link Table#value} gives them, for those who want many: what a text stands for is found
 * once and not for each of its rows, so that rows share such values, which cannot be changed. Not for several threads
 * at once.
 */
public final class ValueReader {
    /** What a text stands for that is none: null would say that it was not asked for. */
    private static final Object NONE = new Object();

    private final Table table;
    private final Object[][] meanings;

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
