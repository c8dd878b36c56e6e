// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a table of its own behind each table whose rows are histories of no parent's rows, or several histories of one
 * parent: one row for each history, with the columns that name it. So histories are families like others.
 */
final class SeriesTables {
    private static final String KEY = "series";

    private final Database database;
    private final List<Implied> implied;

    private SeriesTables(final Database database, final List<Implied> implied) {
        this.database = database;
        this.implied = List.copyOf(implied);
    }

    /** What is known in a model, which no longer has the real rows. */
    static SeriesTables ofModel(final List<Implied> implied) {
        return new SeriesTables(null, implied);
    }

    /** The database with the tables that its series imply; only before the model is made. */
    Database database() {
        return database;
    }

    /** The tables that series imply. */
    List<Implied> implied() {
        return implied;
    }

    /** Adds the tables that series imply. */
    static SeriesTables of(final Database given) {
        DatabaseSchema schema = given.schema();
        final Map<String, Table> tables = new LinkedHashMap<>(given.tables());
        final List<Implied> implied = new ArrayList<>();
        for (final TableSchema table : given.schema().tables().values()) {
            final boolean isParent = table.series().size() == 1
                    && table.context()
                            .filter(key -> key.column().equals(table.series().getFirst()))
                            .isPresent();
            if (!table.series().isEmpty() && !isParent) {
                final Series series = new Series(table, given.table(table.name()), unused(table.name(), tables));
                tables.put(table.name(), series.children());
                tables.put(series.name, series.parents());
                schema = schema.with(series.childSchema()).with(series.parentSchema());
                implied.add(new Implied(
                        table.name(), series.name, given.table(table.name()).columns(), table, table.series()));
            }
        }
        return new SeriesTables(implied.isEmpty() ? given : new Database(schema, tables), implied);
    }

    private static String unused(final String name, final Map<String, Table> tables) {
        String unused = name + "." + KEY;
        while (tables.containsKey(unused)) {
            unused += "'";
        }
        return unused;
    }

    /** A sink that takes the tables that the model makes, and gives those that the real database has. */
    TableSink restoring(final TableSink sink) {
        final Map<String, Table> parents = new LinkedHashMap<>();
        return (name, rows) -> {
            if (implied.stream().anyMatch(one -> one.parent.equals(name))) {
                parents.put(name, rows);
                return;
            }
            final Optional<Implied> found =
                    implied.stream().filter(one -> one.table.equals(name)).findFirst();
            sink.accept(
                    name,
                    found.map(one -> restored(one, parents.get(one.parent), rows))
                            .orElse(rows));
        };
    }

    private static Table restored(final Implied one, final Table parents, final Table children) {
        final int key = Frame.index(parents.columns(), KEY);
        final int[] rows = Families.parents(children, Frame.index(children.columns(), KEY), parents, key);
        final Table named = parents.select(rows);
        final Frame frame = new Frame(children.rows());
        for (final Column column : one.columns) {
            final int own = Frame.index(children.columns(), column.name());
            if (one.series.contains(column.name())) {
                frame.add(named, Frame.index(parents.columns(), column.name()));
            } else if (own >= 0) {
                frame.add(children, own);
            }
        }
        return frame.table();
    }

    /** The tables of a model without those that series imply, as they were. */
    List<RelationalModel.ModelTable> restoreTables(final List<RelationalModel.ModelTable> tables) {
        final List<RelationalModel.ModelTable> restored = new ArrayList<>();
        for (final RelationalModel.ModelTable table : tables) {
            final String name = table.schema().name();
            if (implied.stream().noneMatch(one -> one.parent.equals(name))) {
                restored.add(implied.stream()
                        .filter(one -> one.table.equals(name))
                        .findFirst()
                        .map(one -> new RelationalModel.ModelTable(one.schema, one.columns, table.rows(), table.kept()))
                        .orElse(table));
            }
        }
        return restored;
    }

