// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a nested record a column's values lie.
 *
 * @param steps from the record to the value: the first is a field's name
 * @param always whether the value is there wherever the record, array or map that holds it is
 */
public record FieldPath(List<PathStep> steps, boolean always) {
    /**
     * The deepest that records may be nested: nobody's are deeper, and a file that says so must not exhaust the stack.
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
            throw new IllegalArgumentException("A path goes on after a step that is the last");
        }
    }

    /**
     * The name of what a path leads to, as users read and write it: {@code address.city}, {@code pixels[3]},
     * {@code address?}.
     */
    public static String name(final List<PathStep> steps) {
        final StringBuilder name = new StringBuilder(steps.getFirst().name());
        steps.stream().skip(1).forEach(step -> name.append(step.shown()));
        return name.toString();
    }

    /** The names of all that lies on the way, the value itself included: {@code pixels} and {@code pixels[3]}. */
    public List<String> names() {
        final List<String> names = new ArrayList<>();
        for (int i = 1; i <= steps.size(); i++) {
            names.add(name(steps.subList(0, i)));
        }
        return names;
    }

    /** Whether the column says if something is there, and holds no value of its own. */
    public boolean marksPresence() {
        return steps.getLast().kind() == PathStep.Kind.PRESENT;
    }

    /** Whether the value is one of an array's elements. */
    public boolean endsInElement() {
        return steps.getLast().kind() == PathStep.Kind.ELEMENT;
    }
}
