// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.model.AvroSchema;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.SchemaIdentifier;

/** The schema of incoming records with further fields, which keeps their Avro schema if they have one. */
public final class ExtendedSchema {
    /** Avro's types for those of added fields. */
    private static final Map<RecordFieldType, String> TYPES = Map.of(
            RecordFieldType.DOUBLE, "double",
            RecordFieldType.INT, "int",
            RecordFieldType.STRING, "string");

    private ExtendedSchema() {}

    /**
     * The schema of records with further fields, after their own; fields of the same names are replaced.
     *
     * @param added double, int or string
     */
    public static RecordSchema of(final RecordSchema incoming, final Collection<RecordField> added) {
        final Map<String, RecordField> fields = new LinkedHashMap<>();
        incoming.getFields().forEach(field -> fields.put(field.getFieldName(), field));
        added.forEach(field -> fields.remove(field.getFieldName()));
        added.forEach(field -> fields.put(field.getFieldName(), field));
        return of(List.copyOf(fields.values()), avro(incoming, added, false));
    }

    static RecordSchema of(final List<RecordField> fields, final Optional<AvroSchema> avro) {
        return avro.<RecordSchema>map(schema ->
                        new SimpleRecordSchema(fields, schema.text(), ReaderSchema.AVRO, SchemaIdentifier.EMPTY))
                .orElseGet(() -> new SimpleRecordSchema(fields));
    }

    /**
     * The Avro schema of the records with further fields; empty if they have none.
     *
     * @param missable whether the records' own values may be missing
     */
    static Optional<AvroSchema> avro(
            final RecordSchema incoming, final Collection<RecordField> added, final boolean missable) {
        final Map<String, String> types = new LinkedHashMap<>();
        added.forEach(field ->
                types.put(field.getFieldName(), TYPES.get(field.getDataType().getFieldType())));
        return ReaderSchema.of(incoming).whole().flatMap(schema -> {
            try {
                return Optional.of(schema.adding(types, missable));
            } catch (final IllegalArgumentException e) {
                // A name that Avro does not allow is one that NiFi's writer changes.
                return Optional.empty();
            }
        });
    }
}
