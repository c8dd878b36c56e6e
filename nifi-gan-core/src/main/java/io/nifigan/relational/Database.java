// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.fit.ModelFitter;
import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.CompositeKey;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.SchemaException;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tables and their schema. The columns of keys are categories, whatever their values look like.
 *
 * @param schema the schema
 * @param tables the tables by name, one for each of the schema
 */
public record Database(DatabaseSchema schema, Map<String, Table> tables) {
    /**
     * Puts tables and schema together.
     *
     * @throws SchemaException where they do not fit: a table, a column or a primary key is missing, or rows share a
     *     primary key
     */
    public Database {
        tables = new LinkedHashMap<>(tables);
        final Map<String, List<String>> columns = new LinkedHashMap<>();
        tables.forEach((name, table) ->
                columns.put(name, table.columns().stream().map(Column::name).toList()));
        schema.check(columns);
        for (final TableSchema table : schema.tables().values()) {
            for (final String key : table.keys()) {
                if (tables.get(table.name())
                                .column(Frame.index(tables.get(table.name()).columns(), key))
                                .kind()
                        != ColumnKind.CATEGORY) {
                    throw new IllegalArgumentException(
                            "The key %s.%s is not read as a category".formatted(table.name(), key));
                }
            }
            if (table.key() != null) {
                checkUnique(table, tables.get(table.name()));
            }
        }
        schema = withKept(schema, tables);
        checkKept(schema, tables);
    }

    /**
     * Checks that the columns of foreign keys of several columns exist and fit those that they refer to.
     *
     * @throws SchemaException where they do not
     */
    void checkComposites() {
        for (final TableSchema table : schema.tables().values()) {
            for (final CompositeKey key : table.composites()) {
                schema.table(key.table());
                for (int k = 0; k < key.columns().size(); k++) {
                    final ColumnKind own = kind(table.name(), key.columns().get(k));
                    final ColumnKind other = kind(key.table(), key.keys().get(k));
                    if (own.isNumeric() != other.isNumeric()) {
                        throw SchemaException.of(
                                "The column %s.%s is of the kind %s, but %s.%s, to which it refers, is of the kind %s",
                                table.name(),
                                key.columns().get(k),
                                own,
                                key.table(),
                                key.keys().get(k),
                                other);
                    }
                }
            }
        }
    }

    private ColumnKind kind(final String name, final String column) {
        final Table table = tables.get(name);
        final int index = Frame.index(table.columns(), column);
        if (index < 0) {
            throw SchemaException.of(
                    "The schema names the column '%s' of the table '%s', which has only %s",
                    column, name, table.columns().stream().map(Column::name).toList());
        }
        return table.column(index).kind();
    }

    private static void checkUnique(final TableSchema schema, final Table table) {
        final int column = Frame.index(table.columns(), schema.key());
        final Set<Integer> seen = new java.util.HashSet<>();
        for (final int code : table.codes(column)) {
            if (code < 0 || !seen.add(code)) {
                throw SchemaException.of(
                        "The primary key %s.%s %s; name another column or none",
                        schema.name(), schema.key(), code < 0 ? "is missing in a row" : "is not unique");
            }
        }
    }

    private static void checkKept(final DatabaseSchema schema, final Map<String, Table> tables) {
        for (final TableSchema table : schema.tables().values()) {
            for (final String parent : table.parentTables()) {
                if (table.kept()
                        && tables.get(table.name()).rows() > 0
                        && !schema.table(parent).kept()) {
                    throw SchemaException.of(
                            "The table '%s' is to be kept, but its rows refer to '%s', which is made anew; keep that"
                                    + " table, too",
                            table.name(), parent);
                }
            }
        }
    }

    /** Keeps tables that have too few rows to be learnt, and those whose keys put others in order, as calendars do. */
    private static DatabaseSchema withKept(final DatabaseSchema given, final Map<String, Table> tables) {
        DatabaseSchema schema = given;
        for (final TableSchema table : given.tables().values()) {
            final boolean orders = given.references(table.name()).stream()
                    .anyMatch(reference ->
                            reference.child().order().contains(reference.key().column()));
            final boolean isAlone =
                    table.parents().stream().allMatch(key -> key.table().equals(table.name()));
            final int rows = tables.get(table.name()).rows();
            if (table.keep() == TableSchema.Keep.UNSAID
                    && (rows == 0 || (orders || rows < ModelFitter.MIN_ROWS) && isAlone)) {
                schema = schema.with(table.withKeep(TableSchema.Keep.NEEDED));
            }
        }
        return schema;
    }

    /** This database with another table in place of one, or beside the others. */
    Database with(final TableSchema changed, final Table table) {
        final Map<String, Table> all = new LinkedHashMap<>(tables);
        all.put(changed.name(), table);
        return new Database(schema.with(changed), all);
    }

    /** A table. */
    Table table(final String name) {
        return tables.get(name);
    }

    /** The index of a column of a table. */
    int column(final String table, final String column) {
        return Frame.index(tables.get(table).columns(), column);
    }

    /** {@code [rows of the child]}: the row of the parent that a foreign key refers to, -1 for none. */
    int[] parents(final DatabaseSchema.Reference reference) {
        return Families.parents(
                table(reference.child().name()),
                column(reference.child().name(), reference.key().column()),
                table(reference.key().table()),
                column(
                        reference.key().table(),
                        schema.table(reference.key().table()).key()));
    }

    /** What is known of each table, one line each. */
    public List<String> describe() {
        final List<String> lines = new ArrayList<>();
        schema.parentsFirst().forEach(table -> lines.add(table.describe()));
        return lines;
    }
}
