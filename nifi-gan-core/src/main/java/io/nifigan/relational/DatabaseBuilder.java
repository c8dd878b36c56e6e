// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.CompositeFinder;
import io.nifigan.relational.schema.CompositeKey;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.HistoryFinder;
import io.nifigan.relational.schema.LookupFinder;
import io.nifigan.relational.schema.OrderFinder;
import io.nifigan.relational.schema.SchemaException;
import io.nifigan.relational.schema.SchemaFinder;
import io.nifigan.relational.schema.SchemaText;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the rows of a database's tables, and finds how the tables belong together. */
public final class DatabaseBuilder {
    private final String keys;
    private final Map<String, TableBuilder> builders = new LinkedHashMap<>();

    /**
     * @param keys what the user says of keys, as {@link SchemaText} reads it: as JSON it says all, in lines only what
     *     is to be known beside what is found; empty for what is found
     */
    public DatabaseBuilder(final String keys) {
        this.keys = keys;
    }

    /**
     * Adds a table. Its rows go to {@link TableBuilder#add} of the result.
     *
     * @param name the table's name
     * @param fields its fields
     */
    public TableBuilder table(final String name, final List<Field> fields) {
        return table(name, fields, Map.of(), Map.of());
    }

    /**
     * Adds a table with kinds and semantic types that the user set, by field name. Keys are keys even so.
     *
     * @throws SchemaException where there is a table of that name already
     */
    public TableBuilder table(
            final String name,
            final List<Field> fields,
            final Map<String, ColumnKind> kinds,
            final Map<String, SemanticType> meanings) {
        final TableBuilder builder = new TableBuilder(fields, kinds, meanings);
        if (builders.putIfAbsent(name, builder) != null) {
            throw SchemaException.of("There are two tables '%s'; names must differ", name);
        }
        return builder;
    }

    /**
     * Builds the database of all rows added so far.
     *
     * @throws SchemaException where the user's words about keys cannot be understood, or the rows do not fit them
     */
    public Database build() {
        final boolean complete = SchemaText.isJson(keys);
        final DatabaseSchema schema;
        if (complete) {
            schema = SchemaText.parse(keys, builders.keySet());
        } else {
            final Map<String, Table> texts = new LinkedHashMap<>();
            builders.forEach((name, builder) -> texts.put(name, builder.texts()));
            schema = SchemaText.parse(keys, CompositeFinder.find(SchemaFinder.find(texts), texts));
        }
        final Map<String, Map<String, ColumnKind>> kinds = new LinkedHashMap<>();
        schema.tables().forEach((name, table) -> kinds.put(name, new HashMap<>(table.kinds())));
        final Map<String, Table> tables = new LinkedHashMap<>();
        builders.forEach((name, builder) ->
                tables.put(name, builder.withKinds(kinds.get(name)).build()));
        alike(schema, tables, kinds)
                .forEach(name -> tables.put(
                        name, builders.get(name).withKinds(kinds.get(name)).build()));
        // What the user says is checked before more is sought on its grounds.
        final Database said = new Database(schema, tables);
        said.checkComposites();
        return complete
                ? said
                : new Database(
                        LookupFinder.find(HistoryFinder.find(OrderFinder.find(said.schema(), tables), tables), tables),
                        tables);
    }

    /** Columns that refer to each other in keys of several columns become texts where they are of different kinds. */
    private static Set<String> alike(
            final DatabaseSchema schema,
            final Map<String, Table> tables,
            final Map<String, Map<String, ColumnKind>> kinds) {
        final Set<String> changed = new LinkedHashSet<>();
        for (final TableSchema table : schema.tables().values()) {
            for (final CompositeKey key : table.composites()) {
                for (int k = 0; k < key.columns().size(); k++) {
                    final String own = key.columns().get(k);
                    final String other = key.keys().get(k);
                    if (kind(tables.get(table.name()), own) != kind(tables.get(key.table()), other)) {
                        kinds.get(table.name()).put(own, ColumnKind.CATEGORY);
                        kinds.get(key.table()).put(other, ColumnKind.CATEGORY);
                        changed.addAll(List.of(table.name(), key.table()));
                    }
                }
            }
        }
        return changed;
    }

    /** The kind of a column; null where there is none. */
    private static ColumnKind kind(final Table table, final String column) {
        final int index = table == null ? -1 : Frame.index(table.columns(), column);
        return index < 0 ? null : table.column(index).kind();
    }
}
