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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the columns of records from the nodes of their schema. */
final class LayoutColumns {
    /** The maximum number of columns of a model. */
    static final int MAX_COLUMNS = 10_000;

    private final LayoutOptions options;
    private final List<Field> fields = new ArrayList<>();
    private final Set<String> fieldNames = new HashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> unlearnt = new LinkedHashMap<>();
    private final List<Elements> elements = new ArrayList<>();

    /**
     * An array of records that becomes a table of its own.
     *
     * @param steps the path of the array
     * @param record a record in it
     * @param isOrderLost whether no date or time in the records puts them in order
     */
    record Elements(List<PathStep> steps, RecordNode record, boolean isOrderLost) {}

    LayoutColumns(final LayoutOptions options) {
        this.options = options;
    }

    static List<PathStep> with(final List<PathStep> steps, final PathStep last) {
        final List<PathStep> all = new ArrayList<>(steps);
        all.add(last);
        return all;
    }

    /** Adds the name of a field, and says whether the field is ignored. */
    boolean isIgnored(final List<PathStep> steps) {
        name(steps);
        return options.ignored().contains(FieldPath.name(steps));
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
            throws UnlearnableFieldException, FlowFileRejectedException {
        name(steps);
        if (options.ignored().contains(FieldPath.name(steps))) {
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
    void addPresence(final List<PathStep> steps) throws UnlearnableFieldException {
        addFlag(with(steps, PathStep.PRESENT), false);
    }

    /** Adds the column that says whether an array of texts, as a set, has a text. */
    void addMember(final List<PathStep> steps, final String text) throws UnlearnableFieldException {
        addFlag(with(steps, PathStep.member(text)), true);
    }

    private void addFlag(final List<PathStep> steps, final boolean always) throws UnlearnableFieldException {
        add(new Field(FieldPath.name(steps), ValueType.BOOLEAN, 0, 0, new FieldPath(steps, always), List.of()));
    }

    /**
     * Takes back the columns of a field that cannot become columns.
     *
     * @param mark the number of columns before the field
     * @throws FlowFileRejectedException if the records are refused instead
     */
    void leaveOut(final int mark, final List<PathStep> steps, final UnlearnableFieldException reason)
            throws FlowFileRejectedException {
        if (!options.leavesOut()) {
            throw new FlowFileRejectedException(reason.getMessage());
        }
        final List<Field> taken = fields.subList(mark, fields.size());
        taken.forEach(field -> fieldNames.remove(field.name()));
        elements.removeIf(array -> array.steps()
                .subList(0, Math.min(steps.size(), array.steps().size()))
                .equals(steps));
        taken.clear();
        unlearnt.put(FieldPath.name(steps), reason.getMessage() + ". It is left out");
    }

    /** The number of columns so far. */
    int size() {
        return fields.size();
    }

    /** Whether arrays of records become tables of their own. */
    boolean takesDocuments() {
        return options.takesDocuments();
    }

    /** Adds an array of records, with a column that says whether there is one. */
    void addElements(final List<PathStep> steps, final RecordNode record, final boolean isOrderLost)
            throws UnlearnableFieldException {
        addPresence(steps);
        elements.add(new Elements(steps, record, isOrderLost));
    }

    List<Elements> elements() {
        return elements;
    }

    /** Whether arrays of a few texts become sets. */
    boolean takesSets() {
        return options.takesSets();
    }

    /** Adds the column that keeps the element type of an empty array or map. */
    void addPlaceholder(final List<PathStep> steps, final PathStep step, final FieldNode node)
            throws UnlearnableFieldException, FlowFileRejectedException {
        final LayoutColumns inner = new LayoutColumns(LayoutOptions.strict(Set.of()));
        node.collect(inner, with(steps, step), 0);
        if (inner.fields.size() != 1 || inner.fields.getFirst().steps().size() != steps.size() + 1) {
            throw refused(
                    steps,
                    "is empty in all records, and what it might hold is of type %s itself: ignore it"
                            .formatted(node.kind()));
        }
        add(inner.fields.getFirst());
    }

    private void add(final Field field) throws UnlearnableFieldException {
        if (!fieldNames.add(field.name())) {
            throw new UnlearnableFieldException(
                    ("Two columns would be called '%s': a field of that name, and one in a nested field. Rename "
                                    + "one of them before (RenameRecordField), or ignore the nested field")
                            .formatted(field.name()));
        }
        if (fields.size() == MAX_COLUMNS) {
            throw tooMany(field.steps());
        }
        fields.add(field);
    }

    UnlearnableFieldException tooMany(final List<PathStep> steps) {
        return refused(
                steps.subList(0, 1),
                ("and the fields before it become more than the maximum of %,d columns. Ignore it, or make it "
                                + "smaller before")
                        .formatted(MAX_COLUMNS));
    }

    UnlearnableFieldException refused(final List<PathStep> steps, final String why) {
        return new UnlearnableFieldException("The field '%s' %s".formatted(FieldPath.name(steps), why));
    }

    /** Adds a note that keys of a map are left out. It does not name them, because a key may be a person's name. */
    void noteRareKeys(final List<PathStep> steps, final int count) {
        if (count > 0) {
            notes.add(("Map '%s': %,d keys that are in fewer than %.0f %% of the records, or beyond the %d most "
                            + "common ones, are left out")
                    .formatted(FieldPath.name(steps), count, 100 * MapNode.MIN_SHARE, MapNode.MAX_KEYS));
        }
    }

    /** Adds notes on what a set does not keep. */
    void noteSet(final List<PathStep> steps, final SetMembers.Found set) {
        if (set.rare() > 0) {
            notes.add(
                    ("Array '%s': it is learnt as a set of %d texts; %,d others that fewer than %.0f %% of the arrays "
                                    + "have, or beyond the %d most common ones, are left out")
                            .formatted(
                                    FieldPath.name(steps),
                                    set.texts().size(),
                                    set.rare(),
                                    100 * MapNode.MIN_SHARE,
                                    SetMembers.MAX_MEMBERS));
        }
        if (set.inOtherOrders()) {
            notes.add("Array '%s': it is learnt as a set, so that all generated arrays have the most common order"
                    .formatted(FieldPath.name(steps)));
        }
    }

    /** For each field that is left out because it cannot become columns, a sentence that says why. */
    Map<String, String> unlearnt() {
        return unlearnt;
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
