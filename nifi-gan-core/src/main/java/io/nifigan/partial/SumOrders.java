// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Operation;
import io.nifigan.rule.ComparisonRule;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.RuleSet;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds orders between a number and the sum of two others that all or nearly all rows keep, such as a bill and a
 * payment that together are not below the earlier bill.
 *
 * <p>The evidence: with any of the three columns shifted by some rows, the order would be broken in many more rows; and
 * the rows come up to the order and stop there, which the tail of a distribution does not.
 */
public final class SumOrders {
    /** Maximum number of rules, as a multiple of the table's columns. */
    public static final int RULES_PER_COLUMN = 1;

    private static final double MAX_EXCEPTIONS = .02;
    private static final double MAX_EQUAL = .3;
    private static final double MIN_EVIDENCE = 20;
    /** Minimum share of rows that would break the rule by chance, and that break it without one of the two addends. */
    private static final double MIN_BROKEN_BY_CHANCE = .05;
    /** The share of rows that are next to the order, in which they must not thin out towards it. */
    private static final double NEXT = .1;

    private static final double PARTS = 4;
    private static final double MIN_DENSITY = .5;

    private final ColumnSamples samples;
    private final int[] columns;

    private record Candidate(int a, int b, int c, boolean isBelow, double evidence) {}

    private SumOrders(final Table table, final IntPredicate isUsed) {
        this.samples = new ColumnSamples(table, isUsed);
        this.columns = IntStream.range(0, table.columns().size())
                .filter(c -> samples.of(c) != null)
                .toArray();
    }

    /**
     * Finds the orders of a table.
     *
     * @param rules the rules that were found before
     * @param isUsed the columns that may have a rule
     */
    public static List<ComparisonRule> find(final Table table, final RuleSet rules, final IntPredicate isUsed) {
        final SumOrders orders = new SumOrders(table, c -> isUsed.test(c) && isNumber(table, c));
        final List<ComparisonRule> found = new ArrayList<>();
        for (final Candidate candidate : orders.candidates()) {
            if (found.size() >= RULES_PER_COLUMN * table.columns().size()) {
                break;
            }
            final ColumnValue c = new ColumnValue(candidate.c());
            final Operation sum = new Operation('+', new ColumnValue(candidate.a()), new ColumnValue(candidate.b()));
            final ComparisonRule rule =
                    candidate.isBelow() ? new ComparisonRule(c, sum, false) : new ComparisonRule(sum, c, false);
            if (isComputed(sum, rules)) {
                // The column with the sum has orders of its own.
                continue;
            }
            final int broken = rule.broken(table);
            if (rules.allows(rule) && broken <= MAX_EXCEPTIONS * table.rows()) {
                found.add(
                        broken == 0
                                ? rule
                                : new ComparisonRule(
                                        rule.smaller(), rule.larger(), false, 1 - (double) broken / table.rows()));
            }
        }
        return found;
    }

    private static boolean isComputed(final Operation sum, final RuleSet rules) {
        final Operation turned = new Operation('+', sum.right(), sum.left());
        return rules.defining().values().stream()
                .anyMatch(rule -> rule instanceof FormulaRule formula
                        && (formula.expression().equals(sum)
                                || formula.expression().equals(turned)));
    }

    private static boolean isNumber(final Table table, final int column) {
        final ColumnKind kind = table.column(column).kind();
        return kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL;
    }

    private List<Candidate> candidates() {
        final List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < i; j++) {
                for (final int c : columns) {
                    if (c != columns[i] && c != columns[j]) {
                        add(found, columns[j], columns[i], c, true);
                        add(found, columns[j], columns[i], c, false);
                    }
                }
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::evidence).reversed());
        return found;
    }

    private void add(final List<Candidate> found, final int a, final int b, final int c, final boolean isBelow) {
        final double[] slack = slack(a, b, c, isBelow);
        if (slack == null || !isSharp(slack)) {
            return;
        }
        final int rows = slack.length;
        final double exceptions =
                Math.max(1, Arrays.stream(slack).filter(value -> value < 0).count());
        double evidence = Double.POSITIVE_INFINITY;
        for (int shifted = 0; shifted < 3; shifted++) {
            evidence = Math.min(evidence, broken(a, b, c, isBelow, shifted));
        }
        // Where the order holds for one addend alone, the other tells nothing.
        if (isBelow) {
            evidence = Math.min(evidence, Math.min(above(c, a), above(c, b)));
        }
        if (evidence * samples.scale() >= MIN_EVIDENCE
                && evidence >= MIN_BROKEN_BY_CHANCE * rows
                && evidence >= exceptions / MAX_EXCEPTIONS / 4) {
            found.add(new Candidate(a, b, c, isBelow, evidence / exceptions));
        }
    }

    /**
     * What the larger side exceeds the smaller one by, in rows without missing values; null where too many break the
     * order.
     */
    private double[] slack(final int a, final int b, final int c, final boolean isBelow) {
        final double[] x = samples.of(a);
        final double[] y = samples.of(b);
        final double[] z = samples.of(c);
        final double[] slack = new double[x.length];
        final double max = MAX_EXCEPTIONS * x.length;
        int count = 0;
        int broken = 0;
        for (int i = 0; i < x.length; i++) {
            final double sum = x[i] + y[i];
            final double by = isBelow ? sum - z[i] : z[i] - sum;
            if (!Double.isNaN(by)) {
                slack[count] = Math.abs(by) <= 1e-9 * (Math.abs(sum) + Math.abs(z[i])) ? 0 : by;
                broken += slack[count++] < 0 ? 1 : 0;
                if (broken > max) {
                    return null;
                }
            }
        }
        final double[] all = Arrays.copyOf(slack, count);
        final long equal = Arrays.stream(all).filter(value -> value == 0).count();
        // What is mostly a sum would give an order both ways, which would only reject rows.
        return count < samples.size() / 2 || equal > MAX_EQUAL * count ? null : all;
    }

    /** Whether rows are about as dense at the order as somewhat off it, and hardly any are beyond it. */
    private static boolean isSharp(final double[] slack) {
        final double[] kept =
                Arrays.stream(slack).filter(value -> value >= 0).sorted().toArray();
        final int next = (int) (NEXT * kept.length);
        final double width = kept[next];
        final double first = width / PARTS;
        final long dense =
                Arrays.stream(kept, 0, next).filter(value -> value <= first).count();
        final long beyond = Arrays.stream(slack)
                .filter(value -> value < 0 && value >= -width)
                .count();
        return next > 0 && dense >= MIN_DENSITY * next / PARTS && beyond <= next / PARTS;
    }

    /** The number of sampled rows that break the order where one column is that of other rows. */
    private int broken(final int a, final int b, final int c, final boolean isBelow, final int shifted) {
        final double[] x = samples.of(a);
        final double[] y = samples.of(b);
        final double[] z = samples.of(c);
        final int rows = x.length;
        int broken = 0;
        for (int i = 0; i < rows; i++) {
            final int other = (i + rows / 2) % rows;
            final double sum = x[shifted == 0 ? other : i] + y[shifted == 1 ? other : i];
            final double whole = z[shifted == 2 ? other : i];
            broken += (isBelow ? sum < whole : sum > whole) ? 1 : 0;
        }
        return broken;
    }

    private int above(final int larger, final int smaller) {
        final double[] x = samples.of(larger);
        final double[] y = samples.of(smaller);
        return (int) IntStream.range(0, x.length).filter(i -> x[i] > y[i]).count();
    }
}
