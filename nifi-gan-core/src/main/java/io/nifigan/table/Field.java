// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.List;
import java.util.Objects;

/**
 * One field of incoming records, before anything is known about its values.
 *
 * @param name the field's name; of a nested one, that of its path
 * @param type the type of its values
 * @param precision digits of a {@link ValueType#DECIMAL}, 0 where it is not known
 * @param scale digits after the point of a {@link ValueType#DECIMAL}, 0 where it is not known
 * @param path where in a nested record the values lie; null where they are a field of the record itself
 * @param declared what the records' schema says of the values where it says more than their type: an enumeration, or
 *     several types of which each value has one; else empty
 */
public record Field(String name, ValueType type, int precision, int scale, FieldPath path, List<ScalarType> declared) {
    private static final int MAX_DECLARED = 100;

    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        declared = List.copyOf(declared);
        if (declared.size() > MAX_DECLARED
                || declared.size() == 1 && !declared.getFirst().enumerates()) {
            throw new IllegalArgumentException("The field '%s' declares %d types".formatted(name, declared.size()));
        }
        if (path != null && path.marksPresence() && type != ValueType.BOOLEAN) {
            throw new IllegalArgumentException(
                    "The field '%s' says whether something is there and is of type %s".formatted(name, type));
        }
    }

    public Field(final String name, final ValueType type, final int precision, final int scale) {
        this(name, type, precision, scale, null, List.of());
    }

    public Field(final String name, final ValueType type) {
        this(name, type, 0, 0);
    }

    /** From the record to the value. */
    public List<PathStep> steps() {
        return path == null ? List.of(PathStep.field(name)) : path.steps();
    }

    /**
     * Names by which a user may mean this field: its own and those of the records, arrays and maps that it lies in,
     * outermost first.
     */
    public List<String> names() {
        return path == null ? List.of(name) : path.names();
    }

    /** Whether the field says if something is there, and holds no value of its own. */
    public boolean marksPresence() {
        return path != null && path.marksPresence();
    }

    /** The values of an enumeration; empty for every other field. */
    public List<String> symbols() {
        return declared.size() == 1 ? declared.getFirst().symbols() : List.of();
    }
}
