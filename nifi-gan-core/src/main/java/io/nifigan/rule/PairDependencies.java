// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RowSample;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import io.nifigan.table.ValueList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds columns that two others determine together, but neither alone.
 *
 * <p>The evidence: if the column, given one of the two, were independent of the other, then rows that repeat a
 * combination would break the rule. {@value #MIN_EVIDENCE} or more such breaks must be expected, whichever of the two
 * is given.
 */
final class PairDependencies {
    private static final double MIN_EVIDENCE = 20;
    private static final int SAMPLE_ROWS = 2_000;
    private static final int MAX_TEXTS = 256;
    /** Maximum number of distinct numbers of a determining column. */
    private static final int MAX_NUMBERS = 30;
    /** Maximum number of rows visited, about a second's work. */
    private static final long MAX_WORK = 400_000_000;

    private record Candidate(int target, int first, int second, double evidence) {
        boolean isLast() {
            return target > Math.max(first, second);
        }
    }

    private final Table table;
    private final DistinctValues[] distinct;
    private final int[][] samples;
    private final DependencyGraph graph;
    private final Predicate<Rule> allowed;
    private final Map<Integer, Candidate> best = new HashMap<>();
    private final int[] image = new int[LookupRule.MAX_COMBINATIONS];
    private final int[] stamps = new int[LookupRule.MAX_COMBINATIONS];
    private int stamp;
    private long work;

    private PairDependencies(
            final Table table,
            final DistinctValues[] distinct,
            final DependencyGraph graph,
            final Predicate<Rule> allowed) {
        this.table = table;
        this.distinct = distinct;
        this.graph = graph;
        this.allowed = allowed;
        final int[] rows = RowSample.of(table.rows(), SAMPLE_ROWS);
        this.samples = new int[distinct.length][];
        for (int c = 0; c < distinct.length; c++) {
            final DistinctValues column = distinct[c];
            samples[c] = column == null
                    ? null
                    : Arrays.stream(rows).map(r -> column.codes()[r]).toArray();
        }
    }

    /**
     * Finds the rules of a table.
     *
     * @param distinct the distinct values of the columns to search, null for others
     * @param graph the dependencies found so far; found rules are added
     * @param allowed whether a rule is allowed
     */
    static List<LookupRule> find(
            final Table table,
            final DistinctValues[] distinct,
            final DependencyGraph graph,
            final Predicate<Rule> allowed) {
        final PairDependencies finder = new PairDependencies(table, distinct, graph, allowed);
        finder.search();
        final List<LookupRule> found = new ArrayList<>();
        // Where any two of three columns determine the third, the last column becomes the target.
        finder.best.values().stream()
                .sorted(Comparator.comparing(Candidate::isLast)
                        .thenComparingDouble(Candidate::evidence)
                        .reversed()
                        .thenComparingInt(Candidate::target))
                .forEach(candidate -> {
                    final int c = candidate.target();
                    final int a = candidate.first();
                    final int b = candidate.second();
                    if (graph.allow(c, a, b)) {
                        graph.define(c, a, b);
                        found.add(LookupRule.of(c, a, b, distinct[c], distinct[a], distinct[b]));
                    }
                });
        return found;
    }

    private void search() {
        final int[] columns = IntStream.range(0, distinct.length)
                .filter(c -> distinct[c] != null)
                .toArray();
        final int[] determinants =
                Arrays.stream(columns).filter(this::canDetermine).toArray();
        final int[] targets =
                Arrays.stream(columns).filter(c -> !graph.isDefined(c)).toArray();
        final int[] cells = new int[Math.min(SAMPLE_ROWS, table.rows())];
        for (int i = 0; i < determinants.length; i++) {
            for (int j = 0; j < i; j++) {
                final int a = determinants[j];
                final int b = determinants[i];
                final int width = distinct[b].count();
                if (distinct[a].count() * width <= LookupRule.MAX_COMBINATIONS && work < MAX_WORK) {
                    work += cells.length;
                    Arrays.setAll(cells, r -> samples[a][r] * width + samples[b][r]);
                    for (final int c : targets) {
                        if (c != a && c != b && work < MAX_WORK && isFunction(cells, samples[c])) {
                            consider(a, b, c);
                        }
                    }
                }
            }
        }
    }

    private boolean canDetermine(final int column) {
        return distinct[column].count() <= (table.column(column).kind().isNumeric() ? MAX_NUMBERS : MAX_TEXTS);
    }

    private boolean isFunction(final int[] from, final int[] to) {
        stamp++;
        for (int r = 0; r < from.length; r++) {
            final int cell = from[r];
            if (stamps[cell] != stamp) {
                stamps[cell] = stamp;
                image[cell] = to[r];
            } else if (image[cell] != to[r]) {
                work += r + 1;
                return false;
            }
        }
        work += from.length;
        return true;
    }

    private void consider(final int a, final int b, final int c) {
        work += 10L * samples[a].length + 2L * (distinct[a].count() + distinct[b].count()) * distinct[c].count();
        final double scale = (double) table.rows() / samples[a].length;
        if (evidence(samples[a], samples[b], samples[c], a, b, c) * scale < MIN_EVIDENCE / 2) {
            return;
        }
        work += 10L * table.rows();
        final int width = distinct[b].count();
        final int[] cells = new int[table.rows()];
        Arrays.setAll(cells, r -> distinct[a].codes()[r] * width + distinct[b].codes()[r]);
        if (!isFunction(cells, distinct[c].codes())) {
            return;
        }
        final double evidence = evidence(distinct[a].codes(), distinct[b].codes(), distinct[c].codes(), a, b, c);
        final Candidate known = best.get(c);
        if (evidence >= MIN_EVIDENCE
                && (known == null || known.evidence() < evidence)
                && graph.allow(c, a, b)
                && allowed.test(empty(a, b, c))) {
            best.put(c, new Candidate(c, a, b, evidence));
        }
    }

    /** The rule without any combination, to test whether it is allowed. */
    private LookupRule empty(final int a, final int b, final int c) {
        final int[] none = new int[0];
        return new LookupRule(
                c,
                a,
                b,
                ValueList.of(distinct[a], none),
                ValueList.of(distinct[b], none),
                none,
                none,
                ValueList.of(distinct[c], none));
    }

    private double evidence(final int[] as, final int[] bs, final int[] cs, final int a, final int b, final int c) {
        final double givenA = expected(as, bs, cs, distinct[a].count(), distinct[b].count(), distinct[c].count());
        return Math.min(givenA, expected(bs, as, cs, distinct[b].count(), distinct[a].count(), distinct[c].count()));
    }

    /** The expected number of breaks if c depended on the one column only. */
    private static double expected(
            final int[] ones,
            final int[] others,
            final int[] cs,
            final int oneCount,
            final int otherCount,
            final int count) {
        final int[] with = new int[oneCount * count];
        final int[] cells = new int[oneCount * otherCount];
        final int[] sizes = new int[oneCount];
        for (int r = 0; r < cs.length; r++) {
            sizes[ones[r]]++;
            with[ones[r] * count + cs[r]]++;
            cells[ones[r] * otherCount + others[r]]++;
        }
        double expected = 0;
        for (int one = 0; one < oneCount; one++) {
            double spread = 1;
            for (int i = one * count; i < (one + 1) * count && sizes[one] > 0; i++) {
                spread -= (double) with[i] / sizes[one] * with[i] / sizes[one];
            }
            for (int i = one * otherCount; i < (one + 1) * otherCount; i++) {
                expected += Math.max(0, cells[i] - 1) * spread;
            }
        }
        return expected;
    }

    /** The distinct values of each column that has few enough; null for other columns and identifiers. */
    static DistinctValues[] levels(final Table table, final int max, final int rowsPerLevel) {
        final DistinctValues[] distinct = new DistinctValues[table.columns().size()];
        for (int c = 0; c < distinct.length; c++) {
            if (table.column(c).kind() != ColumnKind.IDENTIFIER) {
                distinct[c] = DistinctValues.of(table, c, Math.min(max, table.rows() / rowsPerLevel))
                        .filter(found -> found.count() > 1)
                        .orElse(null);
            }
        }
        return distinct;
    }
}
