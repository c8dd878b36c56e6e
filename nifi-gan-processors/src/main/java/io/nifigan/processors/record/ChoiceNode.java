// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.PathStep;
import java.util.List;

/**
 * A choice between single values and a record, array or map. It becomes columns only if all records take the same one.
 */
final class ChoiceNode implements FieldNode {
    private final FieldNode single;
    private final FieldNode nested;
    private long singles;
    private long nests;
    private long missing;

    ChoiceNode(final FieldNode single, final FieldNode nested) {
        this.single = single;
        this.nested = nested;
    }

    @Override
    public void see(final Object value) {
        if (value == null) {
            missing++;
        } else if (NestedValues.isRecord(value) || NestedValues.length(value) >= 0) {
            nests++;
            nested.see(value);
        } else {
            singles++;
            single.see(value);
        }
    }

    @Override
    public boolean needsRecords() {
        return true;
    }

    @Override
    public boolean mayHoldElements() {
        return nested.mayHoldElements();
    }

    @Override
    public FieldNode join(final FieldNode other, final String name, final List<String> differences) {
        if (!(other instanceof ChoiceNode choice)) {
            differences.add("'%s' is of type %s instead of %s".formatted(name, other.kind(), kind()));
            return this;
        }
        final ChoiceNode both = new ChoiceNode(
                single.join(choice.single, name, differences), nested.join(choice.nested, name, differences));
        both.singles = singles + choice.singles;
        both.nests = nests + choice.nests;
        both.missing = missing + choice.missing;
        return both;
    }

    @Override
    public void collect(final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws UnlearnableFieldException, FlowFileRejectedException {
        if (singles > 0 && nests > 0) {
            columns.name(steps);
            throw columns.refused(
                    steps,
                    ("is %s in %,d records and %s in %,d, and so no columns of one table. Bring it to one form "
                                    + "before (%s), or ignore it")
                            .formatted(
                                    single.kind(),
                                    singles,
                                    nested.kind(),
                                    nests,
                                    "ScriptedTransformRecord, JoltTransformRecord"));
        }
        (nests > 0 ? nested : single).collect(columns, steps, missed + missing);
    }

    @Override
    public String kind() {
        return single.kind() + " or " + nested.kind();
    }
}
