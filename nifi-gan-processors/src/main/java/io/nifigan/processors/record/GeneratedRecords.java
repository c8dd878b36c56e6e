// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.model.AvroSchema;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.Field;
import io.nifigan.table.PathStep;
import io.nifigan.table.ScalarType;
import io.nifigan.table.Structure;
import io.nifigan.table.Structure.Group;
import io.nifigan.table.Structure.Leaf;
import io.nifigan.table.Structure.Node;
import io.nifigan.table.Table;
import io.nifigan.table.ValueReader;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.SchemaIdentifier;

/** Converts rows of a model's columns to records of the schema that the model was trained on. */
public final class GeneratedRecords {
    private static final Set<ValueType> TEMPORAL = EnumSet.of(ValueType.DATE, ValueType.TIME, ValueType.TIMESTAMP);

    private final List<Column> columns;
    private final Group root;
    private final Map<Group, Fields> parts = new IdentityHashMap<>();
    /** {@code [columns]}: whether tables and records hold a column's values as different classes. */
    private final boolean[] converted;
    /** {@code [columns]}: what stands for a missing value where the schema takes no null; null elsewhere. */
    private final Object[] missing;
    /** The Avro schema of the records; null if only names and types of the fields are known. */
    private final AvroSchema avro;

    /** For each path of an array of records, its elements. */
    private final Map<List<PathStep>, Elements> arrays;
    /** The elements of arrays, for the group of each array. */
    private final Map<Group, Elements> elements = new IdentityHashMap<>();

    /** The records in the arrays of one field. */
    interface Elements {
        RecordSchema schema();

        /** The records of a row's array; empty for none. */
        Object[] of(int row);
    }

    /** What records of a group have in common: their schema, and their members side by side. */
    private record Fields(RecordSchema schema, List<String> names, List<Node> members) {}

    /** Records with the names and types of the columns' fields, each of which may be null. */
    public GeneratedRecords(final List<Column> columns) {
        this(columns, Map.of());
    }

    /**
     * Records with arrays of records.
     *
     * @param arrays by the path of the arrays; there is a column that says whether there is one
     */
    GeneratedRecords(final List<Column> columns, final Map<List<PathStep>, Elements> arrays) {
        this(columns, null, c -> true, arrays);
    }

    /** Records with the Avro schema of the model's training records, if they had one. */
    public GeneratedRecords(final GANModel model) {
        this(model.columns(), model.schema().orElse(null), model.encoder()::canMiss, Map.of());
    }

    private GeneratedRecords(
            final List<Column> columns,
            final AvroSchema schema,
            final IntPredicate canMiss,
            final Map<List<PathStep>, Elements> arrays) {
        this.arrays = arrays;
        this.columns = List.copyOf(columns);
        converted = new boolean[columns.size()];
        missing = new Object[columns.size()];
        for (int c = 0; c < converted.length; c++) {
            final Field field = columns.get(c).field();
            converted[c] = TEMPORAL.contains(field.type());
            missing[c] = schema == null ? null : notANumber(field, schema);
        }
        avro = schema == null
                ? null
                : schema.with(columns.stream().map(Column::field).toList(), c -> missing[c] == null && canMiss.test(c));
        root = Structure.of(columns).root();
        recordSchema(root, List.of());
    }

    /**
     * NaN for a required floating-point number, null for other fields. A reader gives no null for a required field, so
     * what is missing there was NaN or infinite.
     */
    private static Object notANumber(final Field field, final AvroSchema schema) {
        final AvroSchema.Type type = schema.type(field.steps()).orElseThrow();
        return switch (field.type()) {
            case FLOAT -> type.required() ? (Object) Float.NaN : null;
            case DOUBLE -> type.required() ? (Object) Double.NaN : null;
            default -> null;
        };
    }

    public RecordSchema schema() {
        return parts.get(root).schema();
    }

    /** The records of a table's rows, converted when they are asked for. Not for several threads at once. */
    public IntFunction<Record> of(final Table table) {
        final ValueReader values = new ValueReader(table);
        return row -> record(root, values, row);
    }

