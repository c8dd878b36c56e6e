// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import java.util.List;

/**
 * A field of a schema, with statistics of its values. A field inside another one sees only the records that have the
 * outer one, so that "missing" means missing in something that is present.
 */
sealed interface FieldNode permits ScalarNode, RecordNode, ArrayNode, MapNode, ChoiceNode, UnlearnableNode {
    /** Counts a value; null if it is missing. */
    void see(Object value);

    /** Whether the columns depend on the records and not only on the schema. */
    boolean needsRecords();

    /** Whether there may be arrays of records in it. */
    default boolean mayHoldElements() {
        return false;
    }

    /**
     * The same field of two FlowFiles, with the statistics of both; neither is changed.
     *
     * @param name the field's name
     * @param differences gets the reasons why the two cannot be joined
     */
    FieldNode join(FieldNode other, String name, List<String> differences);

    /**
     * Adds the columns that the field becomes.
     *
     * @param steps the path to the field
     * @param missed how many records lack the field although they have the outer one, besides those seen here
     * @throws UnlearnableFieldException if it cannot become columns
     * @throws FlowFileRejectedException if the user's settings do not fit it
     */
    void collect(LayoutColumns columns, List<PathStep> steps, long missed)
            throws UnlearnableFieldException, FlowFileRejectedException;

    /** The type of the field, for messages. */
    String kind();
}
