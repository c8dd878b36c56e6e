// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.List;

/**
 * The path from a nested record to a column's values.
 *
 * @param steps the steps from the record to the value; the first is a field's name
 * @param always whether the value is present wherever the record, array or map that contains it is
 */
public record FieldPath(List<PathStep> steps, boolean always) {
    /**
     * Maximum number of steps: more than real records need, and few enough that a manipulated file cannot exhaust the
     * stack.
     */
    public static final int MAX_STEPS = 16;

    public FieldPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS || steps.getFirst().kind() != PathStep.Kind.FIELD) {
            throw new IllegalArgumentException(
                    "A path of %d steps; it must have 1 to %d, the first of them a field's name"
                            .formatted(steps.size(), MAX_STEPS));
        }
        if (steps.stream().limit(steps.size() - 1L).anyMatch(step -> step.kind().isLast())) {
            throw new IllegalArgumentException("A path continues after a step that must be its last");
        }
    }

    /** The name of a path, as users read and write it: {@code address.city}, {@code pixels[3]}, {@code address?}. */
    public static String name(final List<PathStep> steps) {
        final StringBuilder name = new StringBuilder(steps.getFirst().name());
        steps.stream().skip(1).forEach(step -> name.append(step.nameSuffix()));
        return name.toString();
    }

    /** The names of all parts of the path, the whole path last: {@code pixels} and {@code pixels[3]}. */
    public List<String> names() {
        final List<String> names = new ArrayList<>();
        for (int i = 1; i <= steps.size(); i++) {
            names.add(name(steps.subList(0, i)));
        }
        return names;
    }

    /** Whether the column only says whether a record, array or map is present, and holds no value of its own. */
    public boolean marksPresence() {
        return steps.getLast().kind() == PathStep.Kind.PRESENT;
    }

    /** Whether the column only says in which form the values of another are written, and is no field of a record. */
    public boolean marksForm() {
        return steps.getLast().kind() == PathStep.Kind.FORM;
    }

    /** Whether the column only says whether an array of texts has a certain one among its elements. */
    public boolean marksMember() {
        return steps.getLast().kind() == PathStep.Kind.MEMBER;
    }

    /** Whether the value is one of an array's elements. */
    public boolean endsInElement() {
        return steps.getLast().kind() == PathStep.Kind.ELEMENT;
    }
}
