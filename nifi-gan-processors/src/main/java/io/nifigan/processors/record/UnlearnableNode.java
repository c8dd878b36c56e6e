// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.PathStep;
import java.util.List;

/**
 * A field whose type cannot become columns, whatever its values are.
 *
 * @param type its type, for messages
 * @param why why it cannot, and what to do
 */
record UnlearnableNode(String type, String why) implements FieldNode {
    @Override
    public void see(final Object value) {
        // No value makes a difference.
    }

    @Override
    public boolean needsRecords() {
        return false;
    }

    @Override
    public FieldNode join(final FieldNode other, final String name, final List<String> differences) {
        return this;
    }

    @Override
    public void collect(final LayoutColumns columns, final List<PathStep> steps, final long missed)
            throws UnlearnableFieldException {
        columns.name(steps);
        throw new UnlearnableFieldException(why);
    }

    @Override
    public String kind() {
        return type;
    }
}
