// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Finds the columns of records. For flat records the schema is enough. Lengths of arrays, keys of maps, types of
 * choices and missing nested records are known only from the records.
 */
public final class RecordInspector {
    private final RecordSchema schema;
    private final LayoutOptions options;
    private final FieldNodes nodes;
    private final RecordNode root;

    /** @param schema the records' schema */
    public RecordInspector(final RecordSchema schema, final LayoutOptions options) {
        this.schema = schema;
        this.options = options;
        this.nodes = new FieldNodes(options.ignored());
        this.root = nodes.of(schema);
    }

    /** Whether the layout depends on the records and not only on the schema. */
    public boolean needsRecords() {
        return root.fieldsNeedRecords();
    }

    /** Whether the schema has arrays of records. */
    public boolean mayHoldElements() {
        return root.mayHoldElements();
    }

    public void see(final Record record) {
        root.see(record);
    }

    /**
     * The layout of the records seen.
     *
     * @throws FlowFileRejectedException if a field cannot become columns, or none is left
     */
    public RecordLayout layout() throws FlowFileRejectedException {
        final RecordLayout layout = RecordLayout.of(root, options, nodes.left(), ReaderSchema.of(schema));
        if (layout.fields().isEmpty()) {
            throw new FlowFileRejectedException(
                    "The records have no field to learn: their schema has %d, of which %d are ignored%s"
                            .formatted(
                                    schema.getFieldCount(),
                                    options.ignored().size(),
                                    layout.unlearnt().values().stream()
                                            .findFirst()
                                            .map(". "::concat)
                                            .orElse("")));
        }
        return layout;
    }
}
