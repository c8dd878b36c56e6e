// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import io.nifigan.relational.rows.Combinations;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds foreign keys of several columns: two or three columns of the same names in two tables, which name the rows of
 * the one table, and of which the other table has nothing but combinations that exist there.
 */
public final class CompositeFinder {
    /** Fewer different combinations may exist in another table by accident. */
    private static final int MIN_COMBINATIONS = 8;
    /** At most this many columns of the same names are combined into a foreign key. */
    private static final int MAX_SHARED = 8;

    private final Map<String, Table> tables;

    private CompositeFinder(final Map<String, Table> tables) {
        this.tables = tables;
    }

    /**
     * Adds foreign keys of several columns.
     *
     * @param tables the tables by name; every column is a category, that is, as its texts are written
     */
    public static DatabaseSchema find(final DatabaseSchema given, final Map<String, Table> tables) {
        final CompositeFinder finder = new CompositeFinder(tables);
        DatabaseSchema schema = given;
        for (final String child : given.tables().keySet()) {
            for (final String parent : given.tables().keySet()) {
                final TableSchema table = schema.table(child);
                if (!child.equals(parent)
                        && !table.parentTables().contains(parent)
                        && !SchemaFinder.reaches(schema, parent, child, new HashSet<>())) {
                    final Optional<CompositeKey> found = finder.key(child, parent);
                    if (found.isPresent()) {
                        final List<CompositeKey> all = new ArrayList<>(table.composites());
                        all.add(found.get());
                        schema = schema.with(table.withComposites(all));
                    }
                }
            }
        }
        return schema;
    }

    private Optional<CompositeKey> key(final String child, final String parent) {
        final Table children = tables.get(child);
        final Table parents = tables.get(parent);
        final int[] shared = IntStream.range(0, parents.columns().size())
                .filter(c -> Frame.index(children.columns(), parents.column(c).name()) >= 0)
                .filter(c -> !Combinations.of(parents, c).isUnique())
                .filter(c -> parents.dictionary(c).stream().noneMatch(text -> text.matches("-?\\d*\\.\\d+")))
                .limit(MAX_SHARED)
                .toArray();
        for (int size = 2; size <= Math.min(3, shared.length); size++) {
            for (final int[] columns :
                    HistoryFinder.combinations(IntStream.of(shared).boxed().toList(), size)) {
                final List<String> names = IntStream.of(columns)
                        .mapToObj(c -> parents.column(c).name())
                        .toList();
                if (Combinations.mayBeUnique(parents, columns)
                        && Combinations.of(parents, columns).isUnique()
                        && refers(children, names, parents, columns)) {
                    return Optional.of(new CompositeKey(names, parent, names));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether several rows each have combinations of a table, and no others. */
    private static boolean refers(
            final Table children, final List<String> names, final Table parents, final int[] keys) {
        final Set<List<String>> known = new HashSet<>();
        for (int r = 0; r < parents.rows(); r++) {
            known.add(texts(parents, keys, r));
        }
        final int[] columns = names.stream()
                .mapToInt(name -> Frame.index(children.columns(), name))
                .toArray();
        final Set<List<String>> used = new HashSet<>();
        int rows = 0;
        for (int r = 0; r < children.rows(); r++) {
            final List<String> texts = texts(children, columns, r);
            if (!texts.contains(null)) {
                if (!known.contains(texts)) {
                    return false;
                }
                used.add(texts);
                rows++;
            }
        }
        return used.size() >= MIN_COMBINATIONS && used.size() < rows;
    }

    private static List<String> texts(final Table table, final int[] columns, final int row) {
        final List<String> texts = new ArrayList<>();
        for (final int column : columns) {
            texts.add(Frame.text(table, column, row));
        }
        return texts;
    }
}
