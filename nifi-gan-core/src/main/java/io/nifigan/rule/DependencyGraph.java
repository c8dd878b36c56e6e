// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph of columns that rules derive from other columns, while rules are being found. Each column is derived by one
 * rule at most, and never from itself, directly or indirectly.
 */
public final class DependencyGraph {
    private final Map<Integer, Set<Integer>> sources = new HashMap<>();
    /** The columns from which each derived column is computed. */
    private final Map<Integer, Set<Integer>> defined = new HashMap<>();

    /** Whether a rule derives a column's values from others. */
    boolean isDefined(final int column) {
        return defined.containsKey(column);
    }

    /** Whether a column may be derived from others. */
    boolean allow(final int column, final int... from) {
        return !defined.containsKey(column) && allowSource(column, from);
    }

    /** Whether a property of a column, such as where it is missing, may be derived from others. */
    boolean allowSource(final int column, final int... from) {
        for (final int source : from) {
            if (source == column || sources(source).contains(column)) {
                return false;
            }
        }
        return true;
    }

    /** Records that a column's values are derived from others. */
    void define(final int column, final int... from) {
        final Set<Integer> direct = new HashSet<>();
        for (final int source : from) {
            direct.add(source);
        }
        defined.put(column, direct);
    }

    /** Takes back that a column's values are derived from others. */
    void undefine(final int column) {
        defined.remove(column);
    }

    /** Records that a property of a column is derived from others. */
    void addSource(final int column, final int... from) {
        final Set<Integer> direct = sources.computeIfAbsent(column, key -> new HashSet<>());
        for (final int source : from) {
            direct.add(source);
        }
    }

    /** All columns that a column is derived from, directly or indirectly. */
    Set<Integer> sources(final int column) {
        final Set<Integer> all = new HashSet<>();
        final java.util.ArrayDeque<Integer> open = new java.util.ArrayDeque<>();
        open.add(column);
        while (!open.isEmpty()) {
            final int next = open.remove();
            for (final Set<Integer> direct :
                    List.of(sources.getOrDefault(next, Set.of()), defined.getOrDefault(next, Set.of()))) {
                for (final int source : direct) {
                    if (all.add(source)) {
                        open.add(source);
                    }
                }
            }
        }
        return all;
    }
}
