// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.PathStep;
import io.nifigan.table.ScalarType;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the columns of records from the nodes of their schema. */
final class LayoutColumns {
    /** The maximum number of columns of a model. */
    static final int MAX_COLUMNS = 10_000;

    private final Set<String> ignored;
    private final List<Field> fields = new ArrayList<>();
    private final Set<String> fieldNames = new HashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    /** @param ignored names of fields to leave out */
    LayoutColumns(final Set<String> ignored) {
        this.ignored = ignored;
    }

    static List<PathStep> with(final List<PathStep> steps, final PathStep last) {
        final List<PathStep> all = new ArrayList<>(steps);
        all.add(last);
        return all;
    }

    /** Adds the name of a field, and says whether the field is ignored. */
    boolean isIgnored(final List<PathStep> steps) {
        name(steps);
        return ignored.contains(FieldPath.name(steps));
    }

    /** Adds the name of a field, so that a property can refer to it. */
    void name(final List<PathStep> steps) {
        names.add(FieldPath.name(steps));
    }

    /**
     * Adds a column of single values.
     *
     * @param declared as {@link Field#declared()}
     * @param always as {@link FieldPath#always()}
     */
    void add(final List<PathStep> steps, final ScalarType type, final List<ScalarType> declared, final boolean always)
            throws FlowFileRejectedException {
        name(steps);
        if (ignored.contains(FieldPath.name(steps))) {
            throw new FlowFileRejectedException(
                    "The column '%s' is one element of an array, which can only be ignored as a whole"
                            .formatted(FieldPath.name(steps)));
        }
        add(new Field(
                FieldPath.name(steps),
                type.type(),
                type.precision(),
                type.scale(),
                steps.size() == 1 ? null : new FieldPath(steps, always),
                declared));
    }

    /** Adds the column that says whether a field is present. */
    void addPresence(final List<PathStep> steps) throws FlowFileRejectedException {
        final List<PathStep> presence = with(steps, PathStep.PRESENT);
        add(new Field(FieldPath.name(presence), ValueType.BOOLEAN, 0, 0, new FieldPath(presence, false), List.of()));
    }

    /** Adds the column that keeps the element type of an empty array or map. */
    void addPlaceholder(final List<PathStep> steps, final PathStep step, final FieldNode node)
            throws FlowFileRejectedException {
        final LayoutColumns inner = new LayoutColumns(Set.of());
        node.collect(inner, with(steps, step), 0);
        if (inner.fields.size() != 1 || inner.fields.getFirst().steps().size() != steps.size() + 1) {
            throw refused(
                    steps,
                    "is empty in all records, and what it might hold is of type %s itself: ignore it"
                            .formatted(node.kind()));
        }
        add(inner.fields.getFirst());
    }

    private void add(final Field field) throws FlowFileRejectedException {
        if (!fieldNames.add(field.name())) {
            throw new FlowFileRejectedException(
                    ("Two columns would be called '%s': a field of that name, and one in a nested field. Rename "
                                    + "one of them before (RenameRecordField), or ignore the nested field")
                            .formatted(field.name()));
        }
        if (fields.size() == MAX_COLUMNS) {
            throw tooMany(field.steps());
        }
        fields.add(field);
    }

    FlowFileRejectedException tooMany(final List<PathStep> steps) {
        return refused(
                steps.subList(0, 1),
                ("and the fields before it become more than the maximum of %,d columns. Ignore it, or make it "
                                + "smaller before")
                        .formatted(MAX_COLUMNS));
    }

    FlowFileRejectedException refused(final List<PathStep> steps, final String why) {
        return new FlowFileRejectedException("The field '%s' %s".formatted(FieldPath.name(steps), why));
    }

    /** Adds a note that keys of a map are left out. It does not name them, because a key may be a person's name. */
    void noteRareKeys(final List<PathStep> steps, final int count) {
        if (count > 0) {
            notes.add(("Map '%s': %,d keys that are in fewer than %.0f %% of the records, or beyond the %d most "
                            + "common ones, are left out")
                    .formatted(FieldPath.name(steps), count, 100 * MapNode.MIN_SHARE, MapNode.MAX_KEYS));
        }
    }

    List<Field> fields() {
        return fields;
    }

    /** The names of all fields, also of ignored ones and of those that are no columns. */
    Set<String> names() {
        return names;
    }

    List<String> notes() {
        return notes;
    }
}
