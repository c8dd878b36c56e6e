// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RowSample;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds pairs of columns of which one is at most the other in every row, such as a start and an end.
 *
 * <p>Numbers are compared with numbers, days with days and so on. The evidence is the number of rows that would break
 * the rule if the columns were independent; it must be {@value #MIN_EVIDENCE} or more. So ranges that do not overlap
 * prove nothing.
 */
public final class OrderRules {
    static final double MIN_EVIDENCE = 20;
    private static final int SAMPLE_ROWS = 4_000;
    /** Maximum number of rules, as a multiple of the table's columns. */
    public static final int RULES_PER_COLUMN = 4;

    private record Candidate(OrderRule rule, double evidence) {}

    private OrderRules() {}

    /**
     * Finds the rules of a table.
     *
     * @param excluded columns to skip
     * @return at most {@value #RULES_PER_COLUMN} times as many rules as the table has columns, none implied by two
     *     others; those with the most evidence first
     */
    public static List<OrderRule> find(final Table table, final Set<Integer> excluded) {
        return find(table, excluded, rule -> true, rule -> false, OrderRule::strict);
    }

    /**
     * Finds rules that pass a test.
     *
     * @param implied whether a rule follows from those known, so that it is left out; others may follow from it
     * @param isStrict whether it is more than chance that the two values are never equal
     */
    static List<OrderRule> find(
            final Table table,
            final Set<Integer> excluded,
            final Predicate<Rule> allowed,
            final Predicate<OrderRule> implied,
            final Predicate<OrderRule> isStrict) {
        final int[] columns = IntStream.range(0, table.columns().size())
                .filter(c -> !excluded.contains(c) && table.column(c).kind().isNumeric() && table.rows() > 0)
                .toArray();
        final double[][] ranges = new double[table.columns().size()][];
        final double[][] samples = new double[table.columns().size()][];
        final int[] sample = RowSample.of(table.rows(), SAMPLE_ROWS);
        for (final int c : columns) {
            final double[] values = table.numbers(c);
            ranges[c] = range(values);
            samples[c] = Arrays.stream(sample).mapToDouble(r -> values[r]).toArray();
        }
        final List<Candidate> found = new ArrayList<>();
        for (final int a : columns) {
            for (final int b : columns) {
                final boolean comparable = a != b && comparableKind(table, a) == comparableKind(table, b);
                // Where the ranges do not overlap, a rule would add nothing.
                if (comparable
                        && ranges[a][1] > ranges[b][0]
                        && isOrdered(samples[a], samples[b])
                        && isOrdered(table.numbers(a), table.numbers(b))) {
                    add(found, table, a, b, samples);
                }
            }
        }
        found.removeIf(candidate -> !allowed.test(candidate.rule()));
        found.sort(Comparator.comparingDouble(Candidate::evidence).reversed());
        return prune(found, table, isStrict).stream()
                .filter(implied.negate())
                .limit((long) RULES_PER_COLUMN * table.columns().size())
                .toList();
    }

    private static int comparableKind(final Table table, final int column) {
        final ColumnKind kind = table.column(column).kind();
        return kind == ColumnKind.DECIMAL ? ColumnKind.INTEGER.ordinal() : kind.ordinal();
    }

    static double[] range(final double[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (final double value : values) {
            if (!Double.isNaN(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        return new double[] {min, max};
    }

    static boolean isOrdered(final double[] a, final double[] b) {
        for (int r = 0; r < a.length; r++) {
            if (a[r] > b[r]) {
                return false;
            }
        }
        return true;
    }

    private static void add(
            final List<Candidate> found, final Table table, final int a, final int b, final double[][] samples) {
        final double[] smaller = table.numbers(a);
        final double[] larger = table.numbers(b);
        int both = 0;
        int equal = 0;
        for (int r = 0; r < smaller.length; r++) {
            both += Double.isNaN(smaller[r]) || Double.isNaN(larger[r]) ? 0 : 1;
            equal += smaller[r] == larger[r] ? 1 : 0;
        }
        final double evidence = both * breakShare(samples[a], samples[b]);
        // Columns that are always equal would give a rule both ways, which would only reject rows.
        if (evidence >= MIN_EVIDENCE && equal < both) {
            found.add(new Candidate(new OrderRule(a, b, equal == 0), evidence));
        }
    }

    /** The number of rows that would break an order of columns if these were independent. */
    static double evidence(final double[] smaller, final double[] larger) {
        final int[] sample = RowSample.of(smaller.length, SAMPLE_ROWS);
        return breakShare(
                        Arrays.stream(sample).mapToDouble(r -> smaller[r]).toArray(),
                        Arrays.stream(sample).mapToDouble(r -> larger[r]).toArray())
                * IntStream.range(0, smaller.length)
                        .filter(r -> !Double.isNaN(smaller[r]) && !Double.isNaN(larger[r]))
                        .count();
    }

    /** The probability that a value of a is above a value of b, both drawn independently from rows that have both. */
    private static double breakShare(final double[] a, final double[] b) {
        final int[] both = IntStream.range(0, a.length)
                .filter(r -> !Double.isNaN(a[r]) && !Double.isNaN(b[r]))
                .toArray();
        final double[] above =
                Arrays.stream(both).mapToDouble(r -> a[r]).sorted().toArray();
        final double[] below =
                Arrays.stream(both).mapToDouble(r -> b[r]).sorted().toArray();
        double breaks = 0;
        int j = 0;
        for (final double value : above) {
            while (j < below.length && below[j] < value) {
                j++;
            }
            breaks += j;
        }
        return both.length == 0 ? 0 : breaks / both.length / both.length;
    }

    /**
     * Removes rules that two others imply. They imply it in every row only where the column in between is never
     * missing.
     */
    private static List<OrderRule> prune(
            final List<Candidate> found, final Table table, final Predicate<OrderRule> isStrict) {
        final Set<OrderRule> rules = new HashSet<>();
        found.forEach(candidate -> rules.add(candidate.rule()));
        final int[] between = found.stream()
                .mapToInt(candidate -> candidate.rule().larger())
                .distinct()
                .filter(c -> Arrays.stream(table.numbers(c)).noneMatch(Double::isNaN))
                .toArray();
        return found.stream()
                .map(Candidate::rule)
                .filter(rule -> Arrays.stream(between).noneMatch(c -> isImplied(rule, c, rules, isStrict)))
                .toList();
    }

    private static boolean isImplied(
            final OrderRule rule, final int between, final Set<OrderRule> rules, final Predicate<OrderRule> isStrict) {
        if (between == rule.smaller() || between == rule.larger()) {
            return false;
        }
        final boolean strictFirst = rules.contains(new OrderRule(rule.smaller(), between, true));
        final boolean strictThen = rules.contains(new OrderRule(between, rule.larger(), true));
        final boolean first = strictFirst || rules.contains(new OrderRule(rule.smaller(), between, false));
        final boolean then = strictThen || rules.contains(new OrderRule(between, rule.larger(), false));
        return first && then && (strictFirst || strictThen || !isStrict.test(rule));
    }
}
