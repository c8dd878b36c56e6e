// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.Column;
import io.nifigan.table.Field;
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
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Converts rows of a model's columns to records of the schema that the model was trained on. */
public final class GeneratedRecords {
    private static final Set<ValueType> TEMPORAL = EnumSet.of(ValueType.DATE, ValueType.TIME, ValueType.TIMESTAMP);

    private final List<Column> columns;
    private final Group root;
    private final Map<Group, Fields> parts = new IdentityHashMap<>();
    /** {@code [columns]}: whether tables and records hold a column's values as different classes. */
    private final boolean[] converted;

    /** What records of a group have in common: their schema, and their members side by side. */
    private record Fields(RecordSchema schema, List<String> names, List<Node> members) {}

    public GeneratedRecords(final List<Column> columns) {
        this.columns = List.copyOf(columns);
        root = Structure.of(columns).root();
        recordSchema(root);
        converted = new boolean[columns.size()];
        for (int c = 0; c < converted.length; c++) {
            converted[c] = TEMPORAL.contains(columns.get(c).field().type());
        }
    }

    public RecordSchema schema() {
        return parts.get(root).schema();
    }

    /** The records of a table's rows, converted when they are asked for. Not for several threads at once. */
    public IntFunction<Record> of(final Table table) {
        final ValueReader values = new ValueReader(table);
        return row -> record(root, values, row);
    }

    private RecordSchema recordSchema(final Group group) {
        final List<RecordField> fields = new ArrayList<>();
        group.members().forEach((name, member) -> fields.add(new RecordField(name, dataType(member), true)));
        final RecordSchema made = new SimpleRecordSchema(fields);
        parts.put(
                group,
                new Fields(
                        made,
                        List.copyOf(group.members().keySet()),
                        List.copyOf(group.members().values())));
        return made;
    }

    private DataType dataType(final Node node) {
        if (node instanceof Leaf(final int column)) {
            return dataType(columns.get(column).field());
        }
        final Group group = (Group) node;
        return switch (group.kind()) {
            case ELEMENT -> RecordFieldType.ARRAY.getArrayDataType(inner(group), true);
            case KEY -> RecordFieldType.MAP.getMapDataType(inner(group), true);
            default -> RecordFieldType.RECORD.getRecordDataType(recordSchema(group));
        };
    }

    /**
     * The type of an array's elements or a map's values. The schema of each nested one is needed, even if the types are
     * the same.
     */
    private DataType inner(final Group group) {
        if (group.placeholder() >= 0) {
            return dataType(columns.get(group.placeholder()).field());
        }
        final List<DataType> types =
                group.members().values().stream().map(this::dataType).distinct().toList();
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
            return converted[column] ? RecordValues.toRecord(value) : value;
        }
        final Group group = (Group) node;
        if (group.presence() >= 0 && !Boolean.TRUE.equals(values.value(group.presence(), row))) {
            return null;
        }
        return switch (group.kind()) {
            case ELEMENT ->
                group.members().values().stream()
                        .map(member -> value(member, values, row))
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
