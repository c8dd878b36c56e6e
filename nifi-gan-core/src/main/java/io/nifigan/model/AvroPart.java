// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.table.PathStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a schema that is needed, by columns or as a whole: a tree of fields, in which all elements of an array or
 * map are one part.
 */
final class AvroPart {
    private final Map<String, AvroPart> fields = new HashMap<>();
    private final boolean whole;
    private AvroPart inner;
    private boolean missable;

    /** Nothing so far. */
    AvroPart() {
        this(false, false);
    }

    private AvroPart(final boolean whole, final boolean missable) {
        this.whole = whole;
        this.missable = missable;
    }

    /** Adds a field with all that is in it. */
    void addWhole(final String name, final boolean mayBeMissing) {
        fields.put(name, new AvroPart(true, mayBeMissing));
    }

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
        return whole ? new AvroPart(true, false) : fields.get(name);
    }

    /** The part of an array's elements or a map's values. */
    AvroPart inner() {
        return inner == null ? new AvroPart(whole, false) : inner;
    }

    /** Whether all of the type is needed. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the value may be missing. */
    boolean missable() {
        return missable;
    }

    /** Whether the same parts of a type are needed here and there. */
    boolean needsTheSame(final AvroPart other) {
        return whole == other.whole
                && fields.keySet().equals(other.fields.keySet())
                && fields.entrySet().stream().allMatch(field -> {
                    final AvroPart theirs = other.fields.get(field.getKey());
                    return field.getValue().missable == theirs.missable
                            && field.getValue().needsTheSame(theirs);
                })
                && (inner == null) == (other.inner == null)
                && (inner == null || inner.missable == other.inner.missable && inner.needsTheSame(other.inner));
    }
}
