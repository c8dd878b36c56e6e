// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.relational.DatabaseBuilder;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.PathStep;
import io.nifigan.table.SemanticType;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.nifi.serialization.record.Record;

/**
 * Records with arrays of records as the tables of a database: one of the records, and one for each array, whose rows
 * refer to the row that they are in. Names of keys begin with a tilde.
 */
public final class DocumentTables {
    /** The table of records that are the histories of entities. */
    public static final String HISTORY = "history";

    /** The table of the records. */
    static final String ROOT = "record";

    static final String KEY = "~key";
    static final String PARENT = "~parent";
    /** The number of an element in its array, where nothing else says the order. */
    static final String POSITION = "~position";

    private static final String TILDE = "~";

    private final DatabaseBuilder database;
    private final Part root;
    private long cells;

    /** How kinds and meanings of fields are set. */
    public interface Kinds {
        Map<String, ColumnKind> kinds(List<Field> fields);

        Map<String, SemanticType> meanings(List<Field> fields);
    }

    /** A table, and those of the arrays in it. */
    private static final class Part {
        private final RecordLayout layout;
        private final List<PathStep> steps;
        private final TableBuilder rows;
        private final List<Field> keys;
        private final List<Part> parts = new ArrayList<>();
        private int made;

        Part(
                final RecordLayout layout,
                final List<PathStep> steps,
                final List<Field> keys,
                final Function<List<Field>, TableBuilder> rows) {
            this.layout = layout;
            this.steps = steps;
            this.keys = keys;
            final List<Field> fields = new ArrayList<>(keys);
            fields.addAll(layout.fields());
            this.rows = rows.apply(fields);
        }
    }

    /**
     * Begins with the layout of records, whose arrays of records are {@link RecordLayout#elements}.
     *
     * @param kinds sets kinds of fields
     */
    public DocumentTables(final RecordLayout layout, final Kinds kinds) {
        final StringBuilder keys = new StringBuilder();
        collectKeys(layout, ROOT, keys);
        database = new DatabaseBuilder(keys.toString());
        root = part(layout, ROOT, List.of(), List.of(new Field(KEY, ValueType.LONG)), kinds);
    }

    /** Whether a column is a key that documents do not have. */
    static boolean isKey(final String column) {
        return column.equals(KEY) || column.equals(PARENT) || column.equals(POSITION);
    }

    /** The name of the table of an array. */
    static String name(final String parent, final List<PathStep> steps) {
        return parent + "/" + FieldPath.name(steps).replaceAll("[.#\\s]", "/");
    }

    private static void collectKeys(final RecordLayout layout, final String name, final StringBuilder keys) {
        for (final RecordLayout.Elements array : layout.elements()) {
            final String child = name(name, array.steps());
            keys.append("%s.%s -> %s.%s%n".formatted(child, PARENT, name, KEY));
            if (array.isOrderLost()) {
                keys.append("%s order by %s%n".formatted(child, POSITION));
            }
            collectKeys(array.layout(), child, keys);
        }
    }

    private Part part(
            final RecordLayout layout,
            final String name,
            final List<PathStep> steps,
            final List<Field> keys,
            final Kinds kinds) {
        layout.fields().stream()
                .filter(field -> field.name().startsWith(TILDE))
                .findFirst()
                .ifPresent(field -> {
                    throw new IllegalArgumentException(
                            "The field '%s' begins with a tilde, as keys of documents do: rename it before"
                                    .formatted(field.name()));
                });
        final Part part = new Part(
                layout,
                steps,
                keys,
                fields -> database.table(name, fields, kinds.kinds(layout.fields()), kinds.meanings(layout.fields())));
        for (final RecordLayout.Elements array : layout.elements()) {
            final List<Field> own = new ArrayList<>(List.of(new Field(PARENT, ValueType.LONG)));
            if (!array.layout().elements().isEmpty()) {
                own.add(new Field(KEY, ValueType.LONG));
            }
            if (array.isOrderLost()) {
                own.add(new Field(POSITION, ValueType.INT));
            }
            part.parts.add(part(array.layout(), name(name, array.steps()), array.steps(), own, kinds));
        }
        return part;
    }

    /** Adds a record with the records in it. */
    public void add(final Record record) {
        add(root, record, -1, 0);
    }

    private void add(final Part part, final Object record, final long parent, final int position) {
        final long key = part.made++;
        final Object[] values = part.layout.row(record);
        final Object[] row = new Object[part.keys.size() + values.length];
        for (int i = 0; i < part.keys.size(); i++) {
            row[i] = switch (part.keys.get(i).name()) {
                case KEY -> (Object) key;
                case PARENT -> parent;
                default -> position;
            };
        }
        System.arraycopy(values, 0, row, part.keys.size(), values.length);
        part.rows.add(row);
        cells += row.length;
        for (final Part inner : part.parts) {
            final Object array = NestedValues.follow(record, inner.steps);
            for (int i = 0; i < NestedValues.length(array); i++) {
                add(inner, NestedValues.element(array, i), key, i);
            }
        }
    }

    /** The number of values so far. */
    public long cells() {
        return cells;
    }

    /** The database of all records added so far, to be built. */
    public DatabaseBuilder database() {
        return database;
    }
}
