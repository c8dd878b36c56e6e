// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import java.util.List;

/** An array of single values, or of such arrays. All elements share one node, because they have one type. */
final class ArrayNode implements FieldNode {
    private final FieldNode element;
    private int shortest = Integer.MAX_VALUE;
    private int longest = -1;
    private long absent;

    ArrayNode(final FieldNode element) {
        this.element = element;
    }

    @Override
    public void see(final Object value) {
        final int length = NestedValues.length(value);
        if (length < 0) {
            absent++;
            return;
        }
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
        // Longer arrays are refused later, so the rest need not be seen.
        for (int i = 0; i < Math.min(length, LayoutColumns.MAX_COLUMNS); i++) {
            element.see(NestedValues.element(value, i));
        }
    }

    @Override
    public boolean needsRecords() {
        return true;
    }

    @Override
    public FieldNode join(final FieldNode other, final String name, final List<String> differences) {
        if (!(other instanceof ArrayNode array)) {
            differences.add("'%s' is of type %s instead of ARRAY".formatted(name, other.kind()));
            return this;
        }
        if (longest >= 0 && array.longest >= 0 && longest != array.longest) {
            differences.add("'%s' has %d elements instead of %d".formatted(name, array.longest, longest));
        }
        final ArrayNode both = new ArrayNode(element.join(array.element, name + "[]", differences));
        both.shortest = Math.min(shortest, array.shortest);
        both.longest = Math.max(longest, array.longest);
        both.absent = absent + array.absent;
        return both;
    }

    @Override
    public void collect(final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws FlowFileRejectedException {
        columns.name(steps);
        if (element instanceof RecordNode || element instanceof MapNode) {
            throw columns.refused(
                    steps,
                    ("is an array of type %s, which does not fit into columns. Split it into records of their "
                                    + "own before (ForkRecord), flatten it (JoltTransformRecord), or ignore it")
                            .formatted(element.kind()));
        }
        if (longest >= 0 && shortest != longest) {
            throw columns.refused(
                    steps,
                    ("is an array of %d to %d elements; only arrays of one length can be learnt. Bring them to "
                                    + "one length before (ScriptedTransformRecord, JoltTransformRecord), split them "
                                    + "into records of their own (ForkRecord), or ignore it")
                            .formatted(shortest, longest));
        }
        if (absent + missed > 0) {
            columns.addPresence(steps);
        }
        if (longest > LayoutColumns.MAX_COLUMNS) {
            throw columns.tooMany(steps);
        }
        for (int i = 0; i < longest; i++) {
            element.collect(columns, LayoutColumns.with(steps, PathStep.element(i)), 0);
        }
        if (longest <= 0) {
            columns.addPlaceholder(steps, PathStep.NO_ELEMENT, element);
        }
    }

    @Override
    public String kind() {
        return "ARRAY";
    }
}
