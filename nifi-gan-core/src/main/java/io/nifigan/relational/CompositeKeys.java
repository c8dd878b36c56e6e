// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.rows.NearestKeys;
import io.nifigan.relational.schema.CompositeKey;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.SchemaException;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Replaces foreign keys of several columns by keys of one column, which number the rows of the other table, so that all
 * that follows knows keys of one column only. Where that cannot be, since the columns put rows in order or some real
 * rows refer to none, the columns are learnt as others are, and moved to the nearest existing key afterwards.
 */
final class CompositeKeys {
    private static final String KEY = "key";

    private final Database database;
    private final List<Replaced> replaced;

    private CompositeKeys(final Database database, final List<Replaced> replaced) {
        this.database = database;
        this.replaced = List.copyOf(replaced);
    }

    /** The database with keys of one column only. */
    Database database() {
        return database;
    }

    /** What was replaced, for a model file. */
    List<Replaced> replaced() {
        return replaced;
    }

    /** What is known in a model, which no longer has the real rows. */
    static CompositeKeys ofModel(final List<Replaced> replaced) {
        return new CompositeKeys(null, replaced);
    }

    static CompositeKeys of(final Database given) {
        given.checkComposites();
        final List<Replaced> replaced = new ArrayList<>();
        Database database = given;
        for (final TableSchema table : given.schema().parentsFirst()) {
            final Set<String> taken = new HashSet<>();
            for (final CompositeKey key : table.composites()) {
                final int[] rows = rows(given, table, key);
                final boolean moved = table.order().stream().anyMatch(key.columns()::contains)
                        || table.series().stream().anyMatch(key.columns()::contains)
                        || key.columns().stream().anyMatch(taken::contains)
                        || Arrays.stream(rows).anyMatch(row -> row < -1);
                if (moved) {
                    replaced.add(new Replaced(
                            table.name(),
                            key,
                            null,
                            null,
                            false,
                            given.table(table.name()).columns(),
                            table));
                } else {
                    taken.addAll(key.columns());
                    final String own = database.schema().table(key.table()).key();
                    if (own == null) {
                        database = withKey(database, key.table());
                    }
                    final String column = unused(database.table(table.name()), key.table() + "." + KEY);
                    replaced.add(new Replaced(
                            table.name(),
                            key,
                            column,
                            database.schema().table(key.table()).key(),
                            own == null,
                            given.table(table.name()).columns(),
                            table));
                    database = withForeignKey(database, table.name(), key, column, rows);
                }
            }
        }
        return new CompositeKeys(database, replaced);
    }

    private static String unused(final Table table, final String wanted) {
        String name = wanted;
        while (Frame.index(table.columns(), name) >= 0) {
            name += "'";
        }
        return name;
    }

    /** {@code [rows]}: the row of the other table; -1 where a column is missing, -2 where there is none. */
    private static int[] rows(final Database database, final TableSchema table, final CompositeKey key) {
        final Table parents = database.table(key.table());
        final int[] keys = indices(parents, key.keys());
        final Map<List<String>, Integer> known = new HashMap<>();
        for (int r = 0; r < parents.rows(); r++) {
            final List<String> texts = texts(parents, keys, r);
            if (!texts.contains(null) && known.putIfAbsent(texts, r) != null) {
                throw SchemaException.of(
                        "%s.%s refers to the columns %s of the table '%s', which are not unique; name others",
                        table.name(), key.columns(), key.keys(), key.table());
            }
        }
        final Table children = database.table(table.name());
        final int[] columns = indices(children, key.columns());
        final int[] rows = new int[children.rows()];
        Arrays.setAll(rows, r -> {
            final List<String> texts = texts(children, columns, r);
            return texts.contains(null) ? -1 : known.getOrDefault(texts, -2);
        });
        return rows;
    }

    private static int[] indices(final Table table, final List<String> names) {
        return names.stream()
                .mapToInt(name -> Frame.index(table.columns(), name))
                .toArray();
    }

    private static List<String> texts(final Table table, final int[] columns, final int row) {
        return Arrays.stream(columns)
                .mapToObj(c -> table.value(c, row))
                .map(value -> value == null ? null : value.toString())
                .toList();
    }

    /** The database with numbered rows in a table without a primary key of one column. */
    private static Database withKey(final Database database, final String name) {
        final Table table = database.table(name);
        final String key = unused(table, KEY);
        final List<String> numbers =
                IntStream.range(0, table.rows()).mapToObj(Integer::toString).toList();
        final Table numbered = new Frame(table.rows())
                .addAll(table)
                .add(Frame.category(key), IntStream.range(0, table.rows()).toArray(), numbers)
                .table();
        return database.with(database.schema().table(name).withKey(key), numbered);
    }

