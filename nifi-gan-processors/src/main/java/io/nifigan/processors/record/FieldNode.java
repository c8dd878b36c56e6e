// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import java.util.List;

/**
 * A part of a schema and what was seen of it in records. What lies in a part is asked only about records that have the
 * part, so that "missing" means missing in something that is there.
 */
sealed interface FieldNode permits ScalarNode, RecordNode, ArrayNode, MapNode, ChoiceNode {
    /** Takes note of a value, null where there is none. */
    void see(Object value);

    /** Whether records must be seen before it is known which columns there are. */
    boolean needsRecords();

    /**
     * The same part of two FlowFiles' schemas, and what was seen in both; neither is changed.
     *
     * @param name the part's name
     * @param differences takes what keeps the two from being one
     */
    FieldNode join(FieldNode other, String name, List<String> differences);

    /**
     * Adds the columns that the part becomes.
     *
     * @param steps the way to the part
     * @param missed how many records that have what the part lies in lack it, besides those that were seen
     * @throws FlowFileRejectedException where it cannot become columns
     */
    void collect(LayoutColumns columns, List<PathStep> steps, long missed) throws FlowFileRejectedException;

    /** What the part is, in a word for messages. */
    String kind();
}
