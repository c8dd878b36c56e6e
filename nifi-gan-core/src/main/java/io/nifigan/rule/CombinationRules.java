// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RowSample;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import io.nifigan.table.ValueList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds pairs of categories of which some combinations never occur though they should.
 *
 * <p>A combination counts where so many rows would be expected of independent columns that, over all combinations of
 * the table, not even one in {@value #ODDS} tables would lack one by chance, and {@value #MIN} at least; together they
 * must make up {@value #EVIDENCE} rows.
 */
public final class CombinationRules {
    private static final double EVIDENCE = 20;
    private static final double MIN = 5;
    private static final double ODDS = 100;
    private static final double SHARE = .01;
    private static final int MAX_LEVELS = 100;
    private static final int SAMPLE = 4_000;
    private static final long MAX_WORK = 400_000_000;
    public static final int RULES_PER_COLUMN = 4;

    private record Candidate(CombinationRule rule, double evidence) {}

    private final Table table;
    private final DistinctValues[] distinct;
    private final List<NullRule> missing;
    private final int[] rows;

    private CombinationRules(final Table table, final DistinctValues[] distinct, final List<NullRule> missing) {
        this.table = table;
        this.distinct = distinct;
        this.missing = missing;
        this.rows = RowSample.of(table.rows(), SAMPLE);
    }

    /**
     * @param distinct the values of the columns that have few, null for others
     * @param missing rules of missing values, which need no other rule
     * @param graph what follows from what: columns that have a source in common are left out
     * @param allowed whether a rule may be found
     */
    static List<CombinationRule> find(
            final Table table,
            final DistinctValues[] distinct,
            final List<NullRule> missing,
            final DependencyGraph graph,
            final Predicate<Rule> allowed) {
        return new CombinationRules(table, distinct, missing).find(graph, allowed);
    }

    private List<CombinationRule> find(final DependencyGraph graph, final Predicate<Rule> allowed) {
        final int[] columns = IntStream.range(0, distinct.length)
                .filter(c -> distinct[c] != null
                        && distinct[c].count() <= MAX_LEVELS
                        && (table.column(c).kind() == ColumnKind.CATEGORY
                                || table.column(c).kind() == ColumnKind.BOOLEAN))
                .toArray();
        final List<Set<Integer>> families = new ArrayList<>();
        long all = 0;
        long sum = 0;
        for (final int c : columns) {
            final Set<Integer> family = new HashSet<>(graph.isDefined(c) ? graph.sources(c) : Set.of());
            family.add(c);
            families.add(family);
            all += sum * distinct[c].count();
            sum += distinct[c].count();
        }
        final double min = Math.max(MIN, Math.log(ODDS * Math.max(1, all)));
        final List<Candidate> found = new ArrayList<>();
        long work = 0;
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < j && work < MAX_WORK; i++) {
                final Set<Integer> common = new HashSet<>(families.get(i));
                common.retainAll(families.get(j));
                if (common.isEmpty()) {
                    work += rows.length;
                    add(columns[i], columns[j], min, found, allowed);
                }
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::evidence).reversed());
        return found.stream()
                .map(Candidate::rule)
                .limit((long) RULES_PER_COLUMN * table.columns().size())
                .toList();
    }

    private void add(
            final int a, final int b, final double min, final List<Candidate> found, final Predicate<Rule> allowed) {
        final BitSet unseen = unseen(a, b, min);
        double expected = 0;
        for (int cell = unseen.nextSetBit(0); cell >= 0; cell = unseen.nextSetBit(cell + 1)) {
            expected += expected(a, b, cell);
        }
        if (expected >= Math.max(EVIDENCE, SHARE * table.rows())) {
            final CombinationRule rule = rule(a, b, distinct[a], distinct[b], unseen);
            if (allowed.test(rule)) {
                found.add(new Candidate(rule, expected));
            }
        }
    }

    private double expected(final int a, final int b, final int cell) {
        final int width = distinct[b].count();
        return (double) distinct[a].size(cell / width) * distinct[b].size(cell % width) / table.rows();
    }

    private BitSet unseen(final int a, final int b, final double min) {
        final int width = distinct[b].count();
        final BitSet seen = new BitSet();
        for (final int r : rows) {
            seen.set(distinct[a].codes()[r] * width + distinct[b].codes()[r]);
        }
        final BitSet unseen = new BitSet();
        for (int cell = 0; cell < distinct[a].count() * width; cell++) {
            if (!seen.get(cell) && expected(a, b, cell) >= min && !follows(a, b, cell)) {
                unseen.set(cell);
            }
        }
        for (int r = 0; r < table.rows() && !unseen.isEmpty(); r++) {
            unseen.clear(distinct[a].codes()[r] * width + distinct[b].codes()[r]);
        }
        return unseen;
    }

    /** Whether rules of missing values forbid a combination already. */
    private boolean follows(final int a, final int b, final int cell) {
        final int i = cell / distinct[b].count();
        final int j = cell % distinct[b].count();
        final NullRule ofA = ofColumn(a);
        final NullRule ofB = ofColumn(b);
        return ofA != null && ofA.by() == b && distinct[a].isMissing(i) != isThere(ofA, distinct[b], j)
                || ofB != null && ofB.by() == a && distinct[b].isMissing(j) != isThere(ofB, distinct[a], i)
                || ofA != null
                        && ofB != null
                        && ofA.by() == ofB.by()
                        && Objects.equals(ofA.value(), ofB.value())
                        && distinct[a].isMissing(i) != distinct[b].isMissing(j);
    }

    private NullRule ofColumn(final int column) {
        return missing.stream()
                .filter(rule -> rule.column() == column)
                .findFirst()
                .orElse(null);
    }

    private static boolean isThere(final NullRule rule, final DistinctValues by, final int level) {
        return rule.value() == null
                ? by.isMissing(level)
                : !by.isMissing(level) && rule.value().equals(by.value(level).toString());
    }

    /** The rule that some combinations of two columns never occur. */
    static CombinationRule rule(
            final int a, final int b, final DistinctValues first, final DistinctValues second, final BitSet never) {
        final int[] firsts = new int[first.count()];
        final int[] seconds = new int[second.count()];
        Arrays.setAll(firsts, l -> l);
        Arrays.setAll(seconds, l -> l);
        return new CombinationRule(
                a, b, ValueList.of(first, firsts), ValueList.of(second, seconds), never.toByteArray());
    }

    /** The rule that only those combinations of two columns occur that a table has. */
    static CombinationRule seenOnly(
            final Table table, final int a, final int b, final DistinctValues first, final DistinctValues second) {
        final BitSet never = new BitSet();
        never.set(0, first.count() * second.count());
        for (int r = 0; r < table.rows(); r++) {
            never.clear(first.codes()[r] * second.count() + second.codes()[r]);
        }
        return rule(a, b, first, second, never);
    }
}
