// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Column;
import io.nifigan.table.FormColumns;
import java.util.List;
import org.apache.nifi.serialization.record.RecordSchema;

/** Checks whether records fit a model. */
public final class ModelFields {
    private static final int MAX_LISTED = 20;

    private ModelFields() {}

    /**
     * Refuses records that have none of the model's fields; some may be missing.
     *
     * @throws FlowFileRejectedException if the records have none
     */
    public static void check(final List<Column> columns, final RecordSchema schema) throws FlowFileRejectedException {
        final List<String> expected = columns.stream()
                .map(column -> column.field().steps().getFirst().name())
                .distinct()
                .toList();
        if (schema.getFieldNames().stream().noneMatch(expected::contains)) {
            throw new FlowFileRejectedException(
                    "The records have none of the model's %d fields. They have: %s. The model has: %s"
                            .formatted(expected.size(), listed(schema.getFieldNames()), listed(expected)));
        }
    }

    /**
     * Refuses models of nested fields, for a processor that sets single fields of its input.
     *
     * @throws FlowFileRejectedException if some of the model's columns lie in nested fields
     */
    public static void checkFlat(final List<Column> columns) throws FlowFileRejectedException {
        final List<String> nested = FormColumns.fields(columns).stream()
                .filter(column -> column.field().path() != null)
                .map(Column::name)
                .toList();
        if (!nested.isEmpty()) {
            throw new FlowFileRejectedException(
                    ("The model has fields inside nested ones (%s), which cannot be set one by one. Train a "
                                    + "model on records that were flattened before, with FlattenJson or "
                                    + "JoltTransformRecord, and flatten these too")
                            .formatted(listed(nested)));
        }
    }

    /** Names for a message, shortened if there are many. */
    public static String listed(final List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MAX_LISTED, names.size())))
                + (names.size() > MAX_LISTED ? ", ..." : "");
    }
}