    /** @param steps the path to the group */
    private RecordSchema recordSchema(final Group group, final List<PathStep> steps) {
        final List<RecordField> fields = new ArrayList<>();
        group.members().forEach((name, member) -> {
            final List<PathStep> inner = LayoutColumns.with(steps, PathStep.field(name));
            fields.add(new RecordField(name, dataType(member, inner), !isRequired(inner)));
        });
        // A writer takes the text of the outermost schema for everything in it.
        final RecordSchema made = avro == null || !steps.isEmpty()
                ? new SimpleRecordSchema(fields)
                : new SimpleRecordSchema(fields, avro.text(), ReaderSchema.AVRO, SchemaIdentifier.EMPTY);
        parts.put(
                group,
                new Fields(
                        made,
                        List.copyOf(group.members().keySet()),
                        List.copyOf(group.members().values())));
        return made;
    }

    private boolean isRequired(final List<PathStep> steps) {
        return avro != null && avro.type(steps).map(AvroSchema.Type::required).orElse(false);
    }

    private DataType dataType(final Node node, final List<PathStep> steps) {
        if (node instanceof Leaf(final int column)) {
            return dataType(columns.get(column).field());
        }
        final Group group = (Group) node;
        final Elements array = arrays.get(steps);
        if (array != null) {
            elements.put(group, array);
            return RecordFieldType.ARRAY.getArrayDataType(
                    RecordFieldType.RECORD.getRecordDataType(array.schema()), true);
        }
        return switch (group.kind()) {
            case ELEMENT -> RecordFieldType.ARRAY.getArrayDataType(inner(group, steps), true);
            case MEMBER -> RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType(), true);
            case KEY -> RecordFieldType.MAP.getMapDataType(inner(group, steps), true);
            default -> RecordFieldType.RECORD.getRecordDataType(recordSchema(group, steps));
        };
    }

    /**
     * The type of an array's elements or a map's values. The schema of each nested one is needed, even if the types are
     * the same.
     */
    private DataType inner(final Group group, final List<PathStep> steps) {
        if (group.placeholder() >= 0) {
            return dataType(columns.get(group.placeholder()).field());
        }
        final List<DataType> types = group.members().entrySet().stream()
                .map(member -> dataType(
                        member.getValue(),
                        LayoutColumns.with(
                                steps,
                                group.kind() == PathStep.Kind.KEY
                                        ? PathStep.key(member.getKey())
                                        : new PathStep(PathStep.Kind.ELEMENT, member.getKey()))))
                .distinct()
                .toList();
        return types.size() == 1 ? types.getFirst() : RecordFieldType.CHOICE.getChoiceDataType(types);
    }

    static DataType dataType(final Field field) {
        if (field.declared().isEmpty()) {
            return FieldTypes.dataType(new ScalarType(field.type(), field.precision(), field.scale(), List.of()));
        }
        final List<DataType> types =
                field.declared().stream().map(FieldTypes::dataType).toList();
        return types.size() == 1 ? types.getFirst() : RecordFieldType.CHOICE.getChoiceDataType(types);
    }

    private Object value(final Node node, final ValueReader values, final int row) {
        if (node instanceof Leaf(final int column)) {
            final Object value = values.value(column, row);
            if (value == null) {
                return missing[column];
            }
            return converted[column] ? RecordValues.toRecord(value) : value;
        }
        final Group group = (Group) node;
        final Elements array = elements.get(group);
        if (array != null) {
            final Object[] records = array.of(row);
            return records.length > 0 || Boolean.TRUE.equals(values.value(group.presence(), row)) ? records : null;
        }
        if (group.presence() >= 0 && !Boolean.TRUE.equals(values.value(group.presence(), row))) {
            return null;
        }
        return switch (group.kind()) {
            case ELEMENT ->
                group.members().values().stream()
                        .map(member -> value(member, values, row))
                        .toArray();
            case MEMBER ->
                group.members().entrySet().stream()
                        .filter(member -> Boolean.TRUE.equals(value(member.getValue(), values, row)))
                        .map(Map.Entry::getKey)
                        .toArray();
            case KEY -> map(group, values, row);
            default -> record(group, values, row);
        };
    }

    private Record record(final Group group, final ValueReader values, final int row) {
        final Fields fields = parts.get(group);
        final int size = fields.names().size();
        final Map<String, Object> record = LinkedHashMap.newLinkedHashMap(size);
        for (int i = 0; i < size; i++) {
            record.put(fields.names().get(i), value(fields.members().get(i), values, row));
        }
        return new MapRecord(fields.schema(), record);
    }

    /** A key without a value is absent. */
    private Map<String, Object> map(final Group group, final ValueReader values, final int row) {
        final Map<String, Object> map = new LinkedHashMap<>();
        group.members().forEach((key, member) -> {
            final Object value = value(member, values, row);
            if (value != null) {
                map.put(key, value);
            }
        });
        return map;
    }
}
