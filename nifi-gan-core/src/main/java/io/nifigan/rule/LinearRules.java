// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RowSample;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds numbers that are sums, differences or multiples of others in every row, and points in time with a number for
 * the span between them.
 *
 * <p>The evidence: with any of the columns shifted by some rows, the rule would be broken in {@value #MIN_EVIDENCE}
 * rows or more. So a column that is (nearly) always zero proves nothing.
 */
final class LinearRules {
    private static final double MIN_EVIDENCE = 20;
    private static final int SAMPLE_ROWS = 2_000;
    private static final int MAX_COLUMNS = 400;
    private static final int MAX_TIMES = 40;
    /** Maximum number of comparisons, about a second's work; many columns of zeros would exceed it. */
    private static final long MAX_WORK = 500_000_000;

    private final Table table;
    private final DependencyGraph graph;
    private final Predicate<Rule> allowed;
    private final List<LinearRule> found = new ArrayList<>();
    private final double[][] samples;
    private long work;

    private LinearRules(final Table table, final DependencyGraph graph, final Predicate<Rule> allowed) {
        this.table = table;
        this.graph = graph;
        this.allowed = allowed;
        this.samples = new double[table.columns().size()][];
    }

    /**
     * Finds the rules of a table.
     *
     * @param graph the dependencies found so far; found rules are added
     * @param allowed whether a rule is allowed
     */
    static List<LinearRule> find(final Table table, final DependencyGraph graph, final Predicate<Rule> allowed) {
        final LinearRules finder = new LinearRules(table, graph, allowed);
        finder.find();
        return finder.found;
    }

    /** A rule with the step and the range of the target's values; the range is 0 to 0 where all are missing. */
    static LinearRule rule(
            final Table table,
            final int target,
            final int first,
            final double firstFactor,
            final int second,
            final double secondFactor) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (final double value : table.numbers(target)) {
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
        return new LinearRule(
                target,
                first,
                firstFactor,
                second,
                secondFactor,
                table.column(target).step(),
                min <= max ? min : 0,
                min <= max ? max : 0);
    }

    /** A candidate rule, whose range is not computed yet. */
    private LinearRule draft(
            final int target, final int first, final double firstFactor, final int second, final double secondFactor) {
        return new LinearRule(
                target,
                first,
                firstFactor,
                second,
                secondFactor,
                table.column(target).step(),
                0,
                0);
    }

    private void find() {
        final int[] rows = byInformation(RowSample.of(table.rows(), SAMPLE_ROWS));
        final int[] varying = IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).kind().isNumeric() && varies(c))
                .toArray();
        for (final int c : varying) {
            final double[] values = table.numbers(c);
            samples[c] = Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
        }
        final int[] times = Arrays.stream(varying)
                .filter(c -> TimeUnits.isTime(table.column(c)))
                .limit(MAX_TIMES)
                .toArray();
        final int[] numbers = Arrays.stream(varying)
                .filter(c -> !TimeUnits.isTime(table.column(c)))
                .limit(MAX_COLUMNS)
                .toArray();
        findMultiples(numbers);
        findMultiples(times);
        findSums(Arrays.stream(numbers).filter(c -> !graph.isDefined(c)).toArray());
        findSpans(times, numbers);
    }

    private boolean varies(final int column) {
        double firstValue = Double.NaN;
        for (final double value : table.numbers(column)) {
            if (!Double.isNaN(value) && value != firstValue) {
                if (!Double.isNaN(firstValue)) {
                    return true;
                }
                firstValue = value;
            }
        }
        return false;
    }

    /**
     * Sorts rows with many non-zero values first: where most values are zero, these are the rows that rule out false
     * sums.
     */
    private int[] byInformation(final int[] rows) {
        final int[] score = new int[table.rows()];
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind().isNumeric()) {
                final double[] values = table.numbers(c);
                for (final int r : rows) {
                    score[r] += Double.isNaN(values[r]) || values[r] == 0 ? 0 : 1;
                }
            }
        }
        return Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(r -> -score[r]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void findMultiples(final int[] columns) {
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < i; j++) {
                final int a = columns[i];
                final int b = columns[j];
                final boolean time = TimeUnits.isTime(table.column(a));
                if (time && table.column(a).kind() != table.column(b).kind()) {
                    continue;
                }
                final LinearRule there = multiple(a, b, time);
                final LinearRule back = multiple(b, a, time);
                final boolean preferBack =
                        back != null && (there == null || digits(back.firstFactor()) < digits(there.firstFactor()));
                if (!(preferBack && accept(back) || there != null && accept(there)) && back != null) {
                    accept(back);
                }
            }
        }
    }

    private static int digits(final double factor) {
        return Double.toString(Math.abs(factor)).length();
    }

    /** The rule that a column is a multiple of another, or null where it is not. */
    private LinearRule multiple(final int target, final int source, final boolean time) {
        final double step = table.column(target).step();
        if (Double.isNaN(factor(samples[target], samples[source], step))) {
            return null;
        }
        final double factor = time ? 1 : factor(table.numbers(target), table.numbers(source), step);
        return Double.isNaN(factor) || factor == 0 ? null : draft(target, source, factor, -1, 0);
    }

    /**
     * The factor with the fewest digits that fits every row, NaN where there is none: each row gives a lower and an
     * upper bound.
     */
    private static double factor(final double[] target, final double[] source, final double step) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int r = 0; r < target.length && low <= high; r++) {
            final double z = target[r];
            final double x = source[r];
            if (Double.isNaN(z) || Double.isNaN(x)) {
                if (Double.isNaN(z) != Double.isNaN(x)) {
                    return Double.NaN;
                }
                continue;
            }
            final double tolerance = step / 2 + 1e-10 * Math.abs(z);
            if (x == 0) {
                if (Math.abs(z) > tolerance) {
                    return Double.NaN;
                }
            } else {
                low = Math.max(low, Math.min((z - tolerance) / x, (z + tolerance) / x));
                high = Math.min(high, Math.max((z - tolerance) / x, (z + tolerance) / x));
            }
        }
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            return Double.NaN;
        }
        final double middle = low + (high - low) / 2;
        for (int digits = 1; digits < 17; digits++) {
            final double rounded = new java.math.BigDecimal(middle)
                    .round(new java.math.MathContext(digits))
                    .doubleValue();
            if (rounded >= low && rounded <= high) {
                return rounded;
            }
        }
        return middle;
    }

    private void findSums(final int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < i; j++) {
                for (final int a : numbers) {
                    final int b = numbers[j];
                    final int c = numbers[i];
                    if (work > MAX_WORK) {
                        return;
                    }
                    if (a != b && a != c && isSum(a, b, c)) {
                        addSum(a, b, c);
                    }
                }
            }
        }
    }

    private boolean isSum(final int a, final int b, final int c) {
        final double tolerance = Math.max(
                        table.column(a).step(),
                        Math.max(table.column(b).step(), table.column(c).step()))
                / 2;
        final double[] z = samples[a];
        final double[] x = samples[b];
        final double[] y = samples[c];
        for (int r = 0; r < z.length; r++) {
            final double error = Math.abs(z[r] - x[r] - y[r]);
            if (error > tolerance && error > tolerance + 1e-9 * (Math.abs(z[r]) + Math.abs(x[r]) + Math.abs(y[r]))) {
                work += r + 1;
                return false;
            }
        }
        work += z.length;
        return true;
    }

    /** Adds a rule for a = b + c: it computes a where possible; else c, which comes after b; else b. */
    private void addSum(final int a, final int b, final int c) {
        work += 10L * samples[a].length;
        if (!accept(draft(a, b, 1, c, 1)) && !accept(draft(c, a, 1, b, -1))) {
            accept(draft(b, a, 1, c, -1));
        }
    }

    private void findSpans(final int[] times, final int[] numbers) {
        for (final int start : times) {
            for (final int end : times) {
                final ColumnKind kind = table.column(start).kind();
                if (start != end && kind == table.column(end).kind()) {
                    for (final int number : numbers) {
                        findSpan(start, end, number, kind);
                    }
                }
            }
        }
    }

    private void findSpan(final int start, final int end, final int number, final ColumnKind kind) {
        for (final TimeUnits unit : TimeUnits.values()) {
            if (unit.suits(kind)) {
                final double size = unit.in(kind);
                if (accept(draft(end, start, 1, number, size))
                        || accept(draft(number, end, 1 / size, start, -1 / size))) {
                    return;
                }
            }
        }
    }

    private boolean accept(final LinearRule draft) {
        final int[] from = draft.second() < 0 ? new int[] {draft.first()} : new int[] {draft.first(), draft.second()};
        if (fitsSample(draft) && graph.allow(draft.target(), from) && allowed.test(draft) && isProven(draft)) {
            final LinearRule rule = rule(
                    table, draft.target(), draft.first(), draft.firstFactor(), draft.second(), draft.secondFactor());
            if (rule.holdsIn(table)) {
                graph.define(rule.target(), from);
                found.add(rule);
                return true;
            }
        }
        return false;
    }

    private boolean fitsSample(final LinearRule rule) {
        return countBreaks(rule, 0, 0, 0, 1) == 0;
    }

    private boolean isProven(final LinearRule rule) {
        final int shift = samples[rule.target()].length / 2;
        final double rows = (double) table.rows() / samples[rule.target()].length;
        final double target = countBreaks(rule, shift, 0, 0, Integer.MAX_VALUE) * rows;
        final double first = countBreaks(rule, 0, shift, 0, Integer.MAX_VALUE) * rows;
        final double second = rule.second() < 0 ? first : countBreaks(rule, 0, 0, shift, Integer.MAX_VALUE) * rows;
        return Math.min(target, Math.min(first, second)) >= MIN_EVIDENCE;
    }

    /**
     * The number of sample rows that break a rule, counted up to {@code max}, when columns are shifted by some rows.
     * Where columns are shifted, rows with missing values are skipped.
     */
    private int countBreaks(
            final LinearRule rule, final int targetShift, final int firstShift, final int secondShift, final int max) {
        final double[] z = samples[rule.target()];
        final double[] x = samples[rule.first()];
        final double[] y = rule.second() < 0 ? x : samples[rule.second()];
        final int n = z.length;
        final boolean shifted = targetShift + firstShift + secondShift > 0;
        int countBreaks = 0;
        for (int r = 0; r < n && countBreaks < max; r++) {
            final double zr = z[(r + targetShift) % n];
            final double xr = x[(r + firstShift) % n];
            final double yr = y[(r + secondShift) % n];
            final boolean there = !Double.isNaN(zr) && !Double.isNaN(xr) && !Double.isNaN(yr);
            countBreaks += (there || !shifted) && !rule.fits(zr, xr, yr) ? 1 : 0;
        }
        return countBreaks;
    }
}