    /**
     * A table that a series implies.
     *
     * @param table the table of the histories' rows
     * @param parent the implied table
     * @param columns the table's columns
     * @param schema what was known of the table
     * @param series those that name a history
     */
    record Implied(String table, String parent, List<Column> columns, TableSchema schema, List<String> series) {}

    /** The histories of a table. */
    private static final class Series {
        private final TableSchema schema;
        private final Table table;
        private final String name;
        private final int[] named;
        /** {@code [rows]}: the number of each row's history. */
        private final int[] history;

        private final List<Integer> first = new ArrayList<>();

        Series(final TableSchema schema, final Table table, final String name) {
            this.schema = schema;
            this.table = table;
            this.name = name;
            this.named = schema.series().stream()
                    .filter(column -> !column.equals(TableSchema.ONE_SERIES))
                    .mapToInt(column -> Frame.index(table.columns(), column))
                    .toArray();
            this.history = new int[table.rows()];
            final Map<List<Object>, Integer> known = new LinkedHashMap<>();
            for (int r = 0; r < history.length; r++) {
                final int row = r;
                history[r] = known.computeIfAbsent(
                        Arrays.stream(named).mapToObj(c -> table.value(c, row)).toList(), values -> {
                            first.add(row);
                            return first.size() - 1;
                        });
            }
        }

        private List<String> numbers() {
            final List<String> numbers = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                numbers.add(Integer.toString(i));
            }
            return numbers;
        }

        Table parents() {
            final Table firsts =
                    table.select(first.stream().mapToInt(Integer::intValue).toArray());
            final Frame frame = new Frame(first.size());
            final int[] keys = new int[first.size()];
            Arrays.setAll(keys, i -> i);
            frame.add(Frame.category(KEY), keys, numbers());
            for (final int c : named) {
                frame.add(firsts, c);
            }
            return frame.table();
        }

        TableSchema parentSchema() {
            final Set<String> names = new HashSet<>(schema.series());
            return TableSchema.of(name)
                    .withKey(KEY)
                    .withParents(schema.parents().stream()
                            .filter(key -> names.contains(key.column()))
                            .toList())
                    .withOnce(named.length == 0 ? List.of() : List.of(schema.series()))
                    .withCategories(kept(schema.categories(), names));
        }

        private static Set<String> kept(final Set<String> columns, final Set<String> names) {
            final Set<String> kept = new HashSet<>(columns);
            kept.retainAll(names);
            return kept;
        }

        Table children() {
            final Frame frame = new Frame(table.rows());
            final Set<String> foreign = new HashSet<>(schema.keys());
            for (int c = 0; c < table.columns().size(); c++) {
                final String column = table.column(c).name();
                if (foreign.contains(column) || !schema.series().contains(column)) {
                    frame.add(table, c);
                }
            }
            return frame.add(Frame.category(KEY), history, numbers()).table();
        }

        TableSchema childSchema() {
            final Set<String> gone = new HashSet<>(schema.series());
            gone.removeAll(schema.keys());
            final List<ForeignKey> keys = new ArrayList<>(List.of(new ForeignKey(KEY, name)));
            keys.addAll(schema.parents());
            final List<List<String>> once = new ArrayList<>();
            for (final List<String> columns : schema.once()) {
                if (named.length > 0 && columns.containsAll(schema.series())) {
                    final List<String> rest = new ArrayList<>(columns);
                    rest.removeAll(schema.series());
                    rest.add(KEY);
                    once.add(rest);
                } else if (columns.stream().noneMatch(gone::contains)) {
                    once.add(columns);
                }
            }
            final Set<String> entities = new HashSet<>(schema.entities());
            entities.removeAll(gone);
            final Set<String> categories = new HashSet<>(schema.categories());
            categories.removeAll(gone);
            return schema.withParents(keys)
                    .withSeries(List.of(KEY))
                    .withOnce(once)
                    .withEntities(entities)
                    .withCategories(categories);
        }
    }
}
