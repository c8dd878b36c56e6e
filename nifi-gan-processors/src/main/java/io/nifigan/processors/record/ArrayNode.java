// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import java.util.List;

/**
 * An array. All elements share one node, because they have one type. Arrays of one length become a column for each
 * element; arrays of texts of different lengths may be sets of a few texts, and become a column for each text. Arrays
 * of records may become a table of their own.
 */
final class ArrayNode implements FieldNode {
    private final FieldNode element;
    private int shortest = Integer.MAX_VALUE;
    private int longest = -1;
    private long absent;
    private SetMembers members = new SetMembers();
    private ElementOrder order = new ElementOrder();

    ArrayNode(final FieldNode element) {
        this.element = element;
    }

    private boolean holdsTexts() {
        return element instanceof ScalarNode scalar && scalar.isText();
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
        if (holdsTexts()) {
            members.see(value);
        } else if (element instanceof RecordNode elements) {
            order.see(value, elements.fields().keySet());
        }
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
    public boolean mayHoldElements() {
        return element instanceof RecordNode || element.mayHoldElements();
    }

    @Override
    public FieldNode join(final FieldNode other, final String name, final List<String> differences) {
        if (!(other instanceof ArrayNode array)) {
            differences.add("'%s' is of type %s instead of ARRAY".formatted(name, other.kind()));
            return this;
        }
        final ArrayNode both = new ArrayNode(element.join(array.element, name + "[]", differences));
        both.shortest = Math.min(shortest, array.shortest);
        both.longest = Math.max(longest, array.longest);
        both.absent = absent + array.absent;
        both.members = members.join(array.members);
        both.order = order.join(array.order);
        return both;
    }

    @Override
    public void collect(final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws UnlearnableFieldException, FlowFileRejectedException {
        columns.name(steps);
        if (element instanceof RecordNode elements && columns.takesDocuments() && longest > 0) {
            columns.addElements(steps, elements, order.isLost());
            return;
        }
        if (element instanceof RecordNode || element instanceof MapNode) {
            throw columns.refused(
                    steps,
                    ("is an array of type %s, which does not fit into columns. Split it into records of their "
                                    + "own before (ForkRecord), flatten it (JoltTransformRecord), or ignore it")
                            .formatted(element.kind()));
        }
        final SetMembers.Found set = shortest < longest && holdsTexts() && columns.takesSets() ? members.found() : null;
        if (set != null) {
            collect(set, columns, steps, missed);
            return;
        }
        if (longest >= 0 && shortest != longest) {
            throw columns.refused(
                    steps,
                    ("is an array of %d to %d elements; only arrays of one length, and sets of a few texts, can be "
                                    + "learnt. Bring them to one length before (ScriptedTransformRecord, "
                                    + "JoltTransformRecord), split them into records of their own (ForkRecord), or "
                                    + "ignore it")
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

    private void collect(
            final SetMembers.Found set, final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws UnlearnableFieldException, FlowFileRejectedException {
        if (absent + missed > 0) {
            columns.addPresence(steps);
        }
        for (final String text : set.texts()) {
            columns.addMember(steps, text);
        }
        columns.noteSet(steps, set);
    }

    @Override
    public String kind() {
        return "ARRAY";
    }
}
