// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Finds columns that are missing exactly where another is, or where another has a certain value. The evidence is the
 * number of rows that would break the rule by chance; it must be {@value #EVIDENCE} or more.
 */
final class NullRules {
    private static final double EVIDENCE = 20;

    /** A column and one of its values, null where it is missing. */
    private record Place(int column, String value) {}

    private final Table table;
    private final DistinctValues[] distinct;

    private NullRules(final Table table, final DistinctValues[] distinct) {
        this.table = table;
        this.distinct = distinct;
    }

    /**
     * @param distinct the values of the columns that have few, null for others
     * @param joined whether a column is put together from others and so no part of a rule
     * @param graph what follows from what so far; is added to
     * @param allowed whether a rule may be found
     */
    static List<NullRule> find(
            final Table table,
            final DistinctValues[] distinct,
            final IntPredicate joined,
            final DependencyGraph graph,
            final Predicate<Rule> allowed) {
        return new NullRules(table, distinct).find(joined, graph, allowed);
    }

    private List<NullRule> find(final IntPredicate joined, final DependencyGraph graph, final Predicate<Rule> allowed) {
        // Columns that are missing in the same rows, found by a hash of these rows.
        final Map<Long, List<Integer>> groups = new TreeMap<>();
        for (int c = 0; c < table.columns().size(); c++) {
            final Long pattern = joined.test(c) ? null : missing(c);
            if (pattern != null) {
                groups.computeIfAbsent(pattern, key -> new ArrayList<>()).add(c);
            }
        }
        final Map<Long, List<Place>> places = groups.isEmpty() ? Map.of() : places(groups.keySet());
        final List<NullRule> found = new ArrayList<>();
        groups.forEach((pattern, group) -> {
            final List<Place> tellers = new ArrayList<>(places.getOrDefault(pattern, List.of()));
            group.stream()
                    .filter(c -> table.column(c).kind() != ColumnKind.IDENTIFIER)
                    .min(Comparator.comparing(graph::isDefined).thenComparing(Comparator.naturalOrder()))
                    .ifPresent(leader -> tellers.add(new Place(leader, null)));
            for (final int c : group) {
                if (!graph.isDefined(c)) {
                    tellers.stream()
                            .filter(teller -> teller.column() != c)
                            .map(teller -> new NullRule(c, teller.column(), teller.value()))
                            .filter(rule ->
                                    graph.allowSource(c, rule.by()) && allowed.test(rule) && rule.holdsIn(table))
                            .findFirst()
                            .ifPresent(rule -> {
                                graph.addSource(c, rule.by());
                                found.add(rule);
                            });
                }
            }
        });
        return found;
    }

    /** A hash of the rows in which a column is missing; null where they are too few, or too many, to prove anything. */
    private Long missing(final int column) {
        long hash = 0;
        int count = 0;
        for (int r = 0; r < table.rows(); r++) {
            if (table.isMissing(column, r)) {
                hash += mixed(r);
                count++;
            }
        }
        final double share = (double) count / table.rows();
        return 2 * count * (1 - share) >= EVIDENCE ? (Long) hash : null;
    }

    private static long mixed(final int row) {
        long bits = (row + 1L) * 0x9E3779B97F4A7C15L;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    /** Values that occur in just the rows of a pattern. */
    private Map<Long, List<Place>> places(final Set<Long> patterns) {
        final Map<Long, List<Place>> found = new HashMap<>();
        for (int c = 0; c < distinct.length; c++) {
            if (distinct[c] == null || !isPlain(table.column(c).kind())) {
                continue;
            }
            final long[] hashes = new long[distinct[c].count()];
            for (int r = 0; r < table.rows(); r++) {
                hashes[distinct[c].codes()[r]] += mixed(r);
            }
            for (int l = 0; l < hashes.length; l++) {
                if (!distinct[c].isMissing(l) && patterns.contains(hashes[l])) {
                    found.computeIfAbsent(hashes[l], key -> new ArrayList<>())
                            .add(new Place(c, distinct[c].value(l).toString()));
                }
            }
        }
        return found;
    }

    /** Whether a rule can name a column's values. */
    static boolean isPlain(final ColumnKind kind) {
        return kind == ColumnKind.CATEGORY
                || kind == ColumnKind.BOOLEAN
                || kind == ColumnKind.INTEGER
                || kind == ColumnKind.DECIMAL;
    }
}
