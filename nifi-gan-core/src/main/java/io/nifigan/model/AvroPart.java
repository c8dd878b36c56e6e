// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.table.PathStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of a schema that columns need: a tree of fields, in which all elements of an array or map are one part. */
final class AvroPart {
    private final Map<String, AvroPart> fields = new HashMap<>();
    private AvroPart inner;
    private boolean missable;

    /** Adds the path to a value. */
    void add(final List<PathStep> steps, final boolean mayBeMissing) {
        AvroPart part = this;
        for (final PathStep step : steps) {
            switch (step.kind()) {
                case FIELD -> part = part.fields.computeIfAbsent(step.name(), name -> new AvroPart());
                case KEY, ELEMENT, NO_KEY, NO_ELEMENT -> {
                    if (part.inner == null) {
                        part.inner = new AvroPart();
                    }
                    part = part.inner;
                }
                // These steps are about the group or value before them.
                default -> {}
            }
        }
        part.missable |= mayBeMissing;
    }

    /** The part of a record's field; null if no column needs it. */
    AvroPart field(final String name) {
        return fields.get(name);
    }

    /** The part of an array's elements or a map's values. */
    AvroPart inner() {
        return inner == null ? new AvroPart() : inner;
    }

    /** Whether the value may be missing. */
    boolean missable() {
        return missable;
    }

    /** Whether the same parts of a type are needed here and there. */
    boolean needsTheSame(final AvroPart other) {
        return fields.keySet().equals(other.fields.keySet())
                && fields.entrySet().stream().allMatch(field -> {
                    final AvroPart theirs = other.fields.get(field.getKey());
                    return field.getValue().missable == theirs.missable
                            && field.getValue().needsTheSame(theirs);
                })
                && (inner == null) == (other.inner == null)
                && (inner == null || inner.missable == other.inner.missable && inner.needsTheSame(other.inner));
    }
}