    private static Database withForeignKey(
            final Database database, final String name, final CompositeKey key, final String column, final int[] rows) {
        final TableSchema schema = database.schema().table(name);
        final Table parents = database.table(key.table());
        final int own = Frame.index(
                parents.columns(), database.schema().table(key.table()).key());
        final Table table = database.table(name);
        final Set<String> gone = new LinkedHashSet<>(key.columns());
        gone.removeAll(schema.keys());
        final Frame frame = new Frame(table.rows());
        for (final int c : Frame.without(table.columns(), gone)) {
            frame.add(table, c);
        }
        frame.add(
                Frame.category(column),
                Arrays.stream(rows)
                        .map(row -> row < 0 ? -1 : parents.codes(own)[row])
                        .toArray(),
                parents.dictionary(own));
        // The other keys of a row follow from the one of several columns more often than it follows from them.
        final List<ForeignKey> keys = new ArrayList<>(List.of(new ForeignKey(column, key.table())));
        keys.addAll(schema.parents());
        final List<List<String>> once = new ArrayList<>();
        for (final List<String> columns : schema.once()) {
            if (columns.containsAll(key.columns())) {
                final List<String> rest = new ArrayList<>(columns);
                rest.removeAll(key.columns());
                rest.add(column);
                once.add(rest);
            } else if (columns.stream().noneMatch(gone::contains)) {
                once.add(columns);
            }
        }
        final Set<String> categories = new LinkedHashSet<>(schema.categories());
        categories.removeAll(gone);
        final Set<String> entities = new LinkedHashSet<>(schema.entities());
        entities.removeAll(gone);
        final List<CompositeKey> left = new ArrayList<>(schema.composites());
        left.remove(key);
        return database.with(
                schema.withParents(keys)
                        .withComposites(left)
                        .withOnce(once)
                        .withCategories(categories)
                        .withEntities(entities),
                frame.table());
    }

    /** A sink that takes the tables that the model makes, and gives those that the real database has. */
    TableSink restoring(final TableSink sink) {
        final Map<String, Table> made = new LinkedHashMap<>();
        return (name, rows) -> {
            final List<Replaced> own =
                    replaced.stream().filter(one -> one.table.equals(name)).toList();
            Table restored = rows;
            for (final Replaced one : own) {
                final Table parents = one.key.table().equals(name) ? restored : made.get(one.key.table());
                restored = one.column == null ? moved(one, restored, parents) : restored(one, restored, parents);
            }
            if (replaced.stream().anyMatch(one -> one.key.table().equals(name))) {
                made.put(name, restored);
            }
            final Optional<String> number = numbered(name);
            if (!own.isEmpty()) {
                restored = ordered(own.getFirst().columns, restored);
            } else if (number.isPresent()) {
                restored = without(restored, number.get());
            }
            sink.accept(name, restored);
        };
    }

    /** The column that numbers a table's rows, if one was added. */
    private Optional<String> numbered(final String table) {
        return replaced.stream()
                .filter(one -> one.key.table().equals(table) && one.added)
                .map(one -> one.parentKey)
                .findFirst();
    }

    private static Table ordered(final List<Column> columns, final Table table) {
        final Frame frame = new Frame(table.rows());
        columns.forEach(column -> {
            final int index = Frame.index(table.columns(), column.name());
            if (index >= 0) {
                frame.add(table, index);
            }
        });
        return frame.table();
    }

    private static Table without(final Table table, final String column) {
        final Frame frame = new Frame(table.rows());
        for (final int c : Frame.without(table.columns(), Set.of(column))) {
            frame.add(table, c);
        }
        return frame.table();
    }

    /** The rows with the columns of the key that a number stands for. */
    private static Table restored(final Replaced one, final Table children, final Table parents) {
        final int number = Frame.index(children.columns(), one.column);
        final int key = Frame.index(parents.columns(), one.parentKey);
        return with(one, children, parents, Families.parents(children, number, parents, key));
    }

    /** The rows with the columns of some rows of the other table; missing where there is none. */
    private static Table with(final Replaced one, final Table children, final Table parents, final int[] rows) {
        final Frame frame = new Frame(children.rows());
        for (final int c : Frame.without(children.columns(), new HashSet<>(one.key.columns()))) {
            frame.add(children, c);
        }
        for (int k = 0; k < one.key.columns().size(); k++) {
            final String name = one.key.columns().get(k);
            final Column column = one.columns.get(Frame.index(one.columns, name));
            ContextBuilder.gather(
                    frame,
                    parents,
                    Frame.index(parents.columns(), one.key.keys().get(k)),
                    rows,
                    column);
        }
        return frame.table();
    }

    private static Table moved(final Replaced one, final Table children, final Table parents) {
        return with(
                one,
                children,
                parents,
                new NearestKeys(parents, indices(parents, one.key.keys()))
                        .of(children, indices(children, one.key.columns()), new RandomStream(1)));
    }

    /** The tables of a model as they were. */
    List<RelationalModel.ModelTable> restoreTables(final List<RelationalModel.ModelTable> tables) {
        return tables.stream()
                .map(table -> {
                    final String name = table.schema().name();
                    final Optional<Replaced> own = replaced.stream()
                            .filter(one -> one.table.equals(name))
                            .findFirst();
                    final Optional<String> number = numbered(name);
                    if (own.isPresent()) {
                        return new RelationalModel.ModelTable(
                                own.get().schema, own.get().columns, table.rows(), table.kept());
                    }
                    return number.isEmpty()
                            ? table
                            : new RelationalModel.ModelTable(
                                    table.schema().withKey(null),
                                    table.columns().stream()
                                            .filter(column -> !column.name().equals(number.get()))
                                            .toList(),
                                    table.rows(),
                                    table.kept());
                })
                .toList();
    }

    /**
     * A foreign key that was replaced.
     *
     * @param table the table that has it
     * @param key the foreign key
     * @param column the column that was put in its place; null where the key's columns stay, and are moved afterwards
     * @param parentKey the key of one column of the other table; null where the columns stay
     * @param added whether that key was added to the other table, too
     * @param columns the columns of the table, as they were
     * @param schema what was known of the table
     */
    record Replaced(
            String table,
            CompositeKey key,
            String column,
            String parentKey,
            boolean added,
            List<Column> columns,
            TableSchema schema) {}
}
