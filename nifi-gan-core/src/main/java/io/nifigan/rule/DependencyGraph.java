// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which columns follow from which others, while rules are being found: each in one way only, and never from itself. */
final class DependencyGraph {
    private final Map<Integer, Set<Integer>> sources = new HashMap<>();
    private final Set<Integer> defined = new HashSet<>();

    /** Whether a column's values follow from others. */
    boolean isDefined(final int column) {
        return defined.contains(column);
    }

    /** Whether a column may follow from others. */
    boolean allow(final int column, final int... from) {
        return !defined.contains(column) && allowSource(column, from);
    }

    /** Whether something of a column, such as where it is missing, may follow from others. */
    boolean allowSource(final int column, final int... from) {
        for (final int source : from) {
            if (source == column || sources(source).contains(column)) {
                return false;
            }
        }
        return true;
    }

    void define(final int column, final int... from) {
        defined.add(column);
        addSource(column, from);
    }

    void addSource(final int column, final int... from) {
        final Set<Integer> known = sources.computeIfAbsent(column, key -> new HashSet<>());
        for (final int source : from) {
            known.add(source);
        }
    }

    /** All columns that a column follows from, directly or not. */
    Set<Integer> sources(final int column) {
        final Set<Integer> all = new HashSet<>();
        final java.util.ArrayDeque<Integer> open = new java.util.ArrayDeque<>();
        open.add(column);
        while (!open.isEmpty()) {
            for (final int source : sources.getOrDefault(open.remove(), Set.of())) {
                if (all.add(source)) {
                    open.add(source);
                }
            }
        }
        return all;
    }
}
