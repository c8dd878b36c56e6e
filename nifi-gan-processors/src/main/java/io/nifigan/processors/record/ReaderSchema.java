// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.model.AvroSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The Avro schema with which a Record Reader reads, as far as it has one.
 *
 * @param whole the schema of all fields; empty if there is none that can be kept
 * @param kept the schema of the fields that are learnt
 * @param notes notes for the user on what is not kept
 */
record ReaderSchema(Optional<AvroSchema> whole, Optional<AvroSchema> kept, List<String> notes) {
    /** The format of schemas that NiFi's writers of Avro take as text. */
    static final String AVRO = "avro";

    private static final String NOT_KEPT =
            "The Avro schema is not kept for generated records, only names and types of the fields: ";
    private static final String FIXED = "Field '%s': NiFi's Avro writer cannot write values of type fixed, so that "
            + "generated records have bytes there";
    private static final String IMPRECISE =
            "Field '%s': its type in Avro has micro- or nanoseconds, but all values have "
                    + "whole milliseconds, and so will generated ones. The Avro readers of many releases of NiFi cut "
                    + "times off there";
    private static final Pattern FINER_THAN_MILLISECONDS = Pattern.compile("(local-)?timestamp-(micros|nanos)");

    static ReaderSchema none() {
        return new ReaderSchema(Optional.empty(), Optional.empty(), List.of());
    }

    /** The schema of a reader. Schemas of other formats than Avro have no text that a writer would take. */
    static ReaderSchema of(final RecordSchema schema) {
        final Optional<String> text = schema.getSchemaText();
        if (text.isEmpty() || !AVRO.equalsIgnoreCase(schema.getSchemaFormat().orElse(""))) {
            return none();
        }
        try {
            final Optional<AvroSchema> whole = Optional.of(AvroSchema.of(text.get()));
            return new ReaderSchema(whole, whole, List.of());
        } catch (final IllegalArgumentException e) {
            return notKept(Optional.empty(), e.getMessage());
        }
    }

    private static ReaderSchema notKept(final Optional<AvroSchema> whole, final String why) {
        return new ReaderSchema(whole, Optional.empty(), List.of(NOT_KEPT + why));
    }

    /** The schema with certain fields only. */
    ReaderSchema of(final List<Field> fields) {
        if (whole.isEmpty()) {
            return this;
        }
        try {
            final Set<String> fixed = new LinkedHashSet<>();
            for (final Field field : fields) {
                final Optional<AvroSchema.Type> type = whole.get().type(field.steps());
                if (type.isEmpty()) {
                    return notKept(whole, "it describes other fields than the Record Reader delivers");
                }
                if (type.get().isBareFixed()) {
                    fixed.add(field.names().getFirst());
                }
            }
            return new ReaderSchema(
                    whole,
                    Optional.of(whole.get().with(fields, f -> false)),
                    fixed.stream().map(FIXED::formatted).toList());
        } catch (final IllegalArgumentException e) {
            return notKept(whole, e.getMessage());
        }
    }

    /**
     * Notes on points in time that the Record Reader gives with less precision than they are declared with.
     *
     * @param columns the columns of the training table
     */
    List<String> notes(final List<Column> columns) {
        return whole.stream()
                .flatMap(schema -> columns.stream()
                        .filter(column -> column.kind() == ColumnKind.TIMESTAMP && column.step() >= 1)
                        .filter(column -> schema.type(column.field().steps())
                                .filter(type -> FINER_THAN_MILLISECONDS
                                        .matcher(type.logicalType())
                                        .matches())
                                .isPresent()))
                .map(column -> IMPRECISE.formatted(column.name()))
                .toList();
    }

    /** The schema for the records of both. */
    ReaderSchema join(final ReaderSchema other) {
        final boolean same = whole.map(AvroSchema::text).equals(other.whole.map(AvroSchema::text));
        return same ? this : notKept(Optional.empty(), "it is not the same in all FlowFiles");
    }
}
