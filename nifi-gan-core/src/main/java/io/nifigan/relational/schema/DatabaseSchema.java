// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of a database and how they refer to each other.
 *
 * @param tables the tables by name
 */
public record DatabaseSchema(Map<String, TableSchema> tables) {
    public DatabaseSchema {
        tables = new LinkedHashMap<>(tables);
    }

    public static DatabaseSchema of(final List<TableSchema> tables) {
        final Map<String, TableSchema> byName = new LinkedHashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return new DatabaseSchema(byName);
    }

    /** A table. */
    public TableSchema table(final String name) {
        final TableSchema found = tables.get(name);
        if (found == null) {
            throw SchemaException.of("There is no table '%s'; there are %s", name, tables.keySet());
        }
        return found;
    }

    public DatabaseSchema with(final TableSchema changed) {
        final Map<String, TableSchema> all = new LinkedHashMap<>(tables);
        all.put(changed.name(), changed);
        return new DatabaseSchema(all);
    }

    /**
     * Checks that every table and column exists, that parents have a key, and that no table is its own ancestor by way
     * of another.
     *
     * @param columns the columns of each table
     */
    public void check(final Map<String, List<String>> columns) {
        for (final TableSchema table : tables.values()) {
            if (!columns.containsKey(table.name())) {
                throw SchemaException.of(
                        "The schema names the table '%s', but there are only %s", table.name(), columns.keySet());
            }
            final Set<String> named = new LinkedHashSet<>(table.keys());
            named.addAll(table.order());
            if (!table.series().equals(List.of(TableSchema.ONE_SERIES))) {
                named.addAll(table.series());
            }
            table.once().forEach(named::addAll);
            named.addAll(table.categories());
            named.addAll(table.entities());
            for (final String column : named) {
                if (!columns.get(table.name()).contains(column)) {
                    throw SchemaException.of(
                            "The schema names the column '%s' of the table '%s', which has only %s",
                            column, table.name(), columns.get(table.name()));
                }
            }
            for (final ForeignKey parent : table.parents()) {
                if (table(parent.table()).key() == null) {
                    throw SchemaException.of(
                            "%s.%s refers to the table '%s', which has no primary key of one column; say which it is,"
                                    + " such as '%s key id'",
                            table.name(), parent.column(), parent.table(), parent.table());
                }
            }
        }
        parentsFirst();
    }

    /**
     * The tables in an order in which each one comes after those that it refers to.
     *
     * @throws SchemaException where tables refer to each other in a circle
     */
    public List<TableSchema> parentsFirst() {
        final List<TableSchema> sorted = new ArrayList<>();
        final Set<String> done = new LinkedHashSet<>();
        while (sorted.size() < tables.size()) {
            final int before = sorted.size();
            for (final TableSchema table : tables.values()) {
                if (!done.contains(table.name())
                        && table.parentTables().stream()
                                .allMatch(parent -> parent.equals(table.name()) || done.contains(parent))) {
                    sorted.add(table);
                    done.add(table.name());
                }
            }
            if (sorted.size() == before) {
                final Set<String> circle = new LinkedHashSet<>(tables.keySet());
                circle.removeAll(done);
                throw SchemaException.of(
                        "The tables %s refer to each other in a circle, so that none can be made first; leave out one"
                                + " of the foreign keys",
                        circle);
            }
        }
        return sorted;
    }

    /** The foreign keys that refer to a table, each with the table that has it. */
    public List<Reference> references(final String parent) {
        final List<Reference> found = new ArrayList<>();
        for (final TableSchema table : tables.values()) {
            for (final ForeignKey key : table.parents()) {
                if (key.table().equals(parent)) {
                    found.add(new Reference(table, key));
                }
            }
        }
        return found;
    }

    /**
     * A foreign key of a table.
     *
     * @param child the table that has it
     * @param key the foreign key
     */
    public record Reference(TableSchema child, ForeignKey key) {
        public boolean isContext() {
            return child.context().filter(key::equals).isPresent();
        }

        public boolean isSelf() {
            return child.name().equals(key.table());
        }
    }
}
