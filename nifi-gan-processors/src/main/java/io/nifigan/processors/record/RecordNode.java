// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A record, nested or the whole one, with its fields. */
final class RecordNode implements FieldNode {
    private final Map<String, FieldNode> fields;
    private long absent;

    RecordNode(final Map<String, FieldNode> fields) {
        this.fields = fields;
    }

    @Override
    public void see(final Object value) {
        if (!NestedValues.isRecord(value)) {
            absent++;
            return;
        }
        fields.forEach((name, field) -> field.see(NestedValues.member(value, name)));
    }

    @Override
    public boolean needsRecords() {
        return true;
    }

    @Override
    public boolean mayHoldElements() {
        return fields.values().stream().anyMatch(FieldNode::mayHoldElements);
    }

    Map<String, FieldNode> fields() {
        return fields;
    }

    /** Whether one of the fields needs records. */
    boolean fieldsNeedRecords() {
        return fields.values().stream().anyMatch(FieldNode::needsRecords);
    }

    @Override
    public FieldNode join(final FieldNode other, final String name, final List<String> differences) {
        if (!(other instanceof RecordNode record)) {
            differences.add("'%s' is of type %s instead of RECORD".formatted(name, other.kind()));
            return this;
        }
        final Map<String, FieldNode> joined = new LinkedHashMap<>();
        fields.forEach((field, node) -> {
            final String inner = name.isEmpty() ? field : name + "." + field;
            if (record.fields.containsKey(field)) {
                joined.put(field, node.join(record.fields.get(field), inner, differences));
            } else {
                differences.add("'%s' is missing".formatted(inner));
            }
        });
        record.fields.keySet().stream()
                .filter(field -> !fields.containsKey(field))
                .forEach(
                        field -> differences.add("'%s' is new".formatted(name.isEmpty() ? field : name + "." + field)));
        final RecordNode both = new RecordNode(joined);
        both.absent = absent + record.absent;
        return both;
    }

    @Override
    public void collect(final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws UnlearnableFieldException, FlowFileRejectedException {
        columns.name(steps);
        final int before = columns.size();
        if (absent + missed > 0) {
            columns.addPresence(steps);
        }
        collectFields(columns, steps);
        // Of a record without fields, or of which all are left out, only the presence is left.
        if (columns.size() == before) {
            columns.addPresence(steps);
        }
    }

    /** Adds the columns of the fields, without those that cannot become columns and may be left out. */
    void collectFields(final LayoutColumns columns, final List<PathStep> steps) throws FlowFileRejectedException {
        for (final Map.Entry<String, FieldNode> field : fields.entrySet()) {
            final List<PathStep> inner = LayoutColumns.with(steps, PathStep.field(field.getKey()));
            final int mark = columns.size();
            try {
                field.getValue().collect(columns, inner, 0);
            } catch (final UnlearnableFieldException e) {
                columns.leaveOut(mark, inner, e);
            }
        }
    }

    @Override
    public String kind() {
        return "RECORD";
    }
}
