// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import io.nifigan.table.ColumnKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The schema of a table in a database: its keys, its order and what its columns are.
 *
 * @param name the table's name
 * @param key the primary key's column; null for none, or where several columns make it up (see {@code once})
 * @param parents the foreign keys of one column; the first one that does not refer to the table itself is the context,
 *     whose rows tell most about this table's
 * @param order the columns that put the rows of one parent in order; empty for none
 * @param series the columns whose rows are one sequence, where that is not the context; {@value #ONE_SERIES} alone
 *     where all rows are one; empty for the context
 * @param once combinations of columns that no two rows share
 * @param categories columns that are codes, though they look like numbers
 * @param entities columns that only name whose row it is
 * @param composites the foreign keys of several columns
 * @param keep whether the rows are reference data that synthetic data have as they are
 */
public record TableSchema(
        String name,
        String key,
        List<ForeignKey> parents,
        List<String> order,
        List<String> series,
        List<List<String>> once,
        Set<String> categories,
        Set<String> entities,
        List<CompositeKey> composites,
        Keep keep) {
    /** The sign that says that all rows of a table are one series. */
    public static final String ONE_SERIES = "*";

    public TableSchema {
        parents = List.copyOf(parents);
        order = List.copyOf(order);
        series = List.copyOf(series);
        once = once.stream().map(List::copyOf).toList();
        categories = Set.copyOf(categories);
        entities = Set.copyOf(entities);
        composites = List.copyOf(composites);
        Objects.requireNonNull(keep, "keep");
    }

    /** Whether the rows of a table are kept as they are, and who says so. */
    public enum Keep {
        /** They are made anew, unless something is found that says otherwise. */
        UNSAID,
        /** They are made anew: the user says so. */
        NEVER,
        /** They are kept: the user says so. */
        SAID,
        /** They are kept, for they are too few to be learnt, or put other rows in order. */
        NEEDED,
        /** They are kept, for the table is a lookup table. */
        LOOKUP
    }

    /** Whether the rows are kept as they are, but for columns that name people where nobody said so. */
    public boolean kept() {
        return keep == Keep.SAID || keep == Keep.NEEDED || keep == Keep.LOOKUP;
    }

    /** A table without keys. */
    public static TableSchema of(final String name) {
        return new TableSchema(
                name, null, List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), List.of(), Keep.UNSAID);
    }

    public TableSchema withKey(final String column) {
        return new TableSchema(name, column, parents, order, series, once, categories, entities, composites, keep);
    }

    public TableSchema withParents(final List<ForeignKey> keys) {
        return new TableSchema(name, key, keys, order, series, once, categories, entities, composites, keep);
    }

    public TableSchema withParent(final ForeignKey added) {
        final List<ForeignKey> all = new ArrayList<>(parents);
        all.add(added);
        return withParents(all);
    }

    public TableSchema withOrder(final List<String> columns) {
        return new TableSchema(name, key, parents, columns, series, once, categories, entities, composites, keep);
    }

    public TableSchema withSeries(final List<String> columns) {
        return new TableSchema(name, key, parents, order, columns, once, categories, entities, composites, keep);
    }

    public TableSchema withOnce(final List<List<String>> combinations) {
        return new TableSchema(name, key, parents, order, series, combinations, categories, entities, composites, keep);
    }

    public TableSchema withCategories(final Set<String> columns) {
        return new TableSchema(name, key, parents, order, series, once, columns, entities, composites, keep);
    }

    public TableSchema withEntities(final Set<String> columns) {
        return new TableSchema(name, key, parents, order, series, once, categories, columns, composites, keep);
    }

    public TableSchema withComposites(final List<CompositeKey> keys) {
        return new TableSchema(name, key, parents, order, series, once, categories, entities, keys, keep);
    }

    public TableSchema withKeep(final Keep other) {
        return new TableSchema(name, key, parents, order, series, once, categories, entities, composites, other);
    }

    /** The foreign key whose parents' children are learnt as families, if there is one. */
    public Optional<ForeignKey> context() {
        return parents.stream()
                .filter(parent -> !parent.table().equals(name))
                .filter(parent -> series.isEmpty() || series.contains(parent.column()))
                .findFirst();
    }

    /** The tables that foreign keys refer to. */
    public Set<String> parentTables() {
        final Set<String> names = new LinkedHashSet<>();
        parents.forEach(parent -> names.add(parent.table()));
        composites.forEach(composite -> names.add(composite.table()));
        return names;
    }

    /** The columns that are keys: the primary key, and the foreign ones. */
    public Set<String> keys() {
        final Set<String> keys = new LinkedHashSet<>();
        if (key != null) {
            keys.add(key);
        }
        parents.forEach(parent -> keys.add(parent.column()));
        return keys;
    }

    /** The kinds of the columns that the schema sets: keys, and codes that look like numbers, are categories. */
    public Map<String, ColumnKind> kinds() {
        final Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        Stream.concat(keys().stream(), categories.stream()).forEach(column -> kinds.put(column, ColumnKind.CATEGORY));
        return kinds;
    }

    /** What is known in one line, for the log. */
    public String describe() {
        final List<String> parts = new ArrayList<>();
        if (key != null) {
            parts.add("key " + key);
        }
        parents.forEach(parent -> parts.add(parent.column() + " -> " + parent.table()));
        composites.forEach(composite -> parts.add(String.join(", ", composite.columns()) + " -> " + composite.table()
                + " (" + String.join(", ", composite.keys()) + ")"));
        if (!order.isEmpty()) {
            parts.add("order by " + String.join(", ", order));
        }
        if (!series.isEmpty()) {
            parts.add("series of " + String.join(", ", series));
        }
        once.forEach(columns -> parts.add("once " + String.join(", ", columns)));
        switch (keep) {
            case UNSAID, NEVER -> {}
            case SAID -> parts.add("kept as it is");
            case NEEDED -> parts.add("kept as it is, but for columns that name people");
            case LOOKUP ->
                parts.add("kept as it is, but for columns that name people, since it looks like a lookup table; "
                        + "'%s keep none' makes its rows anew".formatted(name));
        }
        return name + ": " + (parts.isEmpty() ? "no keys" : String.join("; ", parts));
    }
}
