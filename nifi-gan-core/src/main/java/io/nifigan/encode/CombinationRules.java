// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
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
 * <p>A combination counts where so many rows would be expected of independent columns that, over all combinations of the table, not even
 * one in {@value #ODDS} tables would lack one by chance, and {@value #FEWEST} at least; together they must make up {@value #EVIDENCE} rows.
 */
final class CombinationRules {
    private static final double EVIDENCE = 20;
    private static final double FEWEST = 5;
    private static final double ODDS = 100;
    private static final double SHARE = .01;
    private static final int MOST_LEVELS = 100;
    private static final int SAMPLE = 4_000;
    private static final long MOST_WORK = 400_000_000;
    static final int RULES_PER_COLUMN = 4;

    private record Candidate(CombinationRule rule, double evidence) {
    }

    private final Table table;
    private final Levels[] levels;
    private final List<NullRule> missing;
    private final int[] rows;

    private CombinationRules(final Table table, final Levels[] levels, final List<NullRule> missing) {
        this.table = table;
        this.levels = levels;
        this.missing = missing;
        this.rows = RowSample.of(table.rows(), SAMPLE);
    }

    /**
     * @param levels      the values of the columns that have few, null for others
     * @param missing     rules of missing values, which need no other rule
     * @param definitions what follows from what: columns that have a source in common are left out
     * @param allowed     whether a rule may be found
     */
    static List<CombinationRule> find(final Table table, final Levels[] levels, final List<NullRule> missing, final Definitions definitions,
                                      final Predicate<Rule> allowed) {
        return new CombinationRules(table, levels, missing).find(definitions, allowed);
    }

    private List<CombinationRule> find(final Definitions definitions, final Predicate<Rule> allowed) {
        final int[] columns = IntStream.range(0, levels.length).filter(c -> levels[c] != null && levels[c].count() <= MOST_LEVELS
                && (table.column(c).kind() == ColumnKind.CATEGORY || table.column(c).kind() == ColumnKind.BOOLEAN)).toArray();
        final List<Set<Integer>> families = new ArrayList<>();
        long all = 0;
        long sum = 0;
        for (final int c : columns) {
            final Set<Integer> family = new HashSet<>(definitions.isDefined(c) ? definitions.sources(c) : Set.of());
            family.add(c);
            families.add(family);
            all += sum * levels[c].count();
            sum += levels[c].count();
        }
        final double least = Math.max(FEWEST, Math.log(ODDS * Math.max(1, all)));
        final List<Candidate> found = new ArrayList<>();
        long work = 0;
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < j && work < MOST_WORK; i++) {
                final Set<Integer> common = new HashSet<>(families.get(i));
                common.retainAll(families.get(j));
                if (common.isEmpty()) {
                    work += rows.length;
                    add(columns[i], columns[j], least, found, allowed);
                }
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::evidence).reversed());
        return found.stream().map(Candidate::rule).limit((long) RULES_PER_COLUMN * table.columns().size()).toList();
    }

    private void add(final int a, final int b, final double least, final List<Candidate> found, final Predicate<Rule> allowed) {
        final BitSet unseen = unseen(a, b, least);
        double expected = 0;
        for (int cell = unseen.nextSetBit(0); cell >= 0; cell = unseen.nextSetBit(cell + 1)) {
            expected += expected(a, b, cell);
        }
        if (expected >= Math.max(EVIDENCE, SHARE * table.rows())) {
            final CombinationRule rule = rule(a, b, levels[a], levels[b], unseen);
            if (allowed.test(rule)) {
                found.add(new Candidate(rule, expected));
            }
        }
    }

    private double expected(final int a, final int b, final int cell) {
        final int width = levels[b].count();
        return (double) levels[a].size(cell / width) * levels[b].size(cell % width) / table.rows();
    }

    private BitSet unseen(final int a, final int b, final double least) {
        final int width = levels[b].count();
        final BitSet seen = new BitSet();
        for (final int r : rows) {
            seen.set(levels[a].codes()[r] * width + levels[b].codes()[r]);
        }
        final BitSet unseen = new BitSet();
        for (int cell = 0; cell < levels[a].count() * width; cell++) {
            if (!seen.get(cell) && expected(a, b, cell) >= least && !follows(a, b, cell)) {
                unseen.set(cell);
            }
        }
        for (int r = 0; r < table.rows() && !unseen.isEmpty(); r++) {
            unseen.clear(levels[a].codes()[r] * width + levels[b].codes()[r]);
        }
        return unseen;
    }

    /** Whether rules of missing values forbid a combination already. */
    private boolean follows(final int a, final int b, final int cell) {
        final int i = cell / levels[b].count();
        final int j = cell % levels[b].count();
        final NullRule ofA = ofColumn(a);
        final NullRule ofB = ofColumn(b);
        return ofA != null && ofA.by() == b && levels[a].isMissing(i) != isThere(ofA, levels[b], j)
                || ofB != null && ofB.by() == a && levels[b].isMissing(j) != isThere(ofB, levels[a], i)
                || ofA != null && ofB != null && ofA.by() == ofB.by() && Objects.equals(ofA.value(), ofB.value())
                && levels[a].isMissing(i) != levels[b].isMissing(j);
    }

    private NullRule ofColumn(final int column) {
        return missing.stream().filter(rule -> rule.column() == column).findFirst().orElse(null);
    }

    private static boolean isThere(final NullRule rule, final Levels by, final int level) {
        return rule.value() == null ? by.isMissing(level) : !by.isMissing(level) && rule.value().equals(by.value(level).toString());
    }

    /** The rule that some combinations of two columns never occur. */
    static CombinationRule rule(final int a, final int b, final Levels first, final Levels second, final BitSet never) {
        final int[] firsts = new int[first.count()];
        final int[] seconds = new int[second.count()];
        Arrays.setAll(firsts, l -> l);
        Arrays.setAll(seconds, l -> l);
        return new CombinationRule(a, b, LevelValues.of(first, firsts), LevelValues.of(second, seconds), never.toByteArray());
    }

    /** The rule that only those combinations of two columns occur that a table has. */
    static CombinationRule seenOnly(final Table table, final int a, final int b, final Levels first, final Levels second) {
        final BitSet never = new BitSet();
        never.set(0, first.count() * second.count());
        for (int r = 0; r < table.rows(); r++) {
            never.clear(first.codes()[r] * second.count() + second.codes()[r]);
        }
        return rule(a, b, first, second, never);
    }
}
