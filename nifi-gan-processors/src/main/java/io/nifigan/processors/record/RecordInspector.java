// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import java.util.Set;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Finds the columns of records. For flat records the schema is enough. Lengths of arrays, keys of maps, types of
 * choices and missing nested records are known only from the records.
 */
public final class RecordInspector {
    private final RecordSchema schema;
    private final Set<String> ignored;
    private final FieldNodes nodes;
    private final RecordNode root;

    /**
     * @param schema the records' schema
     * @param ignored names of fields to leave out, with all that is in them
     * @throws FlowFileRejectedException if the schema cannot become columns whatever the records are
     */
    public RecordInspector(final RecordSchema schema, final Set<String> ignored) throws FlowFileRejectedException {
        this.schema = schema;
        this.ignored = Set.copyOf(ignored);
        this.nodes = new FieldNodes(this.ignored);
        this.root = nodes.of(schema);
    }

    /** Whether the layout depends on the records and not only on the schema. */
    public boolean needsRecords() {
        return root.fieldsNeedRecords();
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
        final RecordLayout layout = RecordLayout.of(root, ignored, nodes.left(), ReaderSchema.of(schema));
        if (layout.fields().isEmpty()) {
            throw new FlowFileRejectedException(
                    "The records have no field to learn: their schema has %d, of which %d are ignored"
                            .formatted(schema.getFieldCount(), ignored.size()));
        }
        return layout;
    }
}
