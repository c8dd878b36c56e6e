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
 * Finds columns that are missing exactly where another is missing or has a certain value. The evidence is the number of
 * rows that would break the rule by chance; it must be {@value #MIN_EVIDENCE} or more.
 */
final class NullRules {
    private static final double MIN_EVIDENCE = 20;

    /** A condition: a column has a value, or is missing where the value is null. */
    private record Condition(int column, String value) {}

    private final Table table;
    private final DistinctValues[] distinct;

    private NullRules(final Table table, final DistinctValues[] distinct) {
        this.table = table;
        this.distinct = distinct;
    }

    /**
     * Finds the rules of a table.
     *
     * @param distinct the distinct values of the columns that have few, null for others
     * @param excluded whether a column gets no rule, such as a concatenation of other columns
     * @param graph the dependencies found so far; found rules are added
     * @param allowed whether a rule is allowed
     */
    static List<NullRule> find(
            final Table table,
            final DistinctValues[] distinct,
            final IntPredicate excluded,
            final DependencyGraph graph,
            final Predicate<Rule> allowed) {
        return new NullRules(table, distinct).find(excluded, graph, allowed);
    }

    private List<NullRule> find(
            final IntPredicate excluded, final DependencyGraph graph, final Predicate<Rule> allowed) {
        // Groups columns that are missing in the same rows, by a hash of these rows.
        final Map<Long, List<Integer>> groups = new TreeMap<>();
        for (int c = 0; c < table.columns().size(); c++) {
            final Long pattern = excluded.test(c) ? null : missingRows(c);
            if (pattern != null) {
                groups.computeIfAbsent(pattern, key -> new ArrayList<>()).add(c);
            }
        }
        final Map<Long, List<Condition>> conditions = groups.isEmpty() ? Map.of() : conditions(groups.keySet());
        final List<NullRule> found = new ArrayList<>();
        groups.forEach((pattern, group) -> {
            final List<Condition> candidates = new ArrayList<>(conditions.getOrDefault(pattern, List.of()));
            group.stream()
                    .filter(c -> table.column(c).kind() != ColumnKind.IDENTIFIER)
                    .min(Comparator.comparing(graph::isDefined).thenComparing(Comparator.naturalOrder()))
                    .ifPresent(representative -> candidates.add(new Condition(representative, null)));
            for (final int c : group) {
                if (!graph.isDefined(c)) {
                    candidates.stream()
                            .filter(condition -> condition.column() != c)
                            .map(condition -> new NullRule(c, condition.column(), condition.value()))
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

    /** A hash of the rows in which a column is missing; null where these are too few or too many to prove anything. */
    private Long missingRows(final int column) {
        long hash = 0;
        int count = 0;
        for (int r = 0; r < table.rows(); r++) {
            if (table.isMissing(column, r)) {
                hash += hash(r);
                count++;
            }
        }
        final double share = (double) count / table.rows();
        return 2 * count * (1 - share) >= MIN_EVIDENCE ? (Long) hash : null;
    }

    private static long hash(final int row) {
        long bits = (row + 1L) * 0x9E3779B97F4A7C15L;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    /** The values that occur in exactly the rows of a pattern. */
    private Map<Long, List<Condition>> conditions(final Set<Long> patterns) {
        final Map<Long, List<Condition>> found = new HashMap<>();
        for (int c = 0; c < distinct.length; c++) {
            if (distinct[c] == null || !canBeNamed(table.column(c).kind())) {
                continue;
            }
            final long[] hashes = new long[distinct[c].count()];
            for (int r = 0; r < table.rows(); r++) {
                hashes[distinct[c].codes()[r]] += hash(r);
            }
            for (int l = 0; l < hashes.length; l++) {
                if (!distinct[c].isMissing(l) && patterns.contains(hashes[l])) {
                    found.computeIfAbsent(hashes[l], key -> new ArrayList<>())
                            .add(new Condition(c, distinct[c].value(l).toString()));
                }
            }
        }
        return found;
    }

    /** Whether a rule can refer to values of a kind. */
    static boolean canBeNamed(final ColumnKind kind) {
        return kind == ColumnKind.CATEGORY
                || kind == ColumnKind.BOOLEAN
                || kind == ColumnKind.INTEGER
                || kind == ColumnKind.DECIMAL;
    }
}
