// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The graph of columns that rules derive from other columns, while rules are being found. Each column is derived by one
 * rule at most, and never from itself, directly or indirectly.
 */
public final class DependencyGraph {
    private final Map<Integer, Set<Integer>> sources = new HashMap<>();
    private final Set<Integer> defined = new HashSet<>();

    /** Whether a rule derives a column's values from others. */
    boolean isDefined(final int column) {
        return defined.contains(column);
    }

    /** Whether a column may be derived from others. */
    boolean allow(final int column, final int... from) {
        return !defined.contains(column) && allowSource(column, from);
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
        defined.add(column);
        addSource(column, from);
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
            for (final int source : sources.getOrDefault(open.remove(), Set.of())) {
                if (all.add(source)) {
                    open.add(source);
                }
            }
        }
        return all;
    }
}
