// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.List;
import java.util.Objects;

/**
 * A field of incoming records, as their schema declares it.
 *
 * @param name the field's name; for a nested field, the name of its path
 * @param type the type of the values
 * @param precision digits of a {@link ValueType#DECIMAL}, 0 where it is not known
 * @param scale digits after the point of a {@link ValueType#DECIMAL}, 0 where it is not known
 * @param path the place of the values in a nested record; null for a field of the record itself
 * @param declared the declared types where the schema says more than {@code type}: an enumeration, or a union of
 *     several types; else empty
 */
public record Field(String name, ValueType type, int precision, int scale, FieldPath path, List<ScalarType> declared) {
    private static final int MAX_DECLARED = 100;

    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        declared = List.copyOf(declared);
        if (declared.size() > MAX_DECLARED
                || declared.size() == 1 && !declared.getFirst().enumerates()) {
            throw new IllegalArgumentException(
                    ("The field '%s' declares %d types; it must be none, one enumeration, or a union of 2 to "
                                    + "100 types")
                            .formatted(name, declared.size()));
        }
        if (path != null && path.marksForm() && (type != ValueType.STRING || declared.isEmpty())) {
            throw new IllegalArgumentException(
                    "The field '%s' says how another is written; it must be an enumeration of forms".formatted(name));
        }
        if (path != null && (path.marksPresence() || path.marksMember()) && type != ValueType.BOOLEAN) {
            throw new IllegalArgumentException(
                    "The field '%s' says whether something is present and is of type %s; it must be BOOLEAN"
                            .formatted(name, type));
        }
    }

    /** A field of the record itself, with a single type. */
    public Field(final String name, final ValueType type, final int precision, final int scale) {
        this(name, type, precision, scale, null, List.of());
    }

    /** A field of the record itself, with a single type of unknown precision. */
    public Field(final String name, final ValueType type) {
        this(name, type, 0, 0);
    }

    /** The steps from the record to the value. */
    public List<PathStep> steps() {
        return path == null ? List.of(PathStep.field(name)) : path.steps();
    }

    /**
     * The names by which a user may refer to this field: its own and those of the records, arrays and maps that contain
     * it, outermost first.
     */
    public List<String> names() {
        return path == null ? List.of(name) : path.names();
    }

    /** Whether the field only says whether a record, array or map is present, and holds no value of its own. */
    public boolean marksPresence() {
        return path != null && path.marksPresence();
    }

    /**
     * Whether the column only says in which form the values of another are written. It is no field of a record, and
     * comes after all that are.
     */
    public boolean marksForm() {
        return path != null && path.marksForm();
    }

    /** The values of an enumeration; empty for every other field. */
    public List<String> symbols() {
        return declared.size() == 1 ? declared.getFirst().symbols() : List.of();
    }
}
