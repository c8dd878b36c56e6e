// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.table.PathStep.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the columns of a table make up nested records: a tree of records, arrays and maps whose leaves are columns. */
public final class Structure {
    private final Group root;
    private final int[] guards;

    /** A part of a record. */
    public sealed interface Node permits Leaf, Group {}

    /** A single value. */
    public record Leaf(int column) implements Node {}

    /** What holds other parts. */
    public static final class Group implements Node {
        private final Map<String, Node> members = new LinkedHashMap<>();
        private Kind kind;
        private int presence = -1;
        private int placeholder = -1;

        /** {@link Kind#FIELD} for a record, {@link Kind#ELEMENT} for an array, {@link Kind#KEY} for a map. */
        public Kind kind() {
            // Nothing but whether it is there: a record without fields.
            return kind == null ? Kind.FIELD : kind;
        }

        /** The members by field name, number or key; in an array in the order of their numbers. */
        public Map<String, Node> members() {
            return Collections.unmodifiableMap(members);
        }

        /** The column that says whether the group is there, -1 where it always is. */
        public int presence() {
            return presence;
        }

        /**
         * The column that has the type of what an array or map without members might hold, -1 where there are members.
         */
        public int placeholder() {
            return placeholder;
        }

        private void isA(final Kind wanted) {
            if (kind != null && kind != wanted) {
                throw new IllegalArgumentException("is in something that is two of a record, an array and a map");
            }
            kind = wanted;
        }
    }

    private Structure(final Group root, final int[] guards) {
        this.root = root;
        this.guards = guards;
    }

    /**
     * The structure that the columns' paths make up.
     *
     * @throws IllegalArgumentException where they do not fit together
     */
    public static Structure of(final List<Column> columns) {
        final Group root = new Group();
        root.kind = Kind.FIELD;
        final int[] guards = new int[columns.size()];
        Arrays.fill(guards, -1);
        for (int c = 0; c < guards.length; c++) {
            try {
                guards[c] = place(root, columns.get(c), c);
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "The column '%.100s' %s".formatted(columns.get(c).name(), e.getMessage()), e);
            }
        }
        return new Structure(root, guards);
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
                throw new IllegalArgumentException("lies in something that is a value itself");
            }
            group = inner;
            guard = group.presence >= 0 ? group.presence : guard;
        }
        final PathStep last = steps.getLast();
        switch (last.kind()) {
            case PRESENT -> {
                // What is known of a group must come before what is in it: guards of the columns so far would be wrong.
                if (group.presence >= 0
                        || !group.members.isEmpty()
                        || group.placeholder >= 0
                        || column.kind() != ColumnKind.BOOLEAN) {
                    throw new IllegalArgumentException(
                            "says too late, twice or with something else than true and false whether something "
                                    + "is there");
                }
                group.presence = index;
            }
            case NO_ELEMENT, NO_KEY -> {
                group.isA(last.kind() == Kind.NO_ELEMENT ? Kind.ELEMENT : Kind.KEY);
                if (group.placeholder >= 0 || !group.members.isEmpty()) {
                    throw new IllegalArgumentException("says that something is empty which is not");
                }
                group.placeholder = index;
            }
            default -> {
                enter(group, last);
                if (group.members.putIfAbsent(last.name(), new Leaf(index)) != null) {
                    throw new IllegalArgumentException("lies where another one does");
                }
            }
        }
        return guard;
    }

    private static void enter(final Group group, final PathStep step) {
        group.isA(step.kind());
        if (group.placeholder >= 0) {
            throw new IllegalArgumentException("lies in something that is said to be empty");
        }
        if (step.kind() == Kind.ELEMENT && step.index() > group.members.size()) {
            throw new IllegalArgumentException("leaves out elements of an array");
        }
    }

    /** The record. */
    public Group root() {
        return root;
    }

    /** The column that says whether what a column lies in is there, of several the innermost; -1 where it always is. */
    public int guard(final int column) {
        return guards[column];
    }
}
