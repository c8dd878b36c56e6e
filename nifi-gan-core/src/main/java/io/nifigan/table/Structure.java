// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.table.PathStep.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The structure of nested records: a tree of records, arrays and maps whose leaves are a table's columns. */
public final class Structure {
    private final Group root;
    private final int[] guards;

    /** A node of the tree. */
    public sealed interface Node permits Leaf, Group {}

    /** A single value. */
    public record Leaf(int column) implements Node {}

    /** A record, array or map. */
    public static final class Group implements Node {
        private final Map<String, Node> members = new LinkedHashMap<>();
        private Kind kind;
        private int presence = -1;
        private int placeholder = -1;

        /**
         * {@link Kind#FIELD} for a record, {@link Kind#ELEMENT} for an array, {@link Kind#MEMBER} for an array that is
         * learnt as a set, {@link Kind#KEY} for a map.
         */
        public Kind kind() {
            // A group with nothing but a presence column is a record without fields.
            return kind == null ? Kind.FIELD : kind;
        }

        /** The members by field name, array index or key; in an array in the order of the indices. */
        public Map<String, Node> members() {
            return Collections.unmodifiableMap(members);
        }

        /** The column that says whether the group is present; -1 where it always is. */
        public int presence() {
            return presence;
        }

        /**
         * The column with the type of the values of an array or map that is always empty; -1 where there are members.
         */
        public int placeholder() {
            return placeholder;
        }

        private void setKind(final Kind wanted) {
            if (kind != null && kind != wanted) {
                throw new IllegalArgumentException(
                        "has a path on which one name is used for two of a record, an array and a map");
            }
            kind = wanted;
        }
    }

    private Structure(final Group root, final int[] guards) {
        this.root = root;
        this.guards = guards;
    }

    /**
     * The structure that the columns' paths describe.
     *
     * @throws IllegalArgumentException where the paths contradict each other
     */
    public static Structure of(final List<Column> columns) {
        final Group root = new Group();
        root.kind = Kind.FIELD;
        final int[] guards = new int[columns.size()];
        Arrays.fill(guards, -1);
        FormColumns.check(columns);
        for (int c = 0; c < guards.length; c++) {
            try {
                guards[c] = columns.get(c).field().marksForm()
                        ? guards[written(root, columns.get(c).field())]
                        : place(root, columns.get(c), c);
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "The column '%.100s' %s".formatted(columns.get(c).name(), e.getMessage()), e);
            }
        }
        return new Structure(root, guards);
    }

    /** The column whose values a form writes; it must come before the form. */
    private static int written(final Group root, final Field form) {
        Node node = root;
        for (final PathStep step : form.steps().subList(0, form.steps().size() - 1)) {
            node = node instanceof Group group ? group.members.get(step.name()) : null;
        }
        if (node instanceof Leaf(final int column)) {
            return column;
        }
        throw new IllegalArgumentException("says how the values of a column are written that does not come before it");
    }

    private static int place(final Group root, final Column column, final int index) {
        final List<PathStep> steps = column.field().steps();
        Group group = root;
        int guard = -1;
        for (int i = 0; i < steps.size() - 1; i++) {
            final PathStep step = steps.get(i);
            enter(group, step);
            final Node next = group.members.computeIfAbsent(step.name(), name -> new Group());
            if (!(next instanceof Group inner)) {
                throw new IllegalArgumentException("has a path through a column that is a value itself");
            }
            group = inner;
            guard = group.presence >= 0 ? group.presence : guard;
        }
        final PathStep last = steps.getLast();
        switch (last.kind()) {
            case PRESENT -> {
                // A group's presence column must come before its members, or the members' guards would be wrong.
                if (group.presence >= 0
                        || !group.members.isEmpty()
                        || group.placeholder >= 0
                        || column.kind() != ColumnKind.BOOLEAN) {
                    throw new IllegalArgumentException(
                            "says whether a group is present, but is not BOOLEAN, comes after the group's "
                                    + "columns, or is the second to do so");
                }
                group.presence = index;
            }
            case FORM -> throw new IllegalStateException("A form has no place of its own");
            case NO_ELEMENT, NO_KEY -> {
                group.setKind(last.kind() == Kind.NO_ELEMENT ? Kind.ELEMENT : Kind.KEY);
                if (group.placeholder >= 0 || !group.members.isEmpty()) {
                    throw new IllegalArgumentException("says that an array or map is empty, but it has members");
                }
                group.placeholder = index;
            }
            default -> {
                enter(group, last);
                if (last.kind() == Kind.MEMBER && column.kind() != ColumnKind.BOOLEAN) {
                    throw new IllegalArgumentException("says what a set has, but is not BOOLEAN");
                }
                if (group.members.putIfAbsent(last.name(), new Leaf(index)) != null) {
                    throw new IllegalArgumentException("has the path of another column");
                }
            }
        }
        return guard;
    }

    private static void enter(final Group group, final PathStep step) {
        group.setKind(step.kind());
        if (group.placeholder >= 0) {
            throw new IllegalArgumentException("lies in an array or map that another column says is empty");
        }
        if (step.kind() == Kind.ELEMENT && step.index() > group.members.size()) {
            throw new IllegalArgumentException(
                    "leaves out elements of an array; their columns must come in order, from 0 on");
        }
    }

    /** The top-level record. */
    public Group root() {
        return root;
    }

    /**
     * The presence column of the innermost group around a column that has one; -1 where all groups around it are always
     * present.
     */
    public int guard(final int column) {
        return guards[column];
    }
}
