// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.Column;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import java.util.ArrayList;
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
    /** Decimal128's digits, which every format can hold: for decimals whose own precision is not known. */
    private static final int WIDEST_PRECISION = 34;
    private static final int WIDEST_SCALE = 10;
    private final RecordSchema schema;

    public GeneratedRecords(final List<Column> columns) {
        final List<RecordField> fields = new ArrayList<>();
        for (final Column column : columns) {
            fields.add(new RecordField(column.name(), dataType(column.field()), true));
        }
        schema = new SimpleRecordSchema(fields);
    }

    public RecordSchema schema() {
        return schema;
    }

    public Record toRecord(final Table table, final int row) {
        final Map<String, Object> values = LinkedHashMap.newLinkedHashMap(table.columns().size());
        for (int column = 0; column < table.columns().size(); column++) {
            values.put(table.column(column).name(), RecordValues.toRecord(table.value(column, row)));
        }
        return new MapRecord(schema, values);
    }

    static DataType dataType(final Field field) {
        return switch (field.type()) {
            case BOOLEAN -> RecordFieldType.BOOLEAN.getDataType();
            case BYTE -> RecordFieldType.BYTE.getDataType();
            case SHORT -> RecordFieldType.SHORT.getDataType();
            case INT -> RecordFieldType.INT.getDataType();
            case LONG -> RecordFieldType.LONG.getDataType();
            case BIGINT -> RecordFieldType.BIGINT.getDataType();
            case FLOAT -> RecordFieldType.FLOAT.getDataType();
            case DOUBLE -> RecordFieldType.DOUBLE.getDataType();
            case DECIMAL -> field.precision() > 0 ? RecordFieldType.DECIMAL.getDecimalDataType(field.precision(), field.scale())
                    : RecordFieldType.DECIMAL.getDecimalDataType(WIDEST_PRECISION, WIDEST_SCALE);
            case CHAR -> RecordFieldType.CHAR.getDataType();
            case STRING -> RecordFieldType.STRING.getDataType();
            case DATE -> RecordFieldType.DATE.getDataType();
            case TIME -> RecordFieldType.TIME.getDataType();
            case TIMESTAMP -> RecordFieldType.TIMESTAMP.getDataType();
        };
    }
}
