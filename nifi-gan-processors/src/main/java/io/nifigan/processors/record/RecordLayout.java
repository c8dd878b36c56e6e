// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Column;
import io.nifigan.table.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** Which fields of records become a row of a table, and in which order. */
public final class RecordLayout {
    private final List<Field> fields;

    private RecordLayout(final List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * The layout of records with a schema.
     *
     * @param schema  the records' schema
     * @param ignored names of fields to leave out
     * @throws FlowFileRejectedException where a field is nested or no field is left
     */
    public static RecordLayout of(final RecordSchema schema, final Set<String> ignored) throws FlowFileRejectedException {
        final List<Field> fields = new ArrayList<>();
        for (final RecordField field : schema.getFields()) {
            if (ignored.contains(field.getFieldName())) {
                continue;
            }
            final Optional<Field> scalar = FieldTypes.scalar(field);
            fields.add(scalar.orElseThrow(() -> new FlowFileRejectedException(
                    ("The field '%s' is of type %s, which does not fit into one column of a table. "
                            + "Flatten it before (FlattenJson, JoltTransformRecord), or ignore it")
                            .formatted(field.getFieldName(), field.getDataType().getFieldType()))));
        }
        if (fields.isEmpty()) {
            throw new FlowFileRejectedException("The records have no field to learn: their schema has %d, of which %d are ignored"
                    .formatted(schema.getFieldCount(), ignored.size()));
        }
        return new RecordLayout(fields);
    }

    /** The layout of rows for a trained model: its columns, in its order. */
    public static RecordLayout of(final List<Column> columns) {
        return new RecordLayout(columns.stream().map(Column::field).toList());
    }

    public List<Field> fields() {
        return fields;
    }

    /**
     * One layout for the records of both: the same names in this one's order, numbers as wide as both need.
     *
     * @throws FlowFileRejectedException where names or types differ; the message lists how
     */
    public RecordLayout join(final RecordLayout other) throws FlowFileRejectedException {
        final Map<String, Field> others = new HashMap<>();
        other.fields.forEach(field -> others.put(field.name(), field));
        final List<Field> joined = new ArrayList<>();
        final List<String> differences = new ArrayList<>();
        for (final Field field : fields) {
            final Field counterpart = others.remove(field.name());
            if (counterpart == null) {
                differences.add("'%s' is missing".formatted(field.name()));
                continue;
            }
            final Optional<Field> wider = FieldTypes.wider(field, counterpart);
            wider.ifPresentOrElse(joined::add,
                    () -> differences.add("'%s' is %s instead of %s".formatted(field.name(), counterpart.type(), field.type())));
        }
        others.values().forEach(field -> differences.add("'%s' is new".formatted(field.name())));
        if (!differences.isEmpty()) {
            throw new FlowFileRejectedException("The records differ from those of the other flow files of this training: %s. "
                    .formatted(String.join(", ", differences.subList(0, Math.min(10, differences.size()))))
                    + "Train on them apart, or give the Record Reader one schema for all instead of an inferred one");
        }
        return new RecordLayout(joined);
    }

    /** A record's values in the order of the fields, as a {@link io.nifigan.table.TableBuilder} takes them; null where it has none. */
    public Object[] row(final Record record) {
        final Object[] row = new Object[fields.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = RecordValues.toTable(record.getValue(fields.get(i).name()), fields.get(i).type());
        }
        return row;
    }
}
