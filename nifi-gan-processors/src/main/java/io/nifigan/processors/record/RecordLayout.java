// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.model.AvroSchema;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Column;
import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.FormColumns;
import io.nifigan.table.PathStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** The fields of records that become a row of a table, in their order. */
public final class RecordLayout {
    private final RecordNode root;
    private final LayoutOptions options;
    private final Set<String> left;
    private final List<Field> fields;
    private final Set<String> names;
    private final List<String> notes;
    private final Map<String, String> unlearnt;
    private final ReaderSchema schema;
    private final List<Elements> elements;

    /**
     * An array of records that is a table of its own.
     *
     * @param steps the path of the array
     * @param layout the layout of the records in it
     * @param isOrderLost whether no date or time in the records puts them in order
     */
    public record Elements(List<PathStep> steps, RecordLayout layout, boolean isOrderLost) {}

    private RecordLayout(
            final RecordNode root,
            final LayoutOptions options,
            final Set<String> left,
            final LayoutColumns columns,
            final ReaderSchema schema)
            throws FlowFileRejectedException {
        this.root = root;
        this.schema = schema.of(columns.fields());
        this.options = options;
        this.left = left;
        this.fields = List.copyOf(columns.fields());
        final Set<String> all = new LinkedHashSet<>(columns.names());
        all.addAll(left);
        this.names = all;
        this.unlearnt = Map.copyOf(columns.unlearnt());
        final List<String> noted = new ArrayList<>(columns.unlearnt().values());
        noted.addAll(columns.notes());
        noted.addAll(this.schema.notes());
        final List<Elements> arrays = new ArrayList<>();
        for (final LayoutColumns.Elements array : columns.elements()) {
            final RecordLayout layout = of(array.record(), options, Set.of(), ReaderSchema.none());
            if (layout.fields.isEmpty()) {
                throw new FlowFileRejectedException(
                        "The records in the array '%s' have no field to learn: ignore it, or give them one"
                                .formatted(FieldPath.name(array.steps())));
            }
            arrays.add(new Elements(array.steps(), layout, array.isOrderLost()));
            layout.notes.forEach(note -> noted.add("Array '%s': %s".formatted(FieldPath.name(array.steps()), note)));
        }
        this.elements = List.copyOf(arrays);
        this.notes = List.copyOf(noted);
    }

    private RecordLayout(final List<Field> fields) {
        this.root = new RecordNode(Map.of());
        this.options = LayoutOptions.strict(Set.of());
        this.left = Set.of();
        this.fields = List.copyOf(fields);
        this.names = Set.of();
        this.notes = List.of();
        this.unlearnt = Map.of();
        this.schema = ReaderSchema.none();
        this.elements = List.of();
    }

    /** @param left names of the ignored fields, which are not in the tree */
    static RecordLayout of(
            final RecordNode root, final LayoutOptions options, final Set<String> left, final ReaderSchema schema)
            throws FlowFileRejectedException {
        final LayoutColumns columns = new LayoutColumns(options);
        root.collectFields(columns, List.of());
        return new RecordLayout(root, options, left, columns, schema);
    }

    /**
     * The layout of records, from their schema alone.
     *
     * @param schema the records' schema
     * @param ignored names of fields to leave out, with all that is in them
     * @throws FlowFileRejectedException if a field cannot become columns, or none is left
     */
    public static RecordLayout of(final RecordSchema schema, final Set<String> ignored)
            throws FlowFileRejectedException {
        return new RecordInspector(schema, LayoutOptions.strict(ignored)).layout();
    }

    /** The layout of rows for a trained model: its columns, in its order. */
    public static RecordLayout of(final List<Column> columns) {
        return new RecordLayout(
                FormColumns.fields(columns).stream().map(Column::field).toList());
    }

    public List<Field> fields() {
        return fields;
    }

    /** The arrays of records that are learnt as child tables; empty where arrays are left out. */
    public List<Elements> elements() {
        return elements;
    }

    /** Names of all fields, also of nested, outer and ignored ones. */
    public Set<String> names() {
        return names;
    }

    /** The Avro schema of the fields; empty if the Record Reader had none. */
    public Optional<AvroSchema> schema() {
        return schema.kept();
    }

    /** For each field that is left out because it cannot become columns, a sentence that says why. */
    public Map<String, String> unlearnt() {
        return unlearnt;
    }

    /** Notes for the user on what is left out, one sentence each, without any value of the records. */
    public List<String> notes() {
        return notes;
    }

    /** Further notes that are known once the table is built, likewise. */
    public List<String> notes(final List<Column> columns) {
        return schema.notes(columns);
    }

    /**
     * A layout for the records of both: the same names in this one's order, with types that hold the values of both.
     *
     * @throws FlowFileRejectedException if names, types or lengths differ; the message lists how
     */
    public RecordLayout join(final RecordLayout other) throws FlowFileRejectedException {
        final List<String> differences = new ArrayList<>();
        final RecordNode joined = (RecordNode) root.join(other.root, "", differences);
        if (!differences.isEmpty()) {
            throw new FlowFileRejectedException(
                    "The records differ from those of the other FlowFiles of this training: %s. "
                                    .formatted(
                                            String.join(", ", differences.subList(0, Math.min(10, differences.size()))))
                            + "Train on them separately, or give the Record Reader one schema for all instead of "
                            + "an inferred one");
        }
        final Set<String> both = new LinkedHashSet<>(left);
        both.addAll(other.left);
        return of(joined, options, both, schema.join(other.schema));
    }

    /**
     * A record's values in the order of the fields, as a {@link io.nifigan.table.TableBuilder} takes them; null where
     * it has none.
     */
    public Object[] row(final Record record) {
        return row((Object) record);
    }

    /** The same for a record in an array, of any class that readers deliver. */
    Object[] row(final Object record) {
        final Object[] row = new Object[fields.size()];
        for (int i = 0; i < row.length; i++) {
            final Field field = fields.get(i);
            row[i] = RecordValues.toTable(
                    field.path() == null
                            ? NestedValues.member(record, field.name())
                            : NestedValues.follow(record, field.path().steps()),
                    field.type());
        }
        return row;
    }
}
