// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            schema = SchemaText.parse(keys, SchemaFinder.find(texts));
        }
        final Map<String, Table> tables = new LinkedHashMap<>();
        builders.forEach((name, builder) ->
                tables.put(name, builder.withKinds(schema.table(name).kinds()).build()));
        return new Database(complete ? schema : OrderFinder.find(schema, tables), tables);
    }
}
