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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Rows of a model's columns as records of the schema that the model was trained on. */
public final class GeneratedRecords {
    private final List<Column> columns;
    private final Group root;
    private final Map<Group, RecordSchema> schemas = new IdentityHashMap<>();

    public GeneratedRecords(final List<Column> columns) {
        this.columns = List.copyOf(columns);
        root = Structure.of(columns).root();
        recordSchema(root);
    }

    public RecordSchema schema() {
        return schemas.get(root);
    }

    public Record toRecord(final Table table, final int row) {
        return record(root, table, row);
    }

    private RecordSchema recordSchema(final Group group) {
        final List<RecordField> fields = new ArrayList<>();
        group.members().forEach((name, member) -> fields.add(new RecordField(name, dataType(member), true)));
        final RecordSchema made = new SimpleRecordSchema(fields);
        schemas.put(group, made);
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

    /** The type of an array's elements or a map's values. Of each nested one the schema is needed, though the types are the same. */
    private DataType inner(final Group group) {
        if (group.placeholder() >= 0) {
            return dataType(columns.get(group.placeholder()).field());
        }
        final List<DataType> types = group.members().values().stream().map(this::dataType).distinct().toList();
        return types.size() == 1 ? types.getFirst() : RecordFieldType.CHOICE.getChoiceDataType(types);
    }

    static DataType dataType(final Field field) {
        if (field.declared().isEmpty()) {
            return FieldTypes.dataType(new ScalarType(field.type(), field.precision(), field.scale(), List.of()));
        }
        final List<DataType> types = field.declared().stream().map(FieldTypes::dataType).toList();
        return types.size() == 1 ? types.getFirst() : RecordFieldType.CHOICE.getChoiceDataType(types);
    }

    private Object value(final Node node, final Table table, final int row) {
        if (node instanceof Leaf(final int column)) {
            return RecordValues.toRecord(table.value(column, row));
        }
        final Group group = (Group) node;
        if (group.presence() >= 0 && !Boolean.TRUE.equals(table.value(group.presence(), row))) {
            return null;
        }
        return switch (group.kind()) {
            case ELEMENT -> group.members().values().stream().map(member -> value(member, table, row)).toArray();
            case KEY -> map(group, table, row);
            default -> record(group, table, row);
        };
    }

    private Record record(final Group group, final Table table, final int row) {
        final Map<String, Object> values = LinkedHashMap.newLinkedHashMap(group.members().size());
        group.members().forEach((name, member) -> values.put(name, value(member, table, row)));
        return new MapRecord(schemas.get(group), values);
    }

    /** A key without a value is no key. */
    private Map<String, Object> map(final Group group, final Table table, final int row) {
        final Map<String, Object> values = new LinkedHashMap<>();
        group.members().forEach((key, member) -> {
            final Object value = value(member, table, row);
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }
}
