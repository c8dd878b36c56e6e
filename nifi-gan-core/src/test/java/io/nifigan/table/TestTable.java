// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Builds the table of a test: first its columns, then its rows. */
public final class TestTable {
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, ColumnKind> kinds = new HashMap<>();
    private final Map<String, SemanticType> meanings = new HashMap<>();

    private TestTable() {}

    /** Columns of one type whose kinds are recognised by their values. */
    public static TestTable of(final ValueType type, final String... names) {
        return new TestTable().and(type, names);
    }

    /** A column of a given kind. */
    public static TestTable of(final ValueType type, final String name, final ColumnKind kind) {
        return new TestTable().and(type, name, kind);
    }

    /** Columns as a reader of records gives them, whose kinds are recognised by their values. */
    public static TestTable of(final List<Field> fields) {
        final TestTable table = new TestTable();
        table.fields.addAll(fields);
        return table;
    }

    /** More columns of one type whose kinds are recognised by their values. */
    public TestTable and(final ValueType type, final String... names) {
        for (final String name : names) {
            fields.add(new Field(name, type));
        }
        return this;
    }

    /** One more column of a given kind. */
    public TestTable and(final ValueType type, final String name, final ColumnKind kind) {
        kinds.put(name, kind);
        return and(type, name);
    }

    /** Says that a column is an identifier, and what its values are. */
    public TestTable meaning(final String name, final SemanticType meaning) {
        meanings.put(name, meaning);
        return this;
    }

    /**
     * The table.
     *
     * @param row the values of a row by its number, in the order of the columns
     */
    public Table rows(final int count, final IntFunction<Object[]> row) {
        final TableBuilder builder = new TableBuilder(fields, kinds, meanings);
        for (int r = 0; r < count; r++) {
            builder.add(row.apply(r));
        }
        return builder.build();
    }
}
