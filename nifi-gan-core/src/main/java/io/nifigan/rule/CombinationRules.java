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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds pairs of categories with combinations that never occur, although chance would give them.
 *
 * <p>A combination counts where independent columns would give it in {@value #MIN_EXPECTED} rows or more, and in so
 * many that fewer than one table in {@value #ODDS} would lack any combination by chance. All combinations of a rule
 * together must have an expected count of {@value #MIN_EVIDENCE} rows or more. The rule then has all combinations that
 * do not occur, where each that does occurs twice or more.
 */
public final class CombinationRules {
    private static final double MIN_EVIDENCE = 20;
    private static final double MIN_EXPECTED = 5;
    private static final double ODDS = 100;
    private static final double MIN_EVIDENCE_SHARE = .01;
    private static final int MAX_LEVELS = 100;
    private static final int SAMPLE_ROWS = 4_000;
    private static final long MAX_WORK = 400_000_000;
    /** Maximum number of rules, as a multiple of the table's columns. */
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
        this.rows = RowSample.of(table.rows(), SAMPLE_ROWS);
    }

    /**
     * Finds the rules with the most evidence.
     *
     * @param distinct the distinct values of the columns that have few, null for others
     * @param missing rules for missing values; what they imply needs no other rule
     * @param graph the dependencies found so far; columns with a common source are skipped
     * @param allowed whether a rule is allowed
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
        final List<Set<Integer>> sourceSets = new ArrayList<>();
        long all = 0;
        long sum = 0;
        for (final int c : columns) {
            final Set<Integer> sourceSet = new HashSet<>(graph.isDefined(c) ? graph.sources(c) : Set.of());
            sourceSet.add(c);
            sourceSets.add(sourceSet);
            all += sum * distinct[c].count();
            sum += distinct[c].count();
        }
        final double min = Math.max(MIN_EXPECTED, Math.log(ODDS * Math.max(1, all)));
        final List<Candidate> found = new ArrayList<>();
        long work = 0;
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < j && work < MAX_WORK; i++) {
                final Set<Integer> common = new HashSet<>(sourceSets.get(i));
                common.retainAll(sourceSets.get(j));
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
        if (expected >= Math.max(MIN_EVIDENCE, MIN_EVIDENCE_SHARE * table.rows())) {
            final CombinationRule rule = rule(a, b, distinct[a], distinct[b], isKnownWhole(a, b) ? unseen(a, b, 0) : unseen);
            if (allowed.test(rule)) {
                found.add(new Candidate(rule, expected));
            }
        }
    }

    /**
     * Whether the table has all combinations that there are: none of those that it has occurs once only. What single
     * rows have tells how many more rows would have combinations that no row has yet (Good 1953).
     */
    private boolean isKnownWhole(final int a, final int b) {
        final int width = distinct[b].count();
        final int[] counts = new int[distinct[a].count() * width];
        for (int r = 0; r < table.rows(); r++) {
            counts[distinct[a].codes()[r] * width + distinct[b].codes()[r]]++;
        }
        return Arrays.stream(counts).noneMatch(count -> count == 1);
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
            if (!seen.get(cell) && expected(a, b, cell) >= min && !isImplied(a, b, cell)) {
                unseen.set(cell);
            }
        }
        for (int r = 0; r < table.rows() && !unseen.isEmpty(); r++) {
            unseen.clear(distinct[a].codes()[r] * width + distinct[b].codes()[r]);
        }
        return unseen;
    }

    /** Whether the rules for missing values already forbid a combination. */
    private boolean isImplied(final int a, final int b, final int cell) {
        final int i = cell / distinct[b].count();
        final int j = cell % distinct[b].count();
        final NullRule ofA = nullRule(a);
        final NullRule ofB = nullRule(b);
        return ofA != null && ofA.by() == b && distinct[a].isMissing(i) != matches(ofA, distinct[b], j)
                || ofB != null && ofB.by() == a && distinct[b].isMissing(j) != matches(ofB, distinct[a], i)
                || ofA != null
                        && ofB != null
                        && ofA.by() == ofB.by()
                        && ofA.values().equals(ofB.values())
                        && distinct[a].isMissing(i) != distinct[b].isMissing(j);
    }

    private NullRule nullRule(final int column) {
        return missing.stream()
                .filter(rule -> rule.column() == column)
                .findFirst()
                .orElse(null);
    }

    private static boolean matches(final NullRule rule, final DistinctValues by, final int level) {
        return rule.names(by.value(level));
    }

    /** A rule for two columns and a set of combinations. */
    static CombinationRule rule(
            final int a, final int b, final DistinctValues first, final DistinctValues second, final BitSet never) {
        final int[] firsts = new int[first.count()];
        final int[] seconds = new int[second.count()];
        Arrays.setAll(firsts, l -> l);
        Arrays.setAll(seconds, l -> l);
        return new CombinationRule(
                a, b, ValueList.of(first, firsts), ValueList.of(second, seconds), never.toByteArray());
    }

    /** A rule that allows only those combinations of two columns that occur in a table. */
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
