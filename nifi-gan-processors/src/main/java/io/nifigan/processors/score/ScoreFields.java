// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.processors.record.ExtendedSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The fields that scoring adds to records; fields of the same names are replaced.
 *
 * @param probability name of the field for the probability
 * @param percentile name of the field for the percentile
 * @param unusual name of the field for the number of values that the model does not know; null to leave it out
 * @param reasons name of the field for the fields that make the record unrealistic; null to leave it out
 */
record ScoreFields(String probability, String percentile, String unusual, String reasons) {
    RecordSchema extend(final RecordSchema schema) {
        final List<RecordField> added = new ArrayList<>();
        added.add(field(probability, RecordFieldType.DOUBLE.getDataType()));
        added.add(field(percentile, RecordFieldType.DOUBLE.getDataType()));
        if (unusual != null) {
            added.add(field(unusual, RecordFieldType.INT.getDataType()));
        }
        if (reasons != null) {
            added.add(field(reasons, RecordFieldType.STRING.getDataType()));
        }
        return ExtendedSchema.of(schema, added);
    }

    private static RecordField field(final String name, final DataType type) {
        return new RecordField(name, type, true);
    }

    Record extend(
            final Record record,
            final RecordSchema schema,
            final double probabilityValue,
            final double percentileValue,
            final int unusualValue,
            final String reasonsValue) {
        final Map<String, Object> values = new LinkedHashMap<>(record.toMap());
        values.put(probability, probabilityValue);
        values.put(percentile, percentileValue);
        if (unusual != null) {
            values.put(unusual, unusualValue);
        }
        if (reasons != null) {
            values.put(reasons, reasonsValue);
        }
        return new MapRecord(schema, values);
    }
}
