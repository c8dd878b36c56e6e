// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Makes tables for tests. */
public final class Tables {
    private Tables() {}

    /** A table of texts as a CSV reader would deliver it, columns a, b, c and so on. */
    public static Table of(final int rows, final IntFunction<Object[]> row) {
        final int width = row.apply(0).length;
        final Field[] fields = new Field[width];
        Arrays.setAll(fields, c -> new Field(String.valueOf((char) ('a' + c)), ValueType.STRING));
        return TestTable.of(List.of(fields))
                .rows(
                        rows,
                        r -> Arrays.stream(row.apply(r))
                                .map(value -> value == null ? null : value.toString())
                                .toArray());
    }

    /** A column that is an identifier whatever its values. */
    public static Table identifier(final ValueType type, final int rows, final IntFunction<Object> value) {
        return TestTable.of(type, "x", ColumnKind.IDENTIFIER).rows(rows, r -> new Object[] {value.apply(r)});
    }
}
