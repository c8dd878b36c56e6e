// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Column;
import io.nifigan.table.FormColumns;
import io.nifigan.table.ScalarType;
import io.nifigan.table.Table;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.util.DataTypeUtils;
import org.apache.nifi.serialization.record.util.IllegalTypeConversionException;

/**
 * Records of an incoming schema with values that a model generated. A field's type is widened if it cannot hold the
 * model's values: a reader that infers a schema finds only whole numbers if these records happen to have no others.
 */
public final class AugmentedRecords {
    private final List<Column> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final RecordSchema schema;
    private final String originField;

    /**
     * @param columns the model's
     * @param incoming the schema of the input
     * @param added names of the model's columns that become fields even if the incoming schema has none of the name
     * @param originField the name of the field for the origin of each record; null for none. It replaces a field of the
     *     same name
     */
    public AugmentedRecords(
            final List<Column> columns,
            final RecordSchema incoming,
            final Set<String> added,
            final String originField) {
        this.columns = FormColumns.fields(columns);
        this.originField = originField;
        final List<RecordField> made = new GeneratedRecords(columns).schema().getFields();
        final Map<String, RecordField> fields = new LinkedHashMap<>();
        incoming.getFields().forEach(field -> fields.put(field.getFieldName(), nullable(field, field.getDataType())));
        for (int c = 0; c < this.columns.size(); c++) {
            final RecordField field = made.get(c);
            final RecordField own = fields.get(field.getFieldName());
            if (own != null) {
                fields.put(field.getFieldName(), wide(own, columns.get(c), field.getDataType()));
            } else if (added.contains(field.getFieldName())) {
                fields.put(field.getFieldName(), field);
            }
            if (fields.containsKey(field.getFieldName())) {
                places.put(field.getFieldName(), c);
            }
        }
        final List<RecordField> origin = originField == null
                ? List.of()
                : List.of(new RecordField(originField, RecordFieldType.STRING.getDataType(), true));
        origin.forEach(field -> fields.put(originField, field));
        places.remove(originField);
        this.schema = ExtendedSchema.of(
                List.copyOf(fields.values()),
                fields.values().stream().allMatch(field -> isOf(incoming, field))
                        ? ExtendedSchema.avro(incoming, origin, true)
                        : Optional.empty());
    }

    /** Whether a field is one of the input, of the same type, or says where the record is from. */
    private boolean isOf(final RecordSchema incoming, final RecordField field) {
        return field.getFieldName().equals(originField)
                || incoming.getDataType(field.getFieldName())
                        .filter(field.getDataType()::equals)
                        .isPresent();
    }

    private static RecordField wide(final RecordField own, final Column column, final DataType made) {
        final DataType type = own.getDataType();
        if (type instanceof ChoiceDataType || FieldTypes.isNested(type)) {
            return nullable(own, type);
        }
        final ScalarType scalar = FieldTypes.scalar(type);
        final Optional<DataType> wide = FieldTypes.wider(
                        scalar,
                        new ScalarType(
                                column.field().type(),
                                column.field().precision(),
                                column.field().scale(),
                                List.of()))
                .filter(wider -> wider.type() != scalar.type())
                .map(wider -> wider.type() == column.field().type() ? made : FieldTypes.dataType(wider));
        return nullable(own, wide.orElse(type));
    }

    /** Synthetic records lack what the model does not know or leaves missing. */
    private static RecordField nullable(final RecordField field, final DataType type) {
        return new RecordField(field.getFieldName(), type, field.getDefaultValue(), field.getAliases(), true);
    }

    public RecordSchema schema() {
        return schema;
    }

    /** Whether the records have a field for a column of the model. */
    public boolean has(final String column) {
        return places.containsKey(column);
    }

    /** A record of the input, unchanged. */
    public Record original(final Record record) {
        return record(new LinkedHashMap<>(record.toMap()), Origin.ORIGINAL);
    }

    /** A row of the model's columns; fields that the model does not know are missing. */
    public Record synthetic(final Table table, final int row) throws FlowFileRejectedException {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (final String name : schema.getFieldNames()) {
            final Integer column = places.get(name);
            values.put(name, column == null ? null : value(table, column, row));
        }
        return record(values, Origin.SYNTHETIC);
    }

    /**
     * A record with some of its values replaced.
     *
     * @param filled {@code [columns][rows]}: which are taken from the table; null for columns of which none is
     */
    public Record with(
            final Record record, final Table table, final int row, final boolean[][] filled, final Origin origin)
            throws FlowFileRejectedException {
        final Map<String, Object> values = new LinkedHashMap<>(record.toMap());
        for (final Map.Entry<String, Integer> place : places.entrySet()) {
            final int column = place.getValue();
            if (filled[column] != null && filled[column][row]) {
                values.put(place.getKey(), value(table, column, row));
            }
        }
        return record(values, origin);
    }

    private Record record(final Map<String, Object> values, final Origin origin) {
        if (originField != null) {
            values.put(originField, origin.text());
        }
        return new MapRecord(schema, values);
    }

    private Object value(final Table table, final int column, final int row) throws FlowFileRejectedException {
        final String name = columns.get(column).name();
        final Object made = table.value(column, row);
        final DataType type = schema.getDataType(name).orElseThrow();
        // A reader without formats for dates takes them for texts; NiFi would write milliseconds there.
        final Object value = made instanceof Temporal && type.getFieldType() == RecordFieldType.STRING
                ? made.toString()
                : RecordValues.toRecord(made);
        try {
            return DataTypeUtils.convertType(value, type, name);
        } catch (final IllegalTypeConversionException | IllegalArgumentException e) {
            throw new FlowFileRejectedException(
                    ("The field '%s' is of type %s, which cannot carry the model's values of type %s. Give the "
                                    + "Record Reader a schema with the type that the model was trained on")
                            .formatted(
                                    name,
                                    type.getFieldType(),
                                    columns.get(column).field().type()));
        }
    }

    /** The origin of a record. */
    public enum Origin {
        ORIGINAL,
        SYNTHETIC,
        COMPLETED;

        /** The value of the origin field. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
